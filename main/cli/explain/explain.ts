import { statSync } from 'node:fs';
import path from 'node:path';
import { createTextFiles } from '../../adapters/files/text-files.ts';
import { clientErrorIn } from '../../core/provider/client-error.ts';
import type { ClientGeneration } from '../../core/provider/precedence/layers.ts';
import { type Flags, noFlags } from '../../core/provider/precedence/precedence.ts';
import { explainInLayers } from '../../core/provider/precedence/shadows.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, type ExitCode, type Shell, surroundingsIn } from '../context.ts';
import { type Explained, explanationJson, explanationLines } from './explain-lines.ts';
import { readQwenFlags } from './qwen-flags.ts';

/**
 * `qwen-gauge explain`: what Qwen Code would use in a folder, and from where; exit 1: it would not start. With
 * `--error`: what a text of Qwen Code means; exit 1: nobody documents it. Prints no key.
 */
export const explainCommand: Command = {
  name: 'explain',
  positionals: [],
  options: [
    { name: 'cwd', value: 'DIR' },
    { name: 'client', value: 'V', choices: ['0.24', '0.15'] },
    { name: 'error', value: 'TEXT' },
    { name: 'json', value: null },
  ],
  takesRest: true,
  async run(given, context) {
    const { terminal, cliWords, shell } = context;
    const errorText = given.value('error');
    if (errorText !== null) return explainError(errorText, given.flag('json'), context);
    const folder = path.resolve(shell.workFolder, given.value('cwd') ?? '.');
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      terminal.err(cliWords.explain.noFolder(folder));
      return 4;
    }
    const client = given.value('client') === '0.15' ? '0.15' : '0.24';
    const found = await explainFolder(shell, { folder, client, flags: readQwenFlags(given.rest) });
    if (given.flag('json')) printJson(explanationJson(found.layered, context), context);
    else for (const line of explanationLines(found, { client, folder }, context)) terminal.out(line);
    return 'refuses' in found.layered ? 1 : 0;
  },
};

/** Does not repeat the text, which may hold a key. */
function explainError(text: string, asJson: boolean, context: CliContext): ExitCode {
  const { terminal, words, cliWords } = context;
  const error = clientErrorIn(text);
  const { what, wayOut } = error === null ? cliWords.explain.unknownError : words.clientErrors[error];
  if (asJson) printJson({ error, what, wayOut }, context);
  else for (const line of [terminal.paint('bold', what), wayOut]) terminal.out(line);
  return error === null ? 1 : 0;
}

export interface ExplainQuestion {
  readonly folder: string;
  readonly client?: ClientGeneration;
  readonly flags?: Flags;
}

/** What Qwen Code would use in this folder, as the files are now. */
export async function explainFolder(
  shell: Shell,
  { folder, client = '0.24', flags = noFlags }: ExplainQuestion,
): Promise<Explained> {
  const surroundings = surroundingsIn(shell, folder);
  const settingsPath = await surroundings.settingsPath();
  const userText = await createTextFiles().readText(settingsPath);
  const facts = await surroundings.gather({ workFolder: folder, settingsText: userText, withSessions: false });
  const layered = explainInLayers({ ...facts, client, userText, flags });
  return { settingsPath, settingsExist: userText !== null, layered };
}
