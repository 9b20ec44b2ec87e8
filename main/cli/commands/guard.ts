import type { Command } from '../command.ts';
import { complain, refuse, say } from '../context.ts';
import { enoughNow, needOptions, readNeed } from '../status/enough.ts';

/** `qwen-gauge guard`: says by its exit code whether enough is left: 0 enough, 1 low, 69 unknown. */
export const command: Command = {
  name: 'guard',
  positionals: [],
  options: needOptions,
  examples: ['--need 200', '--need 10% --window week'],
  async run(given, context) {
    const need = readNeed(given);
    if (need === null) return refuse(context.cliWords.enough.badNeed, context);
    const { code, text } = await enoughNow(need, context);
    (code === 69 ? complain : say)(text, context);
    return code;
  },
};
