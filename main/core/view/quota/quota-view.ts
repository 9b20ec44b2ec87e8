import type { Preferences } from '../../preferences.ts';
import type { SettingsView } from '../../provider/model.ts';
import type { RunningOut } from '../../quota/forecast/forecast.ts';
import type { Recovery } from '../../quota/forecast/recovery.ts';
import type { LocalCounts } from '../../quota/local-counts.ts';
import type { PoolId, Reading, Snapshot } from '../../quota/model.ts';
import type { Outlook } from '../../quota/outlook/outlook.ts';
import type { WhatIf } from '../../quota/outlook/what-if.ts';
import { type PoolInUse, poolInUse, pressingPool } from '../../quota/pool-in-use.ts';
import { inPoolOrder } from '../../quota/pool-order.ts';
import { readingOf, tightestWindow } from '../../quota/share.ts';
import { withoutHidden } from '../../quota/shown-pools.ts';
import type { Session } from '../../session.ts';
import { formatClock, formatDuration, type Locale } from '../format.ts';
import { currencyOf } from '../level.ts';
import { verdictView } from '../verdict/verdict.ts';
import type { Verdict } from '../verdict/verdict-model.ts';
import type { Explanation } from '../words/explanation.ts';
import { type CountedView, countedView } from './counted-view.ts';
import { type PoolView, poolView } from './pool-view.ts';
import { withShownLevels } from './shown-levels.ts';
import { type SignInView, signInView } from './sign-in-view.ts';
import type { Trouble } from './trouble.ts';

export interface QuotaView {
  /**
   * `welcome`: nobody is signed in and nothing is known; `first-load`: the first poll has not ended yet;
   * `pools`: something is known of at least one pool.
   */
  readonly screen: 'welcome' | 'first-load' | 'pools';
  readonly signIn: SignInView | null;
  readonly sessionEndingText: string | null;
  /** How the quota stands, in one sentence; null: nothing has been read. */
  readonly verdict: Verdict | null;
  /** The pool whose window is nearest its limit, whether or not it is in use; null: no window is known. */
  readonly tightestPool: PoolId | null;
  /** The failure that all pools have in common. The pools themselves then name none. */
  readonly trouble: Trouble | null;
  /** That of the verdict first, then the others in the user's order. */
  readonly pools: readonly PoolView[];
  /** The requests counted on this computer, as long as the plan's own numbers are unknown. */
  readonly counted: CountedView | null;
  /** Shown while the settings still point at Qwen OAuth, which has ended. */
  readonly oauthEnded: Explanation | null;
  readonly notSubscribedText: string | null;
  /** Whether the account has no plan, and nothing else of it is in use. */
  readonly nothingSubscribed: boolean;
  readonly polling: boolean;
}

export interface QuotaInput {
  readonly snapshot: Snapshot;
  readonly session: Session;
  readonly runOuts?: readonly RunningOut[];
  readonly recoveries?: readonly Recovery[];
  readonly outlooks?: readonly Outlook[];
  readonly whatIfs?: readonly WhatIf[];
  readonly localCounts?: LocalCounts | null;
  readonly settings?: SettingsView;
  /** Left out: what the settings say. */
  readonly inUse?: PoolInUse;
  /** Left out: nothing is hidden, and the order is by need. */
  readonly preferences?: Pick<Preferences, 'hiddenPools' | 'poolOrder'>;
  /** False if the sources are not asked again by themselves, as in a terminal without the app. */
  readonly isAskedAgain?: boolean;
  /** The app that asked has quit, so that its numbers say nothing of the present. Left out: it runs. */
  readonly hasQuit?: boolean;
  readonly nowMs: number;
  readonly locale: Locale;
}

/** How long before its end a session is announced to end. */
const sessionEndingMs = 4 * 3_600_000;

