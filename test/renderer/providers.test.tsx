// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { InUse } from '../../main/core/provider/precedence/in-use-schema.ts';
import type { KeyProblem, SwitchResult } from '../../main/core/provider/switch-model.ts';
import { languages, wordsFor } from '../../main/core/view/words/index.ts';
import { BackupsScreen, RestoreScreen } from '../../renderer/providers/BackupsScreen.tsx';
import {
  asksForKey,
  choiceOf,
  draftOf,
  isComplete,
  type ShownPreview,
  withEndpoint,
} from '../../renderer/providers/flow.ts';
import { PreviewScreen } from '../../renderer/providers/PreviewScreen.tsx';
import { ProviderForm } from '../../renderer/providers/ProviderForm.tsx';
import { ProvidersPanel } from '../../renderer/providers/ProvidersPanel.tsx';
import { RepairScreen } from '../../renderer/providers/RepairScreen.tsx';
import { ResultScreen } from '../../renderer/providers/ResultScreen.tsx';
import { all, linesOf, picture, shownOf } from './dom.tsx';
import { base, currentOption, customOption, keylessOption, nowMs, readable, refused } from './states.ts';

const nothing = (): void => {};

const panelPicture = (over: Partial<typeof base>): HTMLElement =>
  picture(
    <ProvidersPanel
      context={shownOf({ ...base, ...over })}
      navigation={{ providerId: null, onProviderOpened: nothing }}
    />,
  );
const panel = (over: Partial<typeof base>): string => linesOf(panelPicture(over));

describe('the list', () => {
  it.each(languages)('marks the provider in use, in %s', (language) => {
    const text = panel({ language });
    expect(text).toContain(wordsFor(language).providers.current);
    expect(text).toContain('/home/wei/.qwen/settings.json');
    expect(text).toContain('OpenRouter');
    expect(text).not.toContain(wordsFor(language).providers.undo);
  });

  it.each(languages)('gives every favourite button a unique name in %s', (language) => {
    const stars = all(panelPicture({ language }), 'button[aria-pressed]').map((star) =>
      star.getAttribute('aria-label'),
    );
    expect(stars.length).toBeGreaterThan(5);
    expect(new Set(stars).size).toBe(stars.length);
  });

  it('offers undo if there is a switch to undo', () => {
    expect(panel({ canUndo: true })).toContain('Undo the last change');
  });

  it('shows that there is no settings file yet, and that the file is being read', () => {
    expect(panel({ settings: { ...readable, exists: false } })).toContain('The first switch creates it.');
    expect(panel({ settings: { state: 'unknown' } })).toBe('Reading your settings…');
  });

  it('shows a damaged entry with what to do about it', () => {
    const text = panel({
      settings: { ...readable, repairs: [{ code: 'qwen-oauth-ended', values: {}, repairable: false }] },
    });
    expect(text).toContain('which ended on 2026-04-15');
  });

  it('shows a refused file with line, column and the line at fault', () => {
    const text = panel({ settings: refused });
    expect(text).toContain('Line 14, column 23');
    const mark = panelPicture({ settings: refused }).querySelector('mark');
    expect([mark?.previousSibling?.textContent?.slice(-2), mark?.textContent]).toEqual(['7"', ',']);
  });

  it('highlights a blank if the line ends too early, and nothing if the position is unknown', () => {
    const marked = (over: object) => {
      const problem = { ...refused.problem, excerpt: '{ "a": 1', ...over };
      const mark = panelPicture({ settings: { ...refused, problem } }).querySelector('mark');
      return mark === null ? null : [mark.previousSibling, mark, mark.nextSibling].map((node) => node?.textContent);
    };
    expect(marked({ excerptAt: 8 })).toEqual(['{ "a": 1', ' ', undefined]);
    expect(marked({ excerptAt: 2 })).toEqual(['{ ', '"a"', ': 1']);
    expect(marked({ excerptAt: undefined })).toBeNull();
  });
});

