import { statSync } from 'node:fs';
import path from 'node:path';
import { refusalIn } from '../../core/provider/client-error.ts';
import type { SettingsView } from '../../core/provider/model.ts';
import { isoOrNull } from '../../core/quota/status/iso.ts';
import { explainRefusal } from '../../core/view/explain.ts';
import type { InUseReading } from '../../services/settings/in-use-reading.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, complain, type ExitCode, refuse, say, sentence } from '../context.ts';
import { explanationJson, explanationLines } from '../explain/explain-lines.ts';
import { readQwenFlags } from '../explain/qwen-flags.ts';
import { reportSettingsProblem } from '../explain/settings-problem.ts';
import { wrapped } from '../layout.ts';
import { writerOf } from '../writer.ts';

/**
 * `qwen-gauge explain`: shows what Qwen Code would use in a folder, and the source of each value; exit code 1 means
 * that it would not start. `--error` explains an error text of Qwen Code; exit code 1 means that the text is not
 * documented. Prints no key.
 */
export const command: Command = {
  name: 'explain',
  positionals: [],
  options: [
    { name: 'cwd', value: 'DIR' },
    { name: 'client', value: 'V', choices: ['0.24', '0.15'] },
    { name: 'error', value: 'TEXT' },
    { name: 'json', value: null },
  ],
  examples: ['', '--cwd ..', '--error "hour allocated quota exceeded"'],
  takesRest: true,
  async run(given, context) {
    const { terminal, cliWords, shell } = context;
    const errorText = given.value('error');
    if (errorText !== null) return explainError(errorText, given.flag('json'), context);
    const folder = path.resolve(shell.workFolder, given.value('cwd') ?? '.');
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      return refuse(cliWords.explain.noFolder(folder), context);
    }
    const client = given.value('client') === '0.15' ? '0.15' : '0.24';
    const inFolder = writerOf({ ...context, shell: { ...shell, workFolder: folder } });
    const found = await inFolder.inUse({ workFolder: folder, client, flags: readQwenFlags(given.rest) });
    const view = hasFaultyFile(found) ? await inFolder.view() : null;
    const problem = view?.state === 'refused' ? view.problem : null;
    if (given.flag('json')) printJson(explanationJson(found.inUse, problem, context), context);
    else {
      for (const line of explanationLines(found, { client, folder, problem }, context)) terminal.out(line);
      reportFaultyFile(view, context);
    }
    return found.inUse.state === 'refuses' ? 1 : 0;
  },
};

/** Whether the user's own settings file is what cannot be read. */
const hasFaultyFile = ({ inUse }: InUseReading): boolean =>
  inUse.state === 'refuses' && inUse.code === 'unreadable-layer' && inUse.subject === 'user';

/** Prints the place of the fault in the user's own settings file, or what to do about an empty one. */
function reportFaultyFile(view: SettingsView | null, context: CliContext): void {
  if (view?.state === 'refused') reportSettingsProblem(null, view.problem, context);
  if (view?.state === 'readable' && view.repairs?.some(({ code }) => code === 'empty-file') === true) {
    complain(sentence(context.words.repairs['empty-file']({}), context.words), context);
  }
}

/** Explains an error text without repeating it, because it may contain a key. */
function explainError(text: string, asJson: boolean, context: CliContext): ExitCode {
  const { terminal, cliWords, clock, locale } = context;
  const refusal = refusalIn(text, 0, clock.now());
  const explained = refusal === null ? cliWords.explain.unknownError : explainRefusal(refusal, clock.now(), locale);
  const { what, wayOut } = explained;
  const resetsAt = refusal === null ? null : isoOrNull(refusal.resetsAtMs);
  if (asJson) printJson({ error: refusal?.kind ?? null, what, wayOut, resets_at: resetsAt }, context);
  else {
    for (const line of wrapped(what, terminal.columns)) terminal.out(terminal.paint('bold', line));
    say(wayOut, context);
  }
  return refusal === null ? 1 : 0;
}
