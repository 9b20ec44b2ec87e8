import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClock } from '../../main/adapters/clock.ts';
import { createProcesses } from '../../main/adapters/programs/processes.ts';
import { createQwenEnvironment } from '../../main/adapters/qwen/qwen-environment.ts';
import { type DemoEnvironment, openDemoEnvironment } from '../../main/demo/environment.ts';

let machine: string;
let demo: DemoEnvironment;
beforeEach(async () => {
  machine = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-machine-'));
  for (const name of ['SYSTEM_SETTINGS', 'SYSTEM_DEFAULTS']) {
    writeFileSync(path.join(machine, `${name}.json`), '{ "model": { "name": "of-this-machine" } }');
    vi.stubEnv(`QWEN_CODE_${name}_PATH`, path.join(machine, `${name}.json`));
  }
  vi.stubEnv('OPENAI_API_KEY', 'sk-of-this-machine');
  vi.stubEnv('QWEN_RUNTIME_DIR', machine);
  demo = await openDemoEnvironment({
    clock: createClock(),
    http: { request: () => Promise.reject(new Error('not asked')) },
  });
});
afterEach(async () => {
  await demo.close();
  vi.unstubAllEnvs();
  rmSync(machine, { recursive: true, force: true });
});

it('reads nothing of this machine: every path leads into its own folder, every variable is its own', async () => {
  const { qwen } = demo.runEnvironment;
  const place = { ...qwen, workFolder: qwen.home, platform: process.platform };
  const qwenEnvironment = createQwenEnvironment(place);
  const own = path.dirname(path.dirname(demo.qwenFolder));
  const located = await qwenEnvironment.locate();
  const paths = Object.values(located)
    .flat()
    .filter((one) => one !== null);
  expect(paths.length).toBeGreaterThan(6);
  for (const one of paths) expect(one.startsWith(own + path.sep), one).toBe(true);

  const facts = await qwenEnvironment.gather({ workFolder: qwen.home(), sessionsOf: {} });
  expect(facts).toMatchObject({ envFiles: [], systemText: null, systemDefaultsText: null, runningSessions: [] });
  expect(Object.values(facts.processEnvironment).every((value) => value.startsWith(own + path.sep))).toBe(true);
  const processes = createProcesses({ ...place, workFolder: qwen.home });
  expect(await processes.isInstalled('sh')).toBe(false);
});

it('leaves no folder when it is closed', async () => {
  const own = path.dirname(path.dirname(demo.qwenFolder));
  expect(existsSync(own)).toBe(true);
  await demo.close();
  expect(existsSync(own)).toBe(false);
});
