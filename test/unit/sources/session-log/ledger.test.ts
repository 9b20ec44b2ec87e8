import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLedger } from '../../../../main/sources/session-log/ledger.ts';
import type { LogRecord } from '../../../../main/sources/session-log/reading/records.ts';

const at = Date.UTC(2026, 10, 18, 10, 0, 0);

describe('createLedger', () => {
  const response = (from: 'transcript' | 'usage', id: string, atMs = at, sessionId = 's'): LogRecord => ({
    kind: 'response',
    from,
    id,
    atMs,
    sessionId,
    copiedFrom: null,
    model: 'm',
    client: '0.24.4',
  });
  const countOf = (records: readonly LogRecord[]): number => {
    const ledger = createLedger();
    for (const record of records) ledger.add(record);
    return ledger.seen().responses.reduce((all, entry) => all + entry.count, 0);
  };

  it('counts one request once, though transcript and usage file both list it', () => {
    expect(countOf([response('transcript', 'r1'), response('usage', 'u1')])).toBe(1);
  });
  it('counts two requests of one millisecond twice', () => {
    expect(countOf([response('transcript', 'r1'), response('transcript', 'r2'), response('usage', 'u1')])).toBe(2);
  });
  it('counts a line read twice once, also after a restart', () => {
    const ledger = createLedger();
    ledger.add(response('transcript', 'r1'));
    ledger.add(response('usage', 'u1'));
    const again = createLedger(JSON.parse(JSON.stringify(ledger.state())));
    expect(again.add(response('transcript', 'r1'))).toBe(false);
    expect(again.add(response('usage', 'u1'))).toBe(false);
    expect(again.seen()).toEqual(ledger.seen());
  });
  it('counts one request once, though the two lists name it a moment apart', () => {
    expect(countOf([response('transcript', 'r1', at + 1), response('usage', 'u1')])).toBe(1);
    expect(countOf([response('transcript', 'r1', at + 60_000), response('usage', 'u1')])).toBe(2);
  });
  it('pairs the two lists as the longer of them, whatever the jitter between them', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ gap: fc.nat(5000), jitter: fc.nat(200) }), { maxLength: 40 }), (answers) => {
        let atMs = at;
        const records = answers.flatMap(({ gap, jitter }, index) => {
          atMs += gap;
          return [response('transcript', `r${index}`, atMs), response('usage', `u${index}`, atMs + jitter)];
        });
        expect(countOf(records)).toBe(answers.length);
      }),
    ));
  it.each([['the parent first'], ['the branch first']])(
    "counts a branch's copies of its parent's answers once: %s",
    (order) => {
      const parent = response('transcript', 'r1');
      const copy: LogRecord = { ...parent, kind: 'response', sessionId: 'branch', copiedFrom: 's' } as LogRecord;
      const ledger = createLedger();
      for (const record of order === 'the parent first' ? [parent, copy, copy] : [copy, copy, parent])
        ledger.add(record);
      ledger.add(response('usage', 'u1'));
      expect(ledger.seen().responses).toMatchObject([{ atMs: at, sessionId: 's', model: 'm', count: 1 }]);
      expect(ledger.seen().copies).toMatchObject([{ atMs: at, sessionId: 'branch', model: 'm', count: 1 }]);
      expect(createLedger(ledger.state()).seen()).toEqual(ledger.seen());
    },
  );
  it('keeps each refusal once, with the client version seen last', () => {
    const error: LogRecord = {
      kind: 'error',
      id: 'p',
      atMs: at,
      sessionId: 's',
      isCopy: false,
      model: 'm',
      refusal: 'week',
      window: 'week',
      resetsAtMs: null,
    };
    const ledger = createLedger();
    expect([ledger.add(error), ledger.add(error)]).toEqual([true, false]);
    ledger.add(response('transcript', 'r1'));
    ledger.add({ ...response('transcript', 'r2'), client: '0.25.0' } as LogRecord);
    const { failures, responses } = createLedger(ledger.state()).seen();
    expect(failures).toMatchObject([{ atMs: at, sessionId: 's', model: 'm', count: 1 }]);
    expect(responses.map(({ client }) => client)).toEqual(['0.25.0', '0.25.0']);
  });
  it('keeps each sum of a resumed session', () => {
    const ledger = createLedger();
    for (const startMs of [1, 2]) {
      ledger.add({
        kind: 'session-total',
        sessionId: 's',
        startMs,
        endMs: startMs + 1,
        requestsByModel: { m: 1 },
        project: null,
      });
    }
    expect(ledger.seen().totals).toHaveLength(2);
  });
  it('drops records too old for any window', () => {
    const ledger = createLedger();
    ledger.add(response('transcript', 'old', at - 1));
    ledger.add(response('transcript', 'new', at));
    ledger.forgetBefore(at);
    expect(ledger.seen().responses.map((entry) => entry.atMs)).toEqual([at]);
  });
});