describe('the form', () => {
  const keyFieldOf = (screen: Element) => screen.querySelector('input[type="password"]');
  const form = (
    option: typeof currentOption,
    over: object = {},
    language: 'en' | 'zh-CN' = 'en',
    endpoints = [option],
    problem: KeyProblem | null = null,
  ): HTMLElement =>
    picture(
      <ProviderForm
        option={option}
        endpoints={endpoints}
        draft={{ ...draftOf(option, null), ...over }}
        problem={problem}
        words={wordsFor(language)}
        busy={false}
        onDraft={nothing}
        onEndpoint={nothing}
        onBack={nothing}
        onSubmit={nothing}
        onPage={nothing}
      />,
    );

  it('asks for a key only if there is none, in a password field', () => {
    expect(keyFieldOf(form(keylessOption))?.getAttribute('autocomplete')).toBe('off');
    expect(keyFieldOf(form(currentOption))).toBeNull();
    expect(linesOf(form(currentOption))).toContain('…a1B2, from settings.json');
    expect(keyFieldOf(form(currentOption, { replaceKey: true }))).not.toBeNull();
  });

  it.each(languages)(
    'says in %s where a key is kept and can be got, and preselects the file it recommends',
    (language) => {
      const { providers } = wordsFor(language);
      const keyless = linesOf(form(keylessOption, {}, language));
      for (const text of [providers.keyHint('~/.qwen/.env'), providers.keysPage, providers.recommended])
        expect(keyless).toContain(text);
      const chosenIn = (screen: Element) =>
        all(screen, 'input[type="radio"]:checked + *').map((one) => one.textContent);
      const nameOf = (placement: 'env-file' | 'as-now') => expect.stringContaining(providers.placement[placement].name);
      expect(chosenIn(form(keylessOption, {}, language))).toContainEqual(nameOf('env-file'));
      expect(chosenIn(form(currentOption, { replaceKey: true }, language))).toContainEqual(nameOf('as-now'));
    },
  );

  it('offers to keep a key as before only if it is kept somewhere', () => {
    const asBefore = wordsFor('en').providers.placement['as-now'].name;
    const offered = (option: typeof currentOption, over: object): boolean =>
      linesOf(form(option, over)).includes(asBefore);
    expect(offered(keylessOption, {})).toBe(false);
    expect(offered(currentOption, { replaceKey: true })).toBe(true);
    expect(offered(keylessOption, { placement: 'as-now' })).toBe(true);
  });

  it('shows the form of a plan’s key in its field, and none where keys have several forms', () => {
    const plan = { ...keylessOption, billing: 'plan', baseUrl: 'https://coding.dashscope.aliyuncs.com/v1' } as const;
    expect(keyFieldOf(form(plan))?.getAttribute('placeholder')).toBe('sk-sp-…');
    expect(keyFieldOf(form(customOption))?.getAttribute('placeholder') ?? '').not.toContain('sk-sp');
  });

  it.each(languages)('explains in %s what is wrong with a key, at its field', (language) => {
    const { what, wayOut } = wordsFor(language).keyProblems['billed-key-on-plan-endpoint'];
    const refused = form(keylessOption, { key: 'sk-1' }, language, [keylessOption], 'billed-key-on-plan-endpoint');
    const field = keyFieldOf(refused);
    expect(field?.getAttribute('aria-invalid')).toBe('true');
    const described = field?.getAttribute('aria-describedby')?.split(' ') ?? [];
    const [problem, hint] = described.map((id) => refused.querySelector(`[id="${id}"]`));
    expect(problem?.getAttribute('role')).toBe('alert');
    expect(problem?.textContent).toBe(`${what}${wayOut}`);
    expect(hint?.textContent).toBe(wordsFor(language).providers.keyHint('~/.qwen/.env'));
    expect(all(form(keylessOption, {}, language), '[aria-invalid]')).toEqual([]);
    // A key that is in the settings already has no field of its own until another one is entered.
    expect(linesOf(form(currentOption, {}, language, [currentOption], 'billed-key-on-plan-endpoint'))).toContain(what);
  });

  it('explains what is wrong with an address or a variable, at its field', () => {
    for (const problem of ['base-url', 'variable-name'] as const) {
      const screen = form(customOption, {}, 'en', [customOption], problem);
      expect(all(screen, '[aria-invalid="true"]')).toHaveLength(1);
      expect(all(screen, 'input[type="password"][aria-invalid]')).toEqual([]);
      expect(linesOf(screen)).toContain(wordsFor('en').keyProblems[problem].what);
    }
  });

  it('folds away what is right for most users, unless something in it was rejected', () => {
    const folded = (screen: Element): readonly string[] =>
      all(screen, 'details:not([open]) :is(legend, label.field-label)').map((label) => label.textContent);
    expect(folded(form(keylessOption))).toEqual(['Where Qwen Code finds the key']);
    expect(folded(form(customOption))).toEqual(['Protocol', 'Key variable', 'Where Qwen Code finds the key']);
    expect(folded(form(customOption, {}, 'en', [customOption], 'variable-name'))).toEqual([]);
    expect(linesOf(form(currentOption, { replaceKey: true }))).toContain('into the place of the old key,');
  });

  it('names the company whose terms apply and how usage is billed', () => {
    expect(linesOf(form(keylessOption))).toContain('Terms and privacy notice: OpenRouter');
    expect(linesOf(form(keylessOption))).toMatch(/Terms of service[\s\S]*Privacy notice/);
    expect(linesOf(form(customOption))).toContain('whoever runs this address');
    expect(linesOf(form(customOption))).not.toContain('Terms of service');
    expect(form(keylessOption).innerHTML).not.toContain('https://openrouter.ai/terms');
    expect(linesOf(form(keylessOption, {}, 'zh-CN'))).toContain('按量计费');
  });

  it('offers the protocols of a provider only if it has several', () => {
    const other = { ...keylessOption, id: 'openrouter/anthropic', protocol: 'anthropic' as const };
    const text = linesOf(form(keylessOption, {}, 'en', [keylessOption, other]));
    expect(text).toContain('Anthropic-compatible');
    expect(linesOf(form(keylessOption))).not.toContain('Anthropic-compatible');
  });

  it('keeps the entries when the protocol changes, and the model if it is available', () => {
    const other = {
      ...keylessOption,
      id: 'openrouter/anthropic',
      protocol: 'anthropic' as const,
      models: [{ id: 'glm-5', name: 'glm-5' }],
    };
    const draft = { ...draftOf(keylessOption, null), key: 'sk-typed' };
    const chosen = { option: keylessOption, endpoints: [keylessOption, other], draft };
    expect(withEndpoint(chosen, other).draft).toMatchObject({ model: 'glm-5', protocol: 'anthropic', key: 'sk-typed' });
    const back = withEndpoint(withEndpoint(chosen, other), keylessOption);
    expect([back.option.id, back.draft.model]).toEqual(['openrouter', 'glm-5']);
  });

  it('asks for address, protocol and variable of a custom endpoint', () => {
    expect(linesOf(form(customOption))).toContain('Vertex AI');
    expect(all(form(customOption), 'button[aria-disabled="true"]')).toHaveLength(1);
  });
});

