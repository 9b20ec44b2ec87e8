import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, it } from 'vitest';
import { statusJson } from '../../../main/core/quota/status/status-json.ts';
import { base } from '../../renderer/states.ts';
import { inTurn, median, spread } from '../report/numbers.ts';
import { recordRow } from '../report/page.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const rounds = Number(process.env['QWEN_GAUGE_BENCH_ROUNDS'] ?? 21);
const goalMs = 60;
const dataFolder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-bench-'));

beforeAll(async () => {
  const build = (await import(pathToFileURL(path.join(root, 'build/bundle.mjs')).href)) as {
    ensureBundle(): Promise<string>;
  };
  await build.ensureBundle();
  const status = statusJson({
    snapshot: base.snapshot,
    session: { state: 'unknown' },
    preferences: { warnAtUsedPercents: [90] },
    localCounts: null,
    demo: false,
    nowMs: Date.now(),
  });
  writeFileSync(path.join(dataFolder, 'status.json'), JSON.stringify(status));
});
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

/** How long a program of Node runs, from its start to its end. */
function run(...args: readonly string[]): Promise<number> {
  const startedAtMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, QWEN_GAUGE_DATA_DIR: dataFolder },
    encoding: 'utf8',
  });
  // 5: the numbers are old.
  if (status !== 0 && status !== 5) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return Promise.resolve(performance.now() - startedAtMs);
}

const bundle = path.join(root, 'out/main/cli.cjs');

it.each([
  [80, 'command line: status', [bundle, 'status']],
  [81, 'command line: status --line', [bundle, 'status', '--line']],
  [82, 'command line in a checkout: npx qwen-gauge status', [path.join(root, 'build/qwen-gauge.mjs'), 'status']],
])('row %i: %s', async (order, what, args) => {
  const { ours, reference } = await inTurn(
    rounds,
    () => run(...args),
    () => run('-e', '0'),
  );
  const moreMs = median(ours.map((time, at) => time - (reference[at] ?? Number.NaN)));
  recordRow({
    order,
    what,
    against: '`node -e 0`',
    ours: spread(ours, 'ms'),
    reference: spread(reference, 'ms'),
    result: `+ ${moreMs.toFixed(0)} ms, ${(median(ours) / median(reference)).toFixed(2)} ×`,
    goal: `+ ≤ ${goalMs} ms`,
    isMet: moreMs <= goalMs,
    note: 'The difference grows with the load of the machine as `node -e 0` does: compare the ratio.',
  });
});
