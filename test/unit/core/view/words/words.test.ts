import { describe, expect, it } from 'vitest';
import { languages, type Words, wordsFor } from '../../../../../main/core/view/words/index.ts';
import { cliWordsZhCn } from '../../../../../main/core/view/words/zh-cn/cli.ts';

/** What a sentence may be given, so that any function of the catalogue can be called. */
const sample = '①';
const count = 3;
/** Every value a warning may name. */
const valuesOf = (text: string) => new Proxy({}, { get: () => text });
const partsOf = (text: string) => ({ subject: text, code: text, waitText: text });

/** What is allowed to stay as it is in Chinese: names, units, file names, code. */
const names =
  /Qwen Gauge|Qwen Code|QwenCloud|千问AI平台|Qwen OAuth|Coding Plan|Token Plan|settings\.json(?:\.orig)?|preferences-before\.json|Ctrl\+Alt\+U|bl config agent|model\.baseUrl|\bmodel\b|\benv\b|AccessDenied\.Unpurchased|security\.auth(?:\.enforcedType)?|\/model\b|OPENAI_API_KEY|~\/\.qwen\/\.env|\.env|https:\/\/|Authorization: Bearer|sk-sp-…|sk-…|UTF-8|UTC\+8|JSON|CSV|QWEN_GAUGE_DATA_DIR|HTTPS_PROXY|NO_PROXY|https?|socks5|proxy\.example:3128|HTTP|Anthropic|OpenAI Responses|OpenAI|GitHub|Gemini|Vertex AI|modelProviders|wireApi|envKey|x-api-key|\/apps\/anthropic|\/v1|English|Tokens|Credits|Lite|Pro|Key|BOM|KB|MB|id|qwencloud|qianwen|bl/g;

/** The names of what shows a tray icon. */
const desktopNames = /AppIndicator and KStatusNotifierItem Support|StatusNotifier|GNOME/g;

interface RecordedOutput {
  readonly path: string;
  readonly text: string;
}

/** Every sentence of a catalogue, its functions called with numbers, texts and parts in turn. */
function sentences(value: unknown, path = '', text = sample): readonly RecordedOutput[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => sentences(item, `${path}[${index}]`, text));
  if (typeof value === 'function') {
    return sentences(called(value as (...given: unknown[]) => unknown, path, text), `${path}()`, text);
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => sentences(inner, path === '' ? key : `${path}.${key}`, text));
}

function called(make: (...given: unknown[]) => unknown, path: string, text: string): unknown {
  if (path === 'common.list') return make([text, text]);
  if (path.startsWith('failures.')) return make(partsOf(text));
  if (/^(repairs|switchWarnings|cli\.explain\.warnings)\./.test(path))
    return make(text === sample ? {} : valuesOf(text));
  if (/amount\./.test(path)) return make(count, text);
  const counts =
    /\.(showAll|showNext|days|hours|minutes|daysLeft|seats|models|modelsNearEnd|modelsUsedUp|modelsOmitted|monthDayOf|warningsTitle|placeLine)$/;
  if (counts.test(path)) return make(count);
  if (/\.(place|seatsAssigned)$/.test(path)) return make(2, count);
  return make(text, text, text, text);
}

const keysOf = (words: Words): readonly string[] => sentences(words).map(({ path }) => path);

