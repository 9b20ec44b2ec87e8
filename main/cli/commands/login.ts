import type { Command } from '../command.ts';
import { openApp } from '../open-app.ts';

/** `qwen-gauge login`: opens the app where one signs in. Only the app can keep a sign-in: plain Node has no vault. */
export const command: Command = {
  name: 'login',
  positionals: [],
  options: [],
  examples: [''],
  run: async (_given, context) => openApp('qwen-gauge://sign-in', context.cliWords.open.signIn, context),
};
