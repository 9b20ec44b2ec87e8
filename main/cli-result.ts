import { type CliContext, type ExitCode, sentence } from './cli-context.ts';
import type { SwitchResult } from './core/provider/model.ts';
import type { Explanation } from './core/view/words-problems.ts';

/** Says why a change of the files did not happen; 'done' is the caller's to tell. */
export function sayFailure(result: Exclude<SwitchResult, { kind: 'done' }>, context: CliContext): ExitCode {
  const { terminal, words } = context;
  terminal.err(sentence(explanationOf(result, context), words));
  const detail = 'detail' in result ? result.detail : null;
  if (detail !== null && !isKnown(detail)) terminal.err(words.providers.detail(detail));
  return 1;
}

type KnownDetail = keyof CliContext['cliWords']['details'];
const isKnown = (detail: string): detail is KnownDetail =>
  detail === 'no-backup' || detail === 'no-journal' || detail === 'backup-missing';

function explanationOf(result: Exclude<SwitchResult, { kind: 'done' }>, { words, cliWords }: CliContext): Explanation {
  if (result.kind === 'failed' && isKnown(result.detail)) return cliWords.details[result.detail];
  return words.switchResults[result.kind];
}
