/** Writes two contents to a file in turn until it is killed. Prints "ready" when it starts. The test bundles this file. */
import { createClock } from '../../../main/adapters/clock.ts';
import { createFiles } from '../../../main/adapters/files/files.ts';
import { createTempOwner } from '../../../main/adapters/files/temp-owner.ts';

const [path = '', ...contents] = process.argv.slice(2);
const clock = createClock();
const files = createFiles({ clock, owner: createTempOwner(clock.now()), platform: process.platform });

for (let round = 0; ; round += 1) {
  const text = (contents[round % 2] ?? '').repeat(50_000);
  const state = await files.readVersion(path, 'should-exist');
  if (state.kind === 'file') await files.replace(path, new TextEncoder().encode(text), state);
  if (round === 0) process.stdout.write('ready\n');
}
