import type { SwitchResult } from '../../core/provider/switch-model.ts';
import { switchFailure } from '../../core/view/providers/switch-failure.ts';
import type { Explanation } from '../../core/view/words/explanation.ts';
import { type CliContext, complain, type ExitCode, sentence } from '../context.ts';

type Failed = Exclude<SwitchResult, { kind: 'done' }>;

/** Prints why the files were not changed, and returns the exit code. */
export function reportFailure(result: Failed, context: CliContext): ExitCode {
  const { words } = context;
  const { code, ...explanation } = switchFailure(result, words);
  complain(sentence(terminalExplanation(result, context) ?? explanation, words), context);
  if (code !== null) complain(words.providers.detail(code), context);
  return 1;
}

/** An explanation that suggests terminal commands, when there is one for this failure. */
function terminalExplanation(result: Failed, { cliWords }: CliContext): Explanation | null {
  if (result.kind !== 'failed') return null;
  const known = Object.entries(cliWords.details).find(([name]) => name === result.detail);
  return known?.[1] ?? null;
}

/** Names the files of backups that exist but could not be read. */
export function reportUnread(unread: readonly { readonly path: string }[], context: CliContext): ExitCode {
  const { words } = context;
  for (const { path } of unread) complain(sentence(words.switchFailures.unread(path), words), context);
  return 1;
}
