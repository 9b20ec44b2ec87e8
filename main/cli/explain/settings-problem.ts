import type { SettingsProblem } from '../../core/provider/model.ts';
import { type CliContext, sentence } from '../context.ts';

/** Prints why the app does not change a settings file, and the place of the fault. */
export function reportSettingsProblem(path: string, problem: SettingsProblem, { words, terminal }: CliContext): void {
  const { line, column, excerpt, reason } = problem;
  terminal.err(path);
  terminal.err(sentence(words.settingsProblems[reason], words));
  if (line === null) return;
  terminal.err(column === null ? words.providers.placeLine(line) : words.providers.place(line, column));
  if (excerpt !== null) terminal.err(`  ${line} | ${excerpt}`);
}
