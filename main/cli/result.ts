import type { SwitchResult } from '../core/provider/model.ts';
import { switchFailure } from '../core/view/providers/switch-failure.ts';
import type { Explanation } from '../core/view/words/explanation.ts';
import { type CliContext, type ExitCode, sentence } from './context.ts';

type Failed = Exclude<SwitchResult, { kind: 'done' }>;

/** Says why a change of the files did not happen; 'done' is the caller's to tell. */
export function sayFailure(result: Failed, context: CliContext): ExitCode {
  const { terminal, words } = context;
  const { code, ...said } = switchFailure(result, words);
  terminal.err(sentence(ownWords(result, context) ?? said, words));
  if (code !== null) terminal.err(words.providers.detail(code));
  return 1;
}

/** A terminal names its own commands as the way out. */
function ownWords(result: Failed, { cliWords }: CliContext): Explanation | null {
  if (result.kind !== 'failed') return null;
  const known = Object.entries(cliWords.details).find(([name]) => name === result.detail);
  return known?.[1] ?? null;
}