describe('the input sent to main', () => {
  it('contains no field that the form did not show', () => {
    expect(choiceOf(currentOption, draftOf(currentOption, 'glm-5'))).toEqual({
      providerId: 'file/openai/0',
      model: 'glm-5',
    });
  });

  it('contains a typed key, trimmed, with the file to store it in', () => {
    const draft = { ...draftOf(keylessOption, null), key: ' sk-or-1 \n', placement: 'env-file' as const, follow: true };
    expect(choiceOf(keylessOption, draft)).toEqual({
      providerId: 'openrouter',
      model: 'qwen3.7-plus',
      key: 'sk-or-1',
      keyPlacement: 'env-file',
      follow: 'all',
    });
  });

  it('drops a typed key if the user decides to keep the old one', () => {
    const draft = { ...draftOf(currentOption, null), key: 'sk-typed', placement: 'settings' as const };
    expect(asksForKey(currentOption, draft)).toBe(false);
    expect(choiceOf(currentOption, draft)).not.toHaveProperty('key');
    expect(choiceOf(currentOption, draft)).not.toHaveProperty('keyPlacement');
  });

  it('contains address and protocol only for a custom endpoint', () => {
    const draft = { ...draftOf(customOption, null), model: 'm', baseUrl: ' https://a.example/v1 ', keyVariable: '' };
    expect(choiceOf(customOption, draft)).toEqual({
      providerId: 'custom',
      model: 'm',
      protocol: 'openai',
      baseUrl: 'https://a.example/v1',
    });
    expect(isComplete(customOption, { ...draft, baseUrl: ' ' })).toBe(false);
    expect(isComplete(customOption, { ...draft, model: '' })).toBe(false);
    expect(isComplete(customOption, draft)).toBe(true);
  });
});

const plan: Extract<ShownPreview, { kind: 'plan' }> = {
  kind: 'plan',
  hash: 'abc',
  path: '/home/wei/.qwen/settings.json',
  diff: [
    { kind: 'gap', text: '' },
    { kind: 'removed', text: '"name": "<old>"' },
    { kind: 'added', text: '"name": "glm-5"' },
  ],
  changed: ['model.name'],
  newFiles: [],
  warnings: [
    { code: 'billed-endpoint', values: { baseUrl: 'https://openrouter.ai' } },
    {
      code: 'other-selector',
      values: { selector: 'fastModel', model: 'qwen3-coder', follows: 'no', becomes: 'glm-5' },
    },
  ],
  envFile: { path: '/home/wei/.qwen/.env', diff: [{ kind: 'added', text: 'OPENROUTER_API_KEY=sk-…' }] },
};

