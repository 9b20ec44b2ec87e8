import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLists } from '../../../../../main/core/provider/precedence/entries.ts';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import { planOnText } from '../../../../support/settings-facts.ts';
import { draws, facts, type Planned, planned, settings } from '../arbitrary-switches.ts';
import { type Claim, expectOnlyClaimed } from '../claims.ts';
import { clientParse, commentsOf, layouts, render, runs } from '../support.ts';
import { expectSwitch, knownOptions, settingsSamples } from '../switching.ts';

/** Unusual spellings that JSON allows; a switch has to keep them as they are. */
const spellings = ['1e999', '123456789012345678901234567890', '1.0', '-0', '1E+2', '0.10000000000000000555'];

/** Spells numbers and the first letters of names unusually: every `every`th of them, none for 0. */
function oddly(text: string, every: number): string {
  let place = 0;
  const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return text.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\])*"|-?\d[\d.eE+-]*/g, (token) => {
    if (token.startsWith('/')) return token;
    place += 1;
    if (every === 0 || place % every !== 0) return token;
    if (token.startsWith('"')) return token.replace(/(?<=^")[A-Za-z]/, escaped);
    return spellings[place % spellings.length] ?? token;
  });
}

function claimsOf({ before, option }: Planned): readonly Claim[] {
  const value = (...path: readonly string[]): Claim => ({ path, kind: 'value' });
  const opened = readLists(clientParse(before)).filter(({ canOpen }) => canOpen);
  return [
    ...opened.map(({ key }): Claim => ({ path: ['modelProviders', key], kind: 'opened' })),
    { path: ['modelProviders', option.protocol], kind: 'list' },
    value('security', 'auth', 'selectedType'),
    value('model', 'name'),
    value('model', 'baseUrl'),
    value('env', option.keyVariable),
    value('fastModel'),
    value('modelFallbacks'),
  ];
}

/** No comment is lost, and new lines end as the others of the file do. */
function expectOnlyPlannedChanges(done: Planned): void {
  const { before, plan } = done;
  expectOnlyClaimed(before, plan.after, claimsOf(done));
  const bag = (text: string): string[] =>
    commentsOf(text)
      .map((comment) => comment.trimEnd())
      .sort();
  expect(bag(plan.after)).toEqual(bag(before));
  if (before.includes('\r\n')) expect(plan.after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  else expect(plan.after).not.toContain('\r');
}

function expectEffect({ choice, option, plan }: Planned): void {
  if (plan.warnings.some(({ code }) => code === 'switch-without-effect')) return;
  const view = viewSettings({ path: 'settings.json', text: plan.after, facts });
  const current = view.state === 'readable' ? view.options.find((candidate) => candidate.current) : undefined;
  expect(current).toMatchObject({ id: plan.targetId, baseUrl: option.baseUrl });
  expect(view).toMatchObject({ currentModel: choice.model });
}

function expectNothingLeft({ choice, plan }: Planned): void {
  const written = plan.envFile;
  const envFiles =
    written === undefined ? [] : [{ path: written.path, text: written.after, place: 'qwen-home' as const }];
  const again = planOnText({ text: plan.after, choice, facts: { ...facts, envFiles } });
  expect(again).toEqual({ kind: 'nothing-to-do' });
}

describe('any switch', () => {
  it('changes only declared bytes, is idempotent, takes effect or warns, and shows no key', () => {
    let plans = 0;
    let silent = 0;
    fc.assert(
      fc.property(settings, layouts, fc.nat(4), draws, (value, layout, every, draw) => {
        const done = planned(oddly(render(value, layout), every), draw);
        if (done === null) return;
        plans += 1;
        if (!done.plan.warnings.some(({ code }) => code === 'switch-without-effect')) silent += 1;
        expectOnlyPlannedChanges(done);
        expectNothingLeft(done);
        expectEffect(done);
        const shown = JSON.stringify([done.plan.diff, done.plan.warnings, done.plan.envFile?.diff]);
        expect(shown).not.toMatch(/sk-(sp-)?0123456789/);
      }),
      runs,
    );
    // The property is meaningful only while most inputs lead to a plan and most plans take effect.
    expect(plans).toBeGreaterThan(500);
    expect(silent).toBeGreaterThan(plans / 2);
  }, 300_000);
});

describe('a switch from every sample file to every provider', () => {
  const rows = settingsSamples.flatMap((name) => knownOptions.map((option) => ({ name, option })));
  it.each(rows)('$name → $option.id', ({ name, option }) => expectSwitch(name, option));
});
