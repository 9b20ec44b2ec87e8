import type { Accounts, OtherAccount } from '../../accounts.ts';
import type { Preferences } from '../../preferences.ts';
import type { Locale } from '../format.ts';
import type { PoolView } from '../quota/pool-view.ts';
import { type QuotaView, quotaView } from '../quota/quota-view.ts';
import { accountNameText } from './account-name.ts';

/** An account that Qwen Code does not use: its pools in one line each, or why there are none. */
export interface OtherAccountView {
  readonly id: string;
  readonly nameText: string;
  /** What is to be known of all its numbers; null: nothing. */
  readonly stateText: string | null;
  readonly pools: readonly PoolView[];
}

interface Input {
  readonly others: Accounts['others'];
  readonly preferences: Pick<Preferences, 'hiddenPools' | 'poolOrder'>;
  /** Whether the app that asked has quit; left out: it runs. */
  readonly hasQuit?: boolean;
  readonly nowMs: number;
  readonly locale: Locale;
}

/** The accounts that are shown below the chosen one; one that was signed out of and of which nothing is known is not. */
export function otherAccountsView({ others, ...given }: Input): readonly OtherAccountView[] {
  return others.flatMap((account) => {
    const view = quotaView({ ...given, ...account, inUse: { kind: 'elsewhere' } });
    const { pools } = view;
    const stateText = stateOf(account, view, given.locale);
    const { session } = account;
    if (session.state === 'signed-out' && session.cause !== 'expired' && pools.length === 0) return [];
    return [{ id: account.id, nameText: accountNameText(account, given.locale.words), stateText, pools }];
  });
}

function stateOf({ session }: OtherAccount, { pools, screen }: QuotaView, { words }: Locale): string | null {
  if (session.state === 'signed-out')
    return session.cause === 'expired' ? words.accounts.expired : words.tray.signedOut;
  if (pools.length > 0) return pools.find(({ state }) => state === 'stale')?.ageText ?? null;
  return screen === 'pools' ? words.accounts.noPlan : words.accounts.loading;
}