/** Derives what popover and terminal show of the quotas. Total: every snapshot gives a view. */
export function quotaView(whole: QuotaInput): QuotaView {
  const inUse = whole.inUse ?? poolInUse(whole.settings, whole.snapshot, whole.nowMs);
  const input = {
    ...whole,
    inUse,
    snapshot: withoutHidden(whole.snapshot, whole.preferences?.hiddenPools ?? [], inUse),
  };
  const { snapshot, session, nowMs, locale } = input;
  const currency = currencyOf(snapshot);
  const { runOuts = [], recoveries = [], outlooks = [], whatIfs = [], isAskedAgain = true, hasQuit = false } = input;
  const common = { currency, runOuts, recoveries, outlooks, whatIfs, isAskedAgain, hasQuit, nowMs, locale };
  const verdict = verdictView(input);
  const place = { order: whole.preferences?.poolOrder ?? null, first: verdict?.pool ?? null, nowMs };
  const pressing = pressingPool(inUse, snapshot, nowMs);
  const all = inPoolOrder(snapshot.pools, place).map((status) =>
    withShownLevels(poolView({ ...common, status }), verdict, status.pool === pressing),
  );
  const subscribed = all.filter((pool) => pool.state !== 'not-subscribed');
  const hasAnswer = subscribed.some((pool) => pool.state !== 'loading');
  const notSubscribed = all.filter((pool) => pool.state === 'not-subscribed').map((pool) => pool.name);
  const shared = sharedTrouble(subscribed);
  const signIn = offerOver(signInView(session, nowMs, locale), subscribed, locale);
  const pools = withoutRepeats(subscribed, shared, signIn !== null);
  return {
    screen: screenOf(session, hasAnswer || notSubscribed.length > 0),
    signIn,
    sessionEndingText: sessionEnding(session, nowMs, locale),
    verdict,
    tightestPool: tightestWindow(snapshot, nowMs)?.status.pool ?? null,
    trouble: signIn !== null && isOfSession(shared) ? null : shared,
    pools,
    counted: countedView(input.localCounts ?? null, snapshot, locale),
    oauthEnded: pointsAtOAuth(input.settings) ? locale.words.quota.oauthEnded : null,
    notSubscribedText:
      notSubscribed.length === 0 ? null : locale.words.quota.notSubscribedList(locale.words.common.list(notSubscribed)),
    nothingSubscribed: hasNoPlan(snapshot),
    polling: snapshot.polling,
  };
}

/**
 * Whether the account has no plan, and nothing else of it is in use: every account has a bill and the free tier, which
 * may be untouched.
 */
const hasNoPlan = ({ pools }: Snapshot): boolean =>
  pools.some(({ state }) => state === 'not-subscribed') &&
  pools.every((status) => status.state === 'not-subscribed' || isUnused(readingOf(status)));

function isUnused(reading: Reading | null): boolean {
  switch (reading?.pool) {
    case 'free-tier':
      return reading.models.every(({ quota }) => quota === null || quota.remaining >= quota.total);
    case 'pay-as-you-go':
      return reading.models.length === 0 && reading.windows.length === 0;
    default:
      return false;
  }
}

const pointsAtOAuth = (settings: SettingsView | undefined): boolean =>
  settings?.state === 'readable' && settings.qwenOAuthEnded === true;

function screenOf(session: Session, known: boolean): QuotaView['screen'] {
  if (known) return 'pools';
  return session.state === 'signed-in' || session.state === 'unknown' ? 'first-load' : 'welcome';
}

/** The failure of all pools if it is the same; null otherwise. */
function sharedTrouble(pools: readonly PoolView[]): Trouble | null {
  const first = pools[0]?.trouble ?? null;
  return first !== null && pools.every((pool) => pool.trouble?.kind === first.kind) ? first : null;
}

/** Whether the sign-in card says the same. `program-could-not-tell` has the same way out but another reason. */
const isOfSession = (trouble: Trouble | null): boolean =>
  trouble?.kind === 'signed-out' || trouble?.kind === 'session-expired';

/** If numbers are known from elsewhere, a sign-in is offered for exact numbers instead of for any. */
function offerOver(signIn: SignInView | null, pools: readonly PoolView[], { words }: Locale): SignInView | null {
  const isOffer = signIn?.kind === 'choose' && signIn.tone === 'plain';
  if (!isOffer || !pools.some(({ windows }) => windows.length > 0)) return signIn;
  return { ...signIn, why: { what: words.session.exactNumbers, wayOut: words.signedOut.never.wayOut } };
}

/** Removes from the pools what is shown above them, and failed pools of which nothing else is left. */
function withoutRepeats(pools: readonly PoolView[], shared: Trouble | null, signInShown: boolean): readonly PoolView[] {
  return pools
    .map((pool) => {
      const isShownAbove = shared !== null || (signInShown && isOfSession(pool.trouble));
      return isShownAbove ? { ...pool, trouble: null } : pool;
    })
    .filter((pool) => pool.state !== 'failed' || pool.trouble !== null)
    .filter((pool) => !showsNone(pool) || !pools.some(hasReading));
}

/** Whether a program that shows another pool shows none of this one, which then needs no card. */
const showsNone = ({ state, trouble }: PoolView): boolean =>
  state === 'failed' && trouble?.kind === 'program-shows-none';

const hasReading = ({ state }: PoolView): boolean => state === 'fresh' || state === 'stale';

function sessionEnding(session: Session, nowMs: number, locale: Locale): string | null {
  if (session.state !== 'signed-in' || session.expiresAtMs === null) return null;
  const leftMs = session.expiresAtMs - nowMs;
  if (leftMs <= 0 || leftMs > sessionEndingMs) return null;
  return locale.words.session.endsIn(
    formatDuration(leftMs, locale.words),
    formatClock(session.expiresAtMs, nowMs, locale),
  );
}
