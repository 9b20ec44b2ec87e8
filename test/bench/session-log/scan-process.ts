import { createReadStream } from 'node:fs';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createForeignFiles } from '../../../main/adapters/foreign-files/foreign-files.ts';
import type { Clock } from '../../../main/ports/system.ts';
import { createDocument } from '../../../main/services/document.ts';
import { createLogLister } from '../../../main/sources/session-log/folders/locations.ts';
import { sessionLogFile } from '../../../main/sources/session-log/kept-state.ts';
import { createLogReader } from '../../../main/sources/session-log/reading/reader.ts';
import { memoryFiles, memoryLog } from '../../support/fakes.ts';

/** Runs one measurement in a process of its own, so that nothing else uses its memory. */
export interface Measured {
  readonly ms: number;
  readonly bytes: number;
  readonly responses: number;
  /** How much the resident memory grew. */
  readonly memoryGrowthBytes: number;
  /** A second scan, after one line was appended. */
  readonly append: {
    readonly ms: number;
    readonly lineBytes: number;
    readonly bytesRead: number;
    readonly responses: number;
  };
  /** A third scan, at which nothing had changed. */
  readonly idleMs: number;
}

const [mode = 'scan', folder = ''] = process.argv.slice(2);
const clock: Clock = { now: () => Date.now(), after: () => () => undefined, random: () => 0 };
const { signal } = new AbortController();

async function timed<Value>(task: () => Promise<Value>): Promise<{ readonly ms: number; readonly value: Value }> {
  const startedMs = performance.now();
  const value = await task();
  return { ms: performance.now() - startedMs, value };
}

async function transcripts(): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.jsonl')).map((name) => path.join(folder, name));
}

/** The reference: decodes every byte and splits it into lines, and does nothing else. */
async function split(): Promise<number> {
  let bytes = 0;
  for (const file of await transcripts()) {
    let rest = '';
    for await (const chunk of createReadStream(file, 'utf8')) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) bytes += line.length + 1;
    }
  }
  return bytes;
}

async function scan(): Promise<Measured> {
  const reader = createLogReader({
    lister: createLogLister(async () => ({ qwenFolder: folder, runtimeFolder: folder }), createForeignFiles()),
    document: createDocument({ ...sessionLogFile, files: memoryFiles(), log: memoryLog() }),
    clock,
  });
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 10);
  const first = await timed(() => reader.scan(signal));
  clearInterval(watch);
  peak = Math.max(peak, process.memoryUsage.rss());
  const [file = ''] = await transcripts();
  const line = await newLine(file);
  await appendFile(file, line);
  const second = await timed(() => reader.scan(signal));
  const third = await timed(() => reader.scan(signal));
  return {
    ms: first.ms,
    bytes: first.value.bytesRead,
    responses: first.value.newResponses,
    memoryGrowthBytes: peak - before,
    append: {
      ms: second.ms,
      lineBytes: Buffer.byteLength(line),
      bytesRead: second.value.bytesRead,
      responses: second.value.newResponses,
    },
    idleMs: third.ms,
  };
}

/** Copies the last line of the file, the telemetry of a response, as another response. */
async function newLine(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  return `${last.replace(/"response_id":"[^"]*"/, '"response_id":"one-more"')}\n`;
}

if (mode === 'split') {
  const { ms, value } = await timed(split);
  console.log(JSON.stringify({ ms, bytes: value }));
} else console.log(JSON.stringify(await scan()));
