import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LogKind, recordsInLine } from '../../../../main/sources/session-log/reading/records.ts';
import { processorTimeMs } from '../../../support/processor-time.ts';

const parserOf = (kind: LogKind) => (line: string) => recordsInLine(kind, line)[0] ?? null;
const parseTranscriptLine = parserOf('transcript');
const parseUsageLine = parserOf('usage');
const parseSessionTotalLine = parserOf('session-total');

const fixture = (name: string): string[] =>
  readFileSync(path.join(import.meta.dirname, '../../../fixtures/qwen-logs', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
const kinds = (name: string) =>
  fixture(name)
    .map(parseTranscriptLine)
    .flatMap((record) => (record === null ? [] : [record.kind]));

describe('lines the real client wrote', () => {
  it.each([
    ['v0.24.4-chat-headless-ok.jsonl', 2, 0],
    ['v0.24.4-chat-headless-flaky429.jsonl', 2, 0],
    ['v0.24.4-chat-headless-401.jsonl', 0, 1],
    ['v0.24.4-chat-interactive-1.jsonl', 2, 0],
    ['chat-headless-v0.15.10.jsonl', 2, 0],
  ])('%s holds %i answers and %i errors', (name, answers, errors) => {
    const found = kinds(name);
    expect(found.filter((kind) => kind === 'response')).toHaveLength(answers);
    expect(found.filter((kind) => kind === 'error')).toHaveLength(errors);
  });

  it('distinguishes the five-hour refusal from others', () => {
    const refusals = fixture('v0.24.4-chat-headless-quota5h.jsonl')
      .map(parseTranscriptLine)
      .flatMap((record) => (record?.kind === 'error' ? [record.refusal] : []));
    expect(refusals.length).toBeGreaterThan(5);
    expect(new Set(refusals)).toEqual(new Set(['five-hours']));
  });

  it('reads the usage file and the session sums', () => {
    const usage = fixture('v0.24.4-token-usage-2026-11.jsonl').map(parseUsageLine);
    expect(usage).toHaveLength(4);
    expect(usage[0]).toMatchObject({ kind: 'response', from: 'usage', model: 'log-m' });
    expect(fixture('v0.24.4-usage_record.jsonl').map(parseSessionTotalLine)).toMatchObject([
      { kind: 'session-total', startMs: 1795296666357, endMs: 1795296698928, requestsByModel: { 'log-m': 4 } },
      { kind: 'session-total', requestsByModel: { 'log-m': 4 } },
    ]);
  });
});

describe('an invalid session sum', () => {
  const line = (changes: object) =>
    JSON.stringify({ sessionId: 's', timestamp: 20, startTime: 10, models: { m: { requests: 2 } }, ...changes });
  it.each([{ timestamp: 20.5 }, { startTime: -1 }, { models: { m: { requests: -2 } } }, { models: null }])(
    '%o is passed over: what is kept must be readable again',
    (changes) => {
      expect(parseSessionTotalLine(line({}))).toMatchObject({ startMs: 10, endMs: 20, project: null });
      expect(parseSessionTotalLine(line(changes))).toBeNull();
    },
  );
  it('names its project, where it is a name', () => {
    expect(parseSessionTotalLine(line({ project: '/w' }))).toMatchObject({ project: '/w' });
    expect(parseSessionTotalLine(line({ project: 7 }))).toMatchObject({ project: null });
  });
});

describe('other details of a transcript line', () => {
  it.each([
    ['v0.24.4-chat-headless-ok.jsonl', '0.24.4'],
    ['chat-headless-v0.15.10.jsonl', '0.15.10'],
  ])('%s was written by %s', (name, client) => {
    const [record] = fixture(name).flatMap((line) => parseTranscriptLine(line) ?? []);
    expect(record).toMatchObject({ kind: 'response', client });
  });

  it('does not report a copied refusal again', () => {
    const line = fixture('v0.24.4-chat-headless-401.jsonl').at(-1) ?? '';
    expect(parseTranscriptLine(line)).toMatchObject({ kind: 'error', isCopy: false, refusal: 'key-of-other-endpoint' });
    const copy = { ...JSON.parse(line), sessionId: 'branch', forkedFrom: { sessionId: 'origin' } };
    expect(parseTranscriptLine(JSON.stringify(copy))).toMatchObject({ sessionId: 'branch', isCopy: true });
  });
});

describe('the fast path for a usual line', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('{', '}', '"', '\\', '"sessionId":"other"', 'a model'));
  const event = fc.record({
    'event.name': fc.constantFrom('qwen-code.api_response', 'qwen-code.api_error', 'qwen-code.tool_call'),
    'event.timestamp': fc.oneof(fc.constant('2026-11-21T21:40:31.661Z'), text),
    response_id: text,
    model: text,
    rest: fc.oneof(text, fc.record({ model: text })),
  });
  const entry = fc.record(
    {
      uuid: text,
      sessionId: fc.oneof(text, fc.integer()),
      cwd: text,
      forkedFrom: fc.record({ sessionId: text }),
      systemPayload: fc.record({ uiEvent: event }),
      after: text,
    },
    { requiredKeys: ['sessionId', 'systemPayload'] },
  );

  it('gives the same result as the full parser, or falls back to it', () => {
    fc.assert(
      fc.property(entry, (value) => {
        const line = JSON.stringify(value);
        // With a blank before it the line says the same, and is not how the client writes.
        expect(parseTranscriptLine(line)).toEqual(parseTranscriptLine(` ${line}`));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes no longer for a line made to be slow', async () => {
    const slow = `{${'"sessionId":"x",'.repeat(100_000)}:"qwen-code.api_`;
    expect(await processorTimeMs(() => expect(parseTranscriptLine(slow)).toBeNull())).toBeLessThan(1_000);
  });
});

describe('any text at all', () => {
  it('is a record or null, never an exception', () => {
    const shaped = fc
      .record({
        sessionId: fc.anything(),
        timestamp: fc.anything(),
        systemPayload: fc.anything(),
        models: fc.anything(),
        startTime: fc.anything(),
      })
      .map((value) => JSON.stringify(value) ?? '');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), shaped), (line) => {
        for (const parse of [parseTranscriptLine, parseUsageLine, parseSessionTotalLine]) {
          const record = parse(line);
          if (record?.kind === 'response') expect(Number.isFinite(record.atMs)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
