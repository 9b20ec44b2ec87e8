import type { SettingsProblem } from '../../core/provider/model.ts';
import { type CliContext, complain, sentence } from '../context.ts';

/**
 * Prints why the app does not change a settings file, and the place of the fault. `path` is null if the path, and what is
 * wrong, are printed already.
 */
export function reportSettingsProblem(path: string | null, problem: SettingsProblem, context: CliContext): void {
  const { words, terminal } = context;
  const { line, column, excerpt, reason } = problem;
  const explanation = words.settingsProblems[reason];
  if (path !== null) terminal.err(path);
  complain(path === null ? explanation.wayOut : sentence(explanation, words), context);
  if (line === null) return;
  terminal.err(column === null ? words.providers.placeLine(line) : words.providers.place(line, column));
  if (excerpt !== null) terminal.err(`  ${line} | ${excerpt}`);
}