const previewScreen = (preview: ShownPreview, language: 'en' | 'zh-CN' = 'en'): string =>
  linesOf(
    picture(
      <PreviewScreen
        option={keylessOption}
        settings={readable}
        bridge={shownOf(base).bridge}
        draft={draftOf(keylessOption, null)}
        preview={preview}
        words={wordsFor(language)}
        busy={false}
        onBack={nothing}
        onFollow={nothing}
        onConfirm={nothing}
        onDone={nothing}
      />,
    ),
  );

describe('the preview', () => {
  it('shows the change of both files line by line, and every warning with what to do about it', () => {
    const text = previewScreen(plan);
    for (const part of [
      '"name": "<old>"',
      '"name": "glm-5"',
      'And in a second file',
      '/home/wei/.qwen/.env',
      'https://openrouter.ai bills by use',
      'fastModel still names qwen3-coder',
      'Move the other models too',
      'Switch now',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/added\n?:/);
    expect(text).toMatch(/removed\n?:/);
  });

  it.each(languages)('promises a backup in %s only of a file that is there', (language) => {
    const { previewHint, previewHintNew } = wordsFor(language).providers;
    const hinted = (newFiles: readonly string[]): string =>
      [previewHint, previewHintNew]
        .filter((hint) => previewScreen({ ...plan, newFiles }, language).includes(hint))
        .join();
    const envPath = plan.envFile?.path ?? '';
    expect(hinted([])).toBe(previewHint);
    expect(hinted([plan.path, envPath])).toBe(previewHintNew);
    expect(hinted([plan.path])).toBe(previewHint);
    expect(hinted([envPath])).toBe(previewHint);
  });

  it.each(languages)('has a text for every other kind of preview in %s', (language) => {
    const words = wordsFor(language);
    const kinds: readonly (readonly [ShownPreview, string])[] = [
      [{ kind: 'nothing-to-do' }, words.switchPreviews['nothing-to-do'].what],
      [{ kind: 'unknown-provider' }, words.switchPreviews['unknown-provider'].wayOut],
      [
        {
          kind: 'settings-refused',
          path: '/home/wei/.qwen/.env',
          problem: { reason: 'not-json', line: 3, column: null, excerpt: null },
        },
        words.providers.placeLine(3),
      ],
    ];
    for (const [preview, said] of kinds) {
      const text = previewScreen(preview, language);
      expect(text).toContain(said);
      expect(text).not.toContain(words.providers.confirm);
    }
  });
});

describe('the result', () => {
  const resultScreen = (result: SwitchResult, over: object = {}): string =>
    linesOf(
      picture(
        <ResultScreen
          of="switch"
          result={result}
          inUse={null}
          goal={null}
          option={null}
          settings={{ ...readable, path: '/p' }}
          words={wordsFor('en')}
          busy={false}
          canUndo={false}
          onUndo={nothing}
          onDone={nothing}
          {...over}
        />,
      ),
    );

  it('offers undo after a switch, and confirms the undo', () => {
    const done: SwitchResult = { kind: 'done', backupId: 'b' };
    expect(resultScreen(done, { canUndo: true })).toContain('Undo the last change');
    expect(resultScreen(done, { of: 'undo' })).toContain('exactly what it was before');
  });

  it('states for every failure that the file is unchanged, with the available detail', () => {
    const failures: readonly SwitchResult[] = [
      { kind: 'changed-meanwhile' },
      { kind: 'plan-unknown' },
      { kind: 'restored', detail: 'read-back' },
      { kind: 'failed', detail: 'ENOSPC' },
      { kind: 'nothing-to-undo' },
    ];
    for (const result of failures) {
      const text = resultScreen(result);
      if (result.kind !== 'failed') expect(text).toContain(wordsFor('en').switchResults[result.kind].what);
    }
    const full = resultScreen({ kind: 'failed', detail: 'ENOSPC' });
    expect(full).toContain('There is no space left for the file.');
    expect(full).toContain('Detail: ENOSPC');
    expect(resultScreen({ kind: 'failed', detail: 'no-backup' })).not.toContain('Detail');
  });

  it.each(languages)('shows in %s what Qwen Code will use, and that it differs from the choice', (language) => {
    const words = wordsFor(language);
    const inUse: InUse = {
      state: 'uses',
      protocol: 'openai',
      model: 'glm-5',
      baseUrl: 'https://openrouter.ai/api/v1',
      keyVariable: 'OPENROUTER_API_KEY',
      sources: {
        protocol: { kind: 'default' },
        model: { kind: 'default' },
        baseUrl: { kind: 'default' },
        key: { kind: 'env-file', path: '/h/.qwen/.env' },
      },
      warnings: [],
      shadows: [],
      keyLast4: '9f3c',
    };
    const goal = {
      protocol: 'openai' as const,
      model: 'glm-5',
      baseUrl: 'https://openrouter.ai/api/v1/',
      keyLast4: null,
    };
    const over = { inUse, words };
    const asMeant = resultScreen({ kind: 'done', backupId: 'b' }, { ...over, goal });
    expect(asMeant).toContain('OpenRouter');
    expect(asMeant).toContain(words.providers.inUse.keyFromFile('/h/.qwen/.env'));
    expect(asMeant).toContain(words.providers.inUse.openSessions);
    expect(asMeant).not.toContain(words.providers.inUse.differs);
    const other = resultScreen({ kind: 'done', backupId: 'b' }, { ...over, goal: { ...goal, model: 'qwen3' } });
    expect(other).toContain(words.providers.inUse.differs);
    const refuses: InUse = { state: 'refuses', code: 'missing-key', subject: 'KEY_A', shadows: [] };
    expect(resultScreen({ kind: 'done', backupId: 'b' }, { words, inUse: refuses })).toContain('KEY_A');
  });

  it('has separate texts for a restore and a repair', () => {
    const done: SwitchResult = { kind: 'done', backupId: 'b' };
    expect(resultScreen(done, { of: 'restore' })).toContain('Restored, byte for byte.');
    expect(resultScreen(done, { of: 'repair' })).toContain('Repaired.');
  });
});

describe('backups', () => {
  const backup = {
    id: 'a',
    atMs: nowMs - 3 * 86_400_000,
    path: '/home/wei/.qwen/settings.json',
    label: 'DeepSeek · r1',
  };

  it.each(languages)('are listed by date and provider in %s, and restored only after a confirmation', (language) => {
    const { backups } = wordsFor(language).providers;
    const context = shownOf({ ...base, language });
    const list = (kept: readonly (typeof backup)[]) =>
      linesOf(
        picture(
          <BackupsScreen context={context} list={{ backups: kept, unread: [] }} onBack={nothing} onChoose={nothing} />,
        ),
      );
    expect(list([backup])).toContain('DeepSeek · r1');
    expect(list([backup])).toContain('settings.json');
    expect(list([])).toContain(backups.none);
    const question = linesOf(
      picture(<RestoreScreen context={context} backup={backup} busy={false} onBack={nothing} onConfirm={nothing} />),
    );
    for (const text of [backups.confirmTitle, backups.confirmHint, backups.restore, '/home/wei/.qwen/settings.json']) {
      expect(question).toContain(text);
    }
  });

  it('can be reached from the list, also if the file is refused', () => {
    expect(panel({})).toContain('Backups');
    expect(panel({ settings: refused })).toContain('Backups');
  });
});

describe('a repair', () => {
  const repair = { code: 'byte-order-mark', values: {}, repairable: true } as const;
  const screen = (preview: ShownPreview): string =>
    linesOf(
      picture(
        <RepairScreen
          repair={repair}
          preview={preview}
          bridge={shownOf(base).bridge}
          words={wordsFor('en')}
          busy={false}
          onBack={nothing}
          onConfirm={nothing}
        />,
      ),
    );

  it('is offered only if it is possible', () => {
    expect(panel({ settings: { ...readable, repairs: [repair] } })).toContain('Repair…');
    expect(panel({ settings: { ...readable, repairs: [{ ...repair, repairable: false }] } })).not.toContain('Repair…');
  });

  it('shows its changes before it makes them', () => {
    const text = screen(plan);
    expect(text).toContain('Repair now');
    expect(text).toContain('"name": "glm-5"');
    expect(screen({ kind: 'nothing-to-do' })).not.toContain('Repair now');
    const problem = { reason: 'not-json', line: 3, column: null, excerpt: null } as const;
    expect(screen({ kind: 'settings-refused', path: '/home/wei/.qwen/.env', problem })).toContain('Line 3');
  });
});
