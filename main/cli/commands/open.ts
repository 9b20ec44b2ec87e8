import type { Command } from '../command.ts';
import { openApp } from '../open-app.ts';

/** `qwen-gauge open`: opens the window of the app. */
export const command: Command = {
  name: 'open',
  positionals: [],
  options: [],
  examples: [''],
  run: async (_given, context) => openApp('qwen-gauge://open', context.cliWords.open.opened, context),
};
