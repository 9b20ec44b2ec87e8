import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { AppContext } from '../../../main/app/app-context.ts';
import { stateOf } from '../../../main/app/state.ts';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { liteCodingPlan } from '../../../main/demo/service/stand-in/account/account.ts';
import { eventually } from '../../support/eventually.ts';
import { holdsSecret, randomPartOf } from '../../support/secret-forms.ts';
import { openSimulatedDay } from '../../support/simulated-day.ts';

const hourMs = 3_600_000;

/** A temporary folder that only this test uses. */
function ownTemporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-secrets-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));

/** Installs programs that the app starts, which write their arguments and their environment into a file. */
function installWitnesses(home: string, file: string): void {
  const folder = path.join(home, '.local/bin');
  mkdirSync(folder, { recursive: true });
  for (const name of ['qwen', 'qwencloud', 'bl']) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n{ echo "${name} $*"; export -p; } >> '${file}'\necho '{}'\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
}

it('keeps every token of a signed-in day to itself, from the sign-in to the end of the app', async () => {
  const temporary = ownTemporaryFolder();
  const argumentsBefore = [...process.argv];
  const day = await openSimulatedDay((nowMs) => ({ codingPlan: liteCodingPlan(nowMs) }), { withLogs: true });
  const children = path.join(temporary, 'children.txt');
  installWitnesses(day.home, children);
  day.user.preferences = { ...defaultPreferences, askInstalledClient: true };
  const context = {
    preferences: { current: () => defaultPreferences, canUndo: () => false, refusedShortcut: () => null },
    language: () => 'en',
    hourClock: () => 'h24',
    dataFolder: day.home,
    clock: day.clock,
    system: { version: '0.1.0' },
    problems: { list: () => [] },
  } as unknown as AppContext;
  const shown = () => JSON.stringify(stateOf({ runtime: day.runtime, context, destination: null }));
  const outputs: [string, string][] = [];
  const record = (name: string, text: string) => outputs.push([name, text]);
  record('the state at the start', shown());
  for (const gateway of ['ok', 'gw500', 'ok'] as const) {
    day.standIn.setMode({ gateway });
    await day.clock.advance(2 * hourMs);
    record('the state', shown());
  }
  await day.runtime.installedClient.ask();
  await day.runtime.quota.signOut();
  record('the state after the sign-out', shown());
  await day.clock.advance(10_000);
  const startedNow = () => (existsSync(children) ? readFileSync(children, 'utf8') : '');
  await eventually('the official clients to be asked', () => /^qwencloud /m.test(startedNow()));
  const secrets = day.standIn.issuedSecrets();
  await day.close();
  for (const [name, text] of day.files) record(`the file ${name}`, text);
  for (const text of filesBelow(temporary)) record('a temporary file', text);
  record('the log', day.log.join('\n'));
  record('the notices', JSON.stringify(day.notices));
  record('the environment of children', JSON.stringify(process.env));
  record('the arguments', JSON.stringify([process.argv, argumentsBefore]));

  expect(secrets.length).toBeGreaterThanOrEqual(2);
  expect(outputs.map(([name]) => name)).toContain('the file status.json');
  expect(startedNow()).toMatch(/^qwen /m);
  const leaks = outputs.filter(([, text]) => secrets.some((secret) => holdsSecret(text, randomPartOf(secret))));
  expect(leaks.map(([name]) => name)).toEqual([]);
});
