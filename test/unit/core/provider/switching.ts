import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import type { ProviderOption } from '../../../../main/core/provider/model.ts';
import type { SettingsFacts } from '../../../../main/core/provider/precedence/facts.ts';
import { resolveProvider } from '../../../../main/core/provider/precedence/resolve-provider.ts';
import { viewSettings } from '../../../../main/core/provider/switch/settings-view.ts';
import type { SwitchPlan } from '../../../../main/core/provider/switch/switch-plan.ts';
import {
  DiffLineSchema,
  type ProviderChoice,
  SwitchWarningSchema,
} from '../../../../main/core/provider/switch-model.ts';
import { contextFrom, noFacts, planOnText } from '../../../support/settings-facts.ts';
import { clientParse, sample } from './support.ts';

export const planKey = 'sk-sp-FAKE12345678';

export function plan(text: string | null, choice: ProviderChoice, given: SettingsFacts = noFacts): SwitchPlan {
  const outcome = planOnText({ text, choice, facts: given });
  if (outcome.kind !== 'plan') throw new Error(JSON.stringify(outcome));
  for (const line of outcome.diff) DiffLineSchema.parse(line);
  for (const found of outcome.warnings) SwitchWarningSchema.parse(found);
  return outcome;
}

export const codes = ({ warnings }: SwitchPlan): string[] => warnings.map(({ code }) => code);

/** Resolves what Qwen Code would use if this text were its only source. */
export const resolve = (userText: string, client: '0.24' | '0.15' = '0.24') =>
  resolveProvider(contextFrom({ client, userText }));

/** Settings files written by real clients of three generations. */
export const settingsSamples = readdirSync(new URL('../../../fixtures/settings', import.meta.url))
  .filter((name) => name.endsWith('.json'))
  .sort();

const fresh = viewSettings({ path: '', text: null, facts: noFacts });

/** Every provider of the catalogue, as offered to a user without settings. */
export const knownOptions: readonly ProviderOption[] =
  fresh.state === 'readable' ? fresh.options.filter(({ custom }) => custom !== true) : [];

/** Checks that both clients use what was chosen, that nothing else changed, and that nothing is left to do. */
export function expectSwitch(name: string, option: ProviderOption): void {
  const text = sample(name);
  const model = option.models.at(-1)?.id ?? '';
  const key = option.billing === 'plan' && option.baseUrl.includes('aliyuncs') ? planKey : 'sk-FAKE87654321';
  const choice = { providerId: option.id, model, key };
  const outcome = plan(text, choice);
  for (const client of ['0.24', '0.15'] as const) {
    expect(resolve(outcome.after, client)).toMatchObject({
      protocol: option.protocol,
      model,
      baseUrl: option.baseUrl,
      key,
      keyVariable: option.keyVariable,
    });
  }
  const before = clientParse(text) as Record<string, unknown>;
  const after = clientParse(outcome.after) as Record<string, unknown>;
  for (const untouched of ['$version', 'ui', 'privacy', 'providerMetadata', 'codingPlan']) {
    expect(after[untouched]).toEqual(before[untouched]);
  }
  expect(planOnText({ text: outcome.after, choice, facts: noFacts })).toEqual({ kind: 'nothing-to-do' });
  expect(codes(outcome)).not.toContain('switch-without-effect');
  // Plans reject the header in which 0.15 sends the key to an Anthropic-compatible endpoint.
  const olderCannot = option.protocol === 'anthropic' && option.billing === 'plan';
  expect(codes(outcome).includes('older-client-differs')).toBe(olderCannot);
}
