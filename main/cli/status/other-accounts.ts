import type { Status } from '../../core/quota/status/status-schema.ts';
import { othersFromStatus } from '../../core/quota/status/status-snapshot.ts';
import { otherAccountsView } from '../../core/view/accounts/other-accounts.ts';
import type { CliContext } from '../context.ts';
import { indented, wrapped } from '../layout.ts';

/** The accounts that Qwen Code does not use: a block for each, with a line for each of its pools. */
export function otherAccountBlocks(
  status: Status,
  { clock, locale, terminal }: CliContext,
): readonly (readonly string[])[] {
  if (status.qwen_gauge.other_accounts === undefined) return [];
  const views = otherAccountsView({
    others: othersFromStatus(status),
    preferences: { hiddenPools: [], poolOrder: null },
    nowMs: clock.now(),
    locale,
  });
  const { columns } = terminal;
  return views.map(({ nameText, stateText, pools }) => [
    ...wrapped([nameText, stateText].filter((part) => part !== null).join(' · '), columns).map((line) =>
      terminal.paint('bold', line),
    ),
    ...pools.flatMap(({ name, line: { valueText, noteText } }) =>
      indented([name, valueText, noteText].filter((part) => part !== '').join(' · '), columns),
    ),
  ]);
}
