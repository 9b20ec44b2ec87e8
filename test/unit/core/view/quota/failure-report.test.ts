import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../../main/core/failure.ts';
import { emptyMemory, poolStatusOf, remember } from '../../../../../main/core/quota/merging/merge.ts';
import type { Snapshot } from '../../../../../main/core/quota/model.ts';
import type { Session } from '../../../../../main/core/session.ts';
import { failureReport } from '../../../../../main/core/view/quota/failure-report.ts';
import { codingPlan, noonMs, saying } from '../../../../support/readings.ts';

const session: Session = {
  state: 'signed-in',
  region: 'international',
  account: 'somebody@example.com',
  expiresAtMs: null,
  storage: { kind: 'encrypted', backend: 'gnome_libsecret' },
};
const shape: Failure = { kind: 'unknown-shape', where: 'codingPlanInstanceInfos' };

const failed = (failure: Failure) =>
  ({ sourceId: 'qwencloud', answer: { pool: 'coding-plan', outcome: 'failed', failure, failedAtMs: noonMs } }) as const;
const snapshotAfter = (...answers: Parameters<typeof remember>[1]): Snapshot => ({
  pools: [poolStatusOf(remember(emptyMemory('coding-plan'), answers))],
  polling: false,
  nextPollAtMs: null,
});
const report = (snapshot: Snapshot, of: Session = session): string =>
  failureReport({ snapshot, session: of, version: '0.1.0', platform: 'Electron 45.4.1, linux x64', nowMs: noonMs });

describe('the report of an answer that could not be parsed', () => {
  it('names the source, the place, the times and the versions', () => {
    expect(report(snapshotAfter(failed(shape)))).toBe(
      [
        'Qwen Gauge 0.1.0, Electron 45.4.1, linux x64',
        'Written 2026-10-07T04:00:00.000Z',
        'Session: signed-in (international)',
        'coding-plan: unknown-shape [where qwencloud: codingPlanInstanceInfos] since 2026-10-07T04:00:00.000Z, never read',
        '',
      ].join('\n'),
    );
  });

  it('names the windows that could not be read beside others', () => {
    const reading = { ...codingPlan(), unreadableWindows: ['week', 'month'] } as const;
    expect(report(snapshotAfter(saying(reading)))).toContain(
      'coding-plan: fresh, from qwencloud, without week, month\n',
    );
    expect(report(snapshotAfter(saying(reading), failed(shape)))).toMatch(/from qwencloud, without week, month$/m);
  });

  it('says when and from where the last good reading came', () => {
    const reading = codingPlan({ takenAtMs: noonMs - 60_000 });
    expect(report(snapshotAfter(saying(reading), failed(shape)))).toContain(
      'last read 2026-10-07T03:59:00.000Z from qwencloud',
    );
  });

  it('says how a sign-in failed', () => {
    const lastEnd = { kind: 'failed', failure: { kind: 'unknown-shape', where: 'device/code' } } as const;
    const text = report(snapshotAfter(), { state: 'signed-out', lastEnd, cause: 'never' });
    expect(text).toContain('Sign-in: unknown-shape [where device/code]');
  });

  it('holds no account, no amount, and no secret that the place of the failure contains', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{12,40}$/);
    fc.assert(
      fc.property(secret, fc.integer({ min: 100, max: 1199 }), (token, used) => {
        const text = report(
          snapshotAfter(
            saying(codingPlan({ fiveHours: used })),
            failed({ kind: 'unknown-shape', where: `sk-sp-${token} Bearer ${token}` }),
          ),
        );
        expect(text).not.toContain(token);
        expect(text).not.toContain('somebody');
        expect(text).not.toMatch(new RegExp(`\\b${used}\\b`));
      }),
    );
  });
});
