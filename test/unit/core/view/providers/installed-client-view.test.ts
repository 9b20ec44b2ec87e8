import { describe, expect, it } from 'vitest';
import type { InUse } from '../../../../../main/core/provider/precedence/in-use-schema.ts';
import { clientVerdict } from '../../../../../main/core/view/providers/installed-client-view.ts';
import { languages, wordsFor } from '../../../../../main/core/view/words/index.ts';

const en = wordsFor('en');
const ours: InUse = {
  state: 'uses',
  protocol: 'openai',
  model: 'm-a',
  baseUrl: 'https://h.example/v1',
  keyVariable: 'KEY_A',
  sources: {
    protocol: { kind: 'default' },
    model: { kind: 'default' },
    baseUrl: { kind: 'default' },
    key: { kind: 'settings', layer: 'user' },
  },
  warnings: [],
  shadows: [],
  keyLast4: '0000',
};
const refusing: InUse = { state: 'refuses', code: 'missing-key', subject: 'KEY_A', shadows: [] };
const reported = { kind: 'reported', baseUrl: 'https://H.example/v1/', model: 'm-a', keyVariable: 'KEY_A' } as const;

describe('the installed client beside us', () => {
  it('agrees where address, model and variable are the same, or left unsaid', () => {
    for (const answer of [reported, { ...reported, model: null }, { ...reported, keyVariable: null }]) {
      expect(clientVerdict(answer, ours, en)).toEqual({ kind: 'same', text: 'Your Qwen Code says the same.' });
    }
    expect(clientVerdict({ kind: 'refuses', reason: 'no' }, refusing, en).kind).toBe('same');
  });

  it('agrees where we mask the variable, because a reference was filled in to make its name', () => {
    const masked = (keyVariable: string): InUse => ({ ...ours, keyVariable });
    expect(clientVerdict(reported, masked('…'), en).kind).toBe('same');
    expect(clientVerdict(reported, masked('$WHICH'), en).kind).toBe('same');
    const long = { ...reported, keyVariable: 'MY_OWN_LONG_KEY_NAME' };
    expect(clientVerdict(long, masked('…NAME'), en).kind).toBe('same');
    expect(clientVerdict(long, masked('…SAME'), en).kind).toBe('problem');
  });

  it.each([
    [{ ...reported, baseUrl: 'https://other.example/v1' }, 'm-a at other.example, key from KEY_A'],
    [{ ...reported, model: 'm-b' }, 'm-b at H.example'],
    [{ ...reported, keyVariable: 'OPENAI_API_KEY' }, 'key from OPENAI_API_KEY'],
  ])('is shown as it is where it differs', (answer, said) => {
    const verdict = clientVerdict(answer, ours, en);
    expect(verdict.kind).toBe('problem');
    expect(JSON.stringify(verdict)).toContain(said);
  });

  it('is no agreement where one of us says it would not start', () => {
    expect(clientVerdict(reported, refusing, en).kind).toBe('problem');
    expect(JSON.stringify(clientVerdict({ kind: 'refuses', reason: 'Missing API key' }, ours, en))).toContain(
      'Missing API key',
    );
  });

  it('claims nothing for a client that does not tell, but takes its model seriously', () => {
    expect(clientVerdict({ kind: 'not-reported', model: 'm-a' }, ours, en)).toMatchObject({ kind: 'remark' });
    expect(clientVerdict({ kind: 'not-reported', model: null }, ours, en)).toMatchObject({ kind: 'remark' });
    expect(clientVerdict({ kind: 'not-reported', model: 'm-b' }, ours, en)).toMatchObject({ kind: 'problem' });
  });

  it.each(languages)('has words for every answer in %s, whatever we know', (language) => {
    const answers = [
      reported,
      { kind: 'not-reported', model: null } as const,
      { kind: 'refuses', reason: 'x' } as const,
      { kind: 'no-answer' } as const,
    ];
    for (const answer of answers) {
      for (const known of [ours, refusing, null]) {
        expect(JSON.stringify(clientVerdict(answer, known, wordsFor(language)))).not.toMatch(/undefined|null/);
      }
    }
  });
});
