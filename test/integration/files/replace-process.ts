/** Writes two contents to each file in turn until it is killed. Prints "ready" when it starts. The test bundles this file. */
import { createClock } from '../../../main/adapters/clock.ts';
import { createFiles } from '../../../main/adapters/files/files.ts';
import { createTempOwner } from '../../../main/adapters/files/temp-owner.ts';

const paths = process.argv.slice(2);
const clock = createClock();
const files = createFiles({ clock, owner: createTempOwner(clock.now()), platform: process.platform });

async function write(path: string, letter: string): Promise<void> {
  const state = await files.readVersion(path, 'should-exist');
  if (state.kind === 'file') await files.replace(path, new TextEncoder().encode(letter.repeat(50_000)), state);
}

async function writeAgainAndAgain(path: string): Promise<never> {
  for (;;) for (const letter of ['B', 'A']) await write(path, letter);
}

await Promise.all(paths.map((path) => write(path, 'A')));
process.stdout.write('ready\n');
await Promise.all(paths.map(writeAgainAndAgain));
