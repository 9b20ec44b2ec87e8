import type { Accounts, OtherAccount } from '../../accounts.ts';
import type { Preferences } from '../../preferences.ts';
import { isOldReading } from '../../quota/old-reading.ts';
import { readingOf } from '../../quota/share.ts';
import type { Session } from '../../session.ts';
import { formatAge, type Locale } from '../format.ts';
import type { PoolView } from '../quota/pool-view.ts';
import { type QuotaView, quotaView } from '../quota/quota-view.ts';
import type { Words } from '../words/index.ts';
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

/**
 * The accounts that are shown below the chosen one, in the window and in the terminal alike; one that was signed out of
 * and of which nothing is known is not.
 */
export function otherAccountsView({ others, ...given }: Input): readonly OtherAccountView[] {
  return others.flatMap((account) => {
    const view = quotaView({ ...given, ...account, inUse: { kind: 'elsewhere' } });
    const { pools } = view;
    if (wasSignedOutOf(account.session) && pools.length === 0) return [];
    const stateText = stateOf(account, view, given);
    return [{ id: account.id, nameText: accountNameText(account, given.locale.words), stateText, pools }];
  });
}

const wasSignedOutOf = (session: Session): boolean =>
  session.state === 'signed-out' && (session.cause === 'signed-out' || session.cause === 'never');

type Given = Omit<Input, 'others'>;

function stateOf(account: OtherAccount, view: QuotaView, given: Given): string | null {
  const { words } = given.locale;
  const session = sessionText(account.session, words);
  const isEmpty = view.pools.length === 0;
  const texts = isEmpty ? [session ?? emptyText(account, view, given)] : [session, ageText(account, view, given)];
  const isPartUnread = !isEmpty && account.snapshot.pools.some(({ state }) => state === 'failed');
  const said = [...texts, isPartUnread ? (view.trouble?.what ?? null) : null].filter((text) => text !== null);
  return said.length === 0 ? null : said.join(' · ');
}

function sessionText(session: Session, { accounts, tray }: Words): string | null {
  switch (session.state) {
    case 'signed-out':
      return session.cause === 'expired' ? accounts.expired : tray.signedOut;
    case 'starting':
    case 'waiting':
      return tray.waiting;
    default:
      return null;
  }
}

/** Why an account shows no pool. Only the service's own word for each of them makes it one without a plan. */
function emptyText({ snapshot: { pools } }: OtherAccount, { trouble }: QuotaView, given: Given): string {
  const { accounts } = given.locale.words;
  if (pools.length > 0 && pools.every(({ state }) => state === 'not-subscribed')) return accounts.noPlan;
  if (trouble !== null && trouble.kind !== 'not-asked-yet') return trouble.what;
  return given.hasQuit === true ? accounts.notRead : accounts.loading;
}

/** How old the oldest of the shown numbers is that say nothing of the present; null: all of them do. */
function ageText({ session, snapshot }: OtherAccount, { pools }: QuotaView, given: Given): string | null {
  const { nowMs, hasQuit, locale } = given;
  const { words } = locale;
  const takenAtMs = snapshot.pools
    .filter(({ pool }) => pools.some((shown) => shown.pool === pool))
    .filter(
      (status) => status.state === 'stale' || session.state === 'signed-out' || isOldReading(status, nowMs, hasQuit),
    )
    .flatMap((status) => readingOf(status)?.takenAtMs ?? []);
  return takenAtMs.length === 0 ? null : words.quota.lastGood(formatAge(Math.min(...takenAtMs), nowMs, words));
}
