import type { OtherAccountView } from '../../core/view/accounts/other-accounts.ts';
import type { CliContext } from '../context.ts';
import { indented, wrapped } from '../layout.ts';

/** The accounts that Qwen Code does not use: a block for each, with a line for each of its pools. */
export const otherAccountBlocks = (
  others: readonly OtherAccountView[],
  { terminal }: CliContext,
): readonly (readonly string[])[] =>
  others.map(({ nameText, stateText, pools }) => [
    ...wrapped([nameText, stateText].filter((part) => part !== null).join(' · '), terminal.columns).map((line) =>
      terminal.paint('bold', line),
    ),
    ...pools.flatMap(({ name, line: { valueText, noteText } }) =>
      indented([name, valueText, noteText].filter((part) => part !== '').join(' · '), terminal.columns),
    ),
  ]);
