import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trouble } from '../../../../../main/core/view/quota/trouble.ts';
import { firstSpoken, nextSpoken } from '../../../../../main/core/view/verdict/spoken.ts';
import type { Verdict } from '../../../../../main/core/view/verdict/verdict-model.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';

const words = wordsFor('en');
const ofWindow = {
  strongText: null,
  line: null,
  isOld: false,
  pool: 'coding-plan',
  windowId: 'five-hours',
  told: [],
} as const;
const plenty: Verdict = { ...ofWindow, sentence: 'Plenty left', level: 'calm', kind: 'plenty' };
const ends = (minutes: number): Verdict => ({
  ...{ ...ofWindow, sentence: `Empty in ${minutes} min`, level: 'red', kind: 'ends' },
});
const usedUp: Verdict = { ...ofWindow, sentence: '5-hour quota used up', level: 'red', kind: 'used-up' };
const offline: Trouble = { kind: 'offline', remedy: 'retry', what: 'You are offline.', wayOut: '' };

type Moment = Partial<Parameters<typeof firstSpoken>[0]['view']> & {
  readonly isAsked?: boolean;
  readonly isRefused?: boolean;
  readonly isQuotaOpen?: boolean;
};
const at = (moment: Moment, nowMs: number): Parameters<typeof firstSpoken>[0] => {
  const { isAsked = false, isRefused = false, isQuotaOpen = true, ...shown } = moment;
  const view = { verdict: plenty, trouble: null, polling: false, ...shown };
  return { view, isAsked, isRefused, isQuotaOpen, nowMs, words };
};

/** What is spoken while these moments follow each other: each text that is new and not empty. */
function heard(moments: readonly Moment[], everyMs = 10_000): readonly string[] {
  const [first = {}, ...others] = moments;
  let spoken = firstSpoken(at(first, 0));
  const texts = others.flatMap((moment, index) => {
    const { text } = spoken;
    spoken = nextSpoken(spoken, at(moment, (index + 1) * everyMs));
    return spoken.text === text || spoken.text === '' ? [] : [spoken.text];
  });
  return texts;
}

describe('what is spoken', () => {
  it.each<readonly [string, readonly Moment[], readonly string[]]>([
    ['nothing while nothing changes', [{}, {}, {}], []],
    [
      'a verdict that turns red, once',
      [{}, { verdict: ends(19) }, { verdict: ends(18) }, { verdict: ends(9) }],
      ['Empty in 19 min'],
    ],
    [
      'each new meaning',
      [{}, { verdict: ends(1) }, { verdict: usedUp }, {}],
      ['Empty in 1 min', usedUp.sentence, plenty.sentence],
    ],
    ['the first verdict', [{ verdict: null }, {}], [plenty.sentence]],
    ['another window', [{}, { verdict: { ...plenty, windowId: 'week' } }], [plenty.sentence]],
    ['a trouble, and its end', [{}, { trouble: offline }, { trouble: offline }, {}], [offline.what, plenty.sentence]],
    ['a trouble with a new verdict', [{}, { trouble: offline, verdict: ends(5) }], ['You are offline. Empty in 5 min']],
    ['no round that nobody asked for', [{}, { polling: true }, {}], []],
    [
      'a refresh and its end, with the verdict',
      [
        {},
        { isAsked: true },
        { isAsked: true, polling: true },
        { polling: true, verdict: usedUp },
        { verdict: usedUp },
      ],
      [words.common.refreshing, `Refreshed. ${usedUp.sentence}`],
    ],
    ['a refresh that failed', [{}, { isAsked: true }, { trouble: offline }], [words.common.refreshing, offline.what]],
    [
      'a refresh that main refused',
      [{}, { isAsked: true }, { isRefused: true }],
      [words.common.refreshing, words.common.notRight],
    ],
    [
      'a refresh that showed nothing',
      [{ verdict: null }, { isAsked: true, verdict: null }, { verdict: null }],
      [words.common.refreshing, 'Refreshed.'],
    ],
    [
      'the same refresh twice',
      [{}, { isAsked: true }, {}, { isAsked: true }, {}],
      [words.common.refreshing, 'Refreshed. Plenty left', words.common.refreshing, 'Refreshed. Plenty left'],
    ],
    [
      'nothing of the quota on another panel, nor when it opens',
      [{ isQuotaOpen: false }, { isQuotaOpen: false, verdict: usedUp }, { verdict: usedUp }],
      [],
    ],
    [
      'a refresh on another panel',
      [{ isQuotaOpen: false }, { isQuotaOpen: false, isAsked: true }, { isQuotaOpen: false }],
      [words.common.refreshing, 'Refreshed. Plenty left'],
    ],
  ])('is %s', (_name, moments, texts) => {
    expect(heard(moments)).toEqual(texts);
  });

  it('is gone after half a minute, when it may no longer be true', () => {
    const red = nextSpoken(firstSpoken(at({}, 0)), at({ verdict: ends(19) }, 1_000));
    expect(nextSpoken(red, at({ verdict: ends(19) }, 31_000)).text).toBe('Empty in 19 min');
    expect(nextSpoken(red, at({ verdict: ends(18) }, 31_001)).text).toBe('');
  });

  it('is at most one text for each change of what is shown, and each verdict of a new meaning', () => {
    const verdicts = [plenty, ends(19), ends(18), usedUp];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...verdicts), { minLength: 1 }), (shown) => {
        const changes = shown.filter((verdict, index) => index > 0 && verdict.kind !== shown[index - 1]?.kind);
        expect(heard(shown.map((verdict) => ({ verdict })))).toEqual(changes.map(({ sentence }) => sentence));
      }),
    );
  });
});
