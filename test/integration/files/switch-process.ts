/** Switches the provider back and forth until it is killed. Prints "ready" when it starts. The test bundles this file. */
import { createClock } from '../../../main/adapters/clock.ts';
import { nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { isProcessAlive } from '../../../main/adapters/files/temp-owner.ts';
import type { ProviderChoice } from '../../../main/core/provider/switch-model.ts';
import { openWriter } from './writer.ts';

const [home = '', choicesText = '[]'] = process.argv.slice(2);
const choices: ProviderChoice[] = JSON.parse(choicesText);
const writer = openWriter(
  { home },
  {
    ...{ operations: nodeFileOperations, dataOperations: nodeFileOperations },
    ...{ clock: createClock(), run: { own: process.pid, isAlive: isProcessAlive } },
  },
);

await writer.sweep();
for (let round = 0; ; round += 1) {
  for (const choice of choices) {
    const preview = await writer.preview(choice);
    if (round === 0 && choice === choices[0]) process.stdout.write('ready\n');
    if (preview.kind === 'plan') await writer.confirm(preview.hash);
  }
}
