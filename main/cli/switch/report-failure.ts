import type { SwitchResult } from '../../core/provider/switch-model.ts';
import { switchFailure } from '../../core/view/providers/switch-failure.ts';
import type { Explanation } from '../../core/view/words/explanation.ts';
import { type CliContext, type ExitCode, sentence } from '../context.ts';

type Failed = Exclude<SwitchResult, { kind: 'done' }>;

/** Prints why the files were not changed, and returns the exit code. */
export function reportFailure(result: Failed, context: CliContext): ExitCode {
  const { terminal, words } = context;
  const { code, ...explanation } = switchFailure(result, words);
  terminal.err(sentence(terminalExplanation(result, context) ?? explanation, words));
  if (code !== null) terminal.err(words.providers.detail(code));
  return 1;
}

/** An explanation that suggests terminal commands, when there is one for this failure. */
function terminalExplanation(result: Failed, { cliWords }: CliContext): Explanation | null {
  if (result.kind !== 'failed') return null;
  const known = Object.entries(cliWords.details).find(([name]) => name === result.detail);
  return known?.[1] ?? null;
}

/** Names the files of backups that exist but could not be read. */
export function reportUnread(unread: readonly { readonly path: string }[], { terminal, words }: CliContext): ExitCode {
  for (const { path } of unread) terminal.err(sentence(words.switchFailures.unread(path), words));
  return 1;
}