describe('the catalogue', () => {
  it('has the same keys in every language', () => {
    expect(keysOf(wordsFor('zh-CN'))).toEqual(keysOf(wordsFor('en')));
    expect(keysOf(wordsFor('en')).length).toBeGreaterThan(300);
  });

  it('says only of a .env file that is a pipe that it comes before the settings', () => {
    for (const language of languages) {
      const { repairs } = wordsFor(language);
      const wayOut = (path: string): string => repairs['unread-file']({ path, reason: 'pipe' }).wayOut;
      expect(wayOut('/home/me/.qwen/.env')).toMatch(/before the settings|优先于设置文件/);
      expect(wayOut('/home/me/.qwen/settings.json')).toMatch(/not known|无法得知/);
    }
  });

  it('takes its shape from English: the compiler allows other texts, and neither a missing nor a further word', () => {
    const { time } = wordsFor('en');
    const other: Words['time'] = { ...time, justNow: '刚刚', ago: (durationText) => `${durationText}前` };
    expect(other.justNow).not.toBe(time.justNow);
    // @ts-expect-error a word is missing
    const shorter: Words['demo'] = { banner: '' };
    // @ts-expect-error a word is not in English
    const longer: Words['demo'] = { banner: '', leave: '', more: '' };
    expect(Object.keys(shorter).length + 2).toBe(Object.keys(longer).length);
  });

  it.each(languages)('has no empty, broken or untrimmed sentence in %s', (language) => {
    for (const { path, text } of sentences(wordsFor(language))) {
      expect(text.trim(), path).not.toBe('');
      expect(text, path).not.toMatch(/undefined|NaN|\[object|null/);
    }
  });

  it('leaves no English in Chinese but names', () => {
    const { language: _, ...words } = wordsFor('zh-CN');
    const left = sentences(words).filter(({ text }) =>
      /[A-Za-z]{2,}/.test(text.replace(names, '').replace(desktopNames, '')),
    );
    expect(left).toEqual([]);
  });

  it('leaves no Chinese in English but the name of the language', () => {
    const left = sentences(wordsFor('en')).filter(({ text }) => /\p{Script=Han}/u.test(text));
    expect(left.map(({ path }) => path)).toEqual(['preferences.choices.language.names.zh-CN']);
  });

  it('sets a space between Chinese and Latin, and full-width stops after Chinese', () => {
    const { language: _, ...words } = wordsFor('zh-CN');
    for (const { path, text } of sentences(words)) {
      expect(text.replaceAll('千问AI平台', ''), path).not.toMatch(
        /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u,
      );
      expect(text, path).not.toMatch(/\p{Script=Han}[,.;:?!](?!\w)/u);
    }
  });

  // A value may be Chinese, as a day is, or Latin, as a time is.
  it.each(['周日', '10:00', 'Sun'])('joins Chinese and “%s” as Chinese is written', (value) => {
    const { language: _, ...words } = wordsFor('zh-CN');
    // What is typed for yes is no sentence.
    const { yesLetters, ...switching } = cliWordsZhCn.switching;
    for (const { path, text } of sentences({ ...words, cli: { ...cliWordsZhCn, switching } }, '', value)) {
      expect(text, path).not.toMatch(/\p{Script=Han} +\p{Script=Han}| [，。；：！？、（）]|[，。；：！？、（）] /u);
      expect(text.replaceAll('千问AI平台', ''), path).not.toMatch(
        /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u,
      );
      expect(text, path).not.toMatch(/[\p{Script=Han}）][,;:!?()]|[,;:!?()]\p{Script=Han}/u);
    }
  });

  it.each(languages)('has no doubled space, straight quote or typed ellipsis in %s', (language) => {
    for (const { path, text } of sentences(wordsFor(language), '', 'x')) {
      expect(text, path).not.toMatch(/ {2}|\.\.\.|…\.|['"]| [,.;:!?](?!\w)/);
    }
  });

  it.each(languages)('gives every problem a way out in %s', (language) => {
    const { failures, switchWarnings, repairs, signedOut, signInEnds, settingsProblems, ...rest } = wordsFor(language);
    const { keyProblems, switchResults, switchPreviews, clientErrors } = rest;
    const switchFailures = rest.switchFailures.known;
    const groups = {
      signedOut,
      signInEnds,
      settingsProblems,
      keyProblems,
      switchResults,
      switchFailures,
      switchPreviews,
      clientErrors,
    };
    for (const [group, words] of Object.entries(groups)) {
      for (const [kind, said] of Object.entries(words)) {
        expect(said.what.length, `${group}.${kind}`).toBeGreaterThan(3);
        expect(said.wayOut.length, `${group}.${kind}`).toBeGreaterThan(3);
        expect(said.what, `${group}.${kind}`).not.toBe(said.wayOut);
      }
    }
    for (const make of Object.values(failures)) expect(make(partsOf(sample)).wayOut.length).toBeGreaterThan(3);
    for (const make of [...Object.values(switchWarnings), ...Object.values(repairs)]) {
      expect(make({}).wayOut.length).toBeGreaterThan(3);
    }
  });

  it('counts in the singular and the plural', () => {
    const { quota, providers } = wordsFor('en');
    expect(quota.daysLeft(1)).toBe('1 day left');
    expect(quota.daysLeft(24)).toBe('24 days left');
    expect(quota.amount.requests(1, '1')).toBe('1 request');
    expect(quota.amount.requests(6000, '6,000')).toBe('6,000 requests');
    expect(providers.warningsTitle(1)).toBe('1 thing to know');
    expect(quota.models(1214)).toBe('1,214 models');
  });
});
