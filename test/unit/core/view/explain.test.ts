import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../main/core/failure.ts';
import { explainFailure, explainSignInEnd } from '../../../../main/core/view/explain.ts';
import { languages, wordsFor } from '../../../../main/core/view/words/index.ts';

const en = wordsFor('en');

const failures: { readonly [Kind in Failure['kind']]: Extract<Failure, { kind: Kind }> } = {
  offline: { kind: 'offline' },
  timeout: { kind: 'timeout' },
  tls: { kind: 'tls' },
  proxy: { kind: 'proxy', status: 407 },
  'signed-out': { kind: 'signed-out' },
  'session-expired': { kind: 'session-expired' },
  'no-right': { kind: 'no-right', code: 'NoPermission' },
  'rate-limited': { kind: 'rate-limited', retryAfterMs: 90_000 },
  'server-error': { kind: 'server-error', status: 503 },
  'login-page': { kind: 'login-page' },
  'business-error': { kind: 'business-error', code: 'Throttling.User' },
  'unknown-shape': { kind: 'unknown-shape', where: 'coding plan' },
  'empty-answer': { kind: 'empty-answer' },
  'too-large': { kind: 'too-large' },
  'program-failed': { kind: 'program-failed', program: 'bl', code: '3' },
  'program-could-not-tell': { kind: 'program-could-not-tell', program: 'qwencloud' },
  'program-shows-none': { kind: 'program-shows-none', program: 'bl' },
  'not-asked-yet': { kind: 'not-asked-yet' },
  unreadable: { kind: 'unreadable', what: 'usage_record.jsonl' },
};

describe('explaining a failure', () => {
  it.each(languages)('names what failed in %s', (language) => {
    const said = Object.values(failures).map((failure) => explainFailure(failure, wordsFor(language)));
    const all = said.map(({ what, wayOut }) => `${what} ${wayOut}`).join('\n');
    for (const part of [
      'NoPermission',
      'HTTP 503',
      'HTTP 407',
      'Throttling.User',
      'coding plan',
      'bl',
      'qwencloud',
      'usage_record.jsonl',
    ]) {
      expect(all).toContain(part);
    }
    expect(new Set(said.map(({ what }) => what)).size).toBe(said.length);
  });

  it('says how long the service asked to wait, if it did', () => {
    expect(explainFailure(failures['rate-limited'], en).wayOut).toBe('It is asked again in 1 min.');
    const open = explainFailure({ kind: 'rate-limited', retryAfterMs: null }, en);
    expect(open.wayOut).toBe('It is asked again in a few minutes.');
  });

  it('asks a user who signs in to try again after a passing failure', () => {
    expect(explainSignInEnd({ kind: 'failed', failure: { kind: 'tls' } }, en).wayOut).toContain('Check the date');
    expect(explainSignInEnd({ kind: 'failed', failure: { kind: 'timeout' } }, en).wayOut).toContain('Try again');
    expect(explainSignInEnd({ kind: 'denied' }, en)).toBe(en.signInEnds.denied);
  });
});
