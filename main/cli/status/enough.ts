import { type Enough, enoughAgain, isEnough, type Need } from '../../core/quota/enough.ts';
import { poolIds, windowIds } from '../../core/quota/ids.ts';
import type { PoolId, QuotaWindow } from '../../core/quota/model.ts';
import { leftOf, shownLeftPercent } from '../../core/quota/share.ts';
import { type KnownStatus, knownFromStatus } from '../../core/quota/status/status-snapshot.ts';
import { resetOf } from '../../core/quota/window-span.ts';
import { formatAmount, formatPercent } from '../../core/view/format.ts';
import { currencyOf } from '../../core/view/level.ts';
import { expectationsOf } from '../../core/view/quota/pool-view.ts';
import { windowView } from '../../core/view/quota/window-view.ts';
import type { Arguments, OptionSpec } from '../arguments.ts';
import type { CliContext, ExitCode } from '../context.ts';
import { inUseHere } from './in-use.ts';
import { readStatus, unreadText } from './read-status.ts';
import { isOverdue } from './status-lines.ts';

/** The options with which `guard` and `wait` are told what is needed. */
export const needOptions: readonly OptionSpec[] = [
  { name: 'need', value: 'N', required: true },
  { name: 'window', value: 'WINDOW', choices: windowIds },
  { name: 'pool', value: 'POOL', choices: poolIds },
];

/** null: the amount is neither a number nor a percentage. */
export function readNeed(given: Arguments): Need | null {
  const text = given.value('need') ?? '';
  const amount = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (amount === null) return null;
  const [number, inPercent] = [Number(amount[1]), amount[2] === '%'];
  if (number <= 0 || (inPercent && number > 100)) return null;
  return {
    amount: number,
    inPercent,
    pool: poolIds.find((pool) => pool === given.value('pool')) ?? null,
    windowId: windowIds.find((id) => id === given.value('window')) ?? null,
  };
}

export interface EnoughNow {
  readonly kind: Enough['kind'];
  /** The exit code that says the same. */
  readonly code: Extract<ExitCode, 0 | 1 | 69>;
  readonly text: string;
  /** Whether this will change: the app writes the numbers (`expected`), or may soon do so again (`possible`). */
  readonly change: 'expected' | 'possible' | 'none';
  /** When enough will be back; null or left out if that is not known. */
  readonly enoughAtMs?: number | null;
}

/** Whether a need can be met by what the app last wrote, in a sentence. The plan in use is that of the settings here. */
export async function enoughNow(need: Need, context: CliContext): Promise<EnoughNow> {
  const { words, cliWords, clock } = context;
  const nowMs = clock.now();
  const read = await readStatus(context);
  const unknown = (text: string, change: EnoughNow['change']): EnoughNow => ({
    kind: 'unknown',
    code: 69,
    text,
    change,
  });
  if (read.kind !== 'status')
    return unknown(
      unreadText(read.kind, context),
      ['unreadable', 'forbidden'].includes(read.kind) ? 'possible' : 'none',
    );
  const { status } = read;
  if (isOverdue(status, nowMs)) return unknown(cliWords.enough.notRunning, 'possible');
  const known = knownFromStatus(status);
  const inUse = need.pool === null ? ((await inUseHere(status, context))?.pool ?? known.inUse) : known.inUse;
  const found = isEnough({ ...known.snapshot, inUse }, need, nowMs);
  if (found.kind === 'unknown') {
    const poolsText = context.words.common.list(found.pools);
    return unknown(cliWords.enough.unknown[found.why](poolsText), found.why === 'old' ? 'expected' : 'none');
  }
  const textsOf = windowTexts(known, need, context);
  if (found.kind === 'enough') {
    const { leftText, whereText } = textsOf(found.pool, found.window);
    return { kind: 'enough', code: 0, text: cliWords.enough.enough(leftText, whereText), change: 'expected' };
  }
  const { pool, takenAtMs } = found.reading;
  const again = enoughAgain(found, need, (id) => expectationsOf(known, pool, id).recovery ?? null, nowMs);
  const window = { ...again.window, resetsAtMs: resetOf({ takenAtMs }, again.window) };
  const { leftText, whereText, resetText } = textsOf(pool, window);
  const low = { kind: 'low', code: 1 } as const;
  if (again.kind === 'never') {
    const { unit } = again.whole;
    const most = leftOf(again.whole);
    const mostText = words.quota.amount[unit](most, formatAmount(most, unit, currencyOf(known.snapshot), words));
    return { ...low, text: cliWords.enough.never(leftText, whereText, mostText), change: 'none' };
  }
  const text = cliWords.enough.low(leftText, whereText, resetText);
  return { ...low, text, change: 'expected', enoughAtMs: again.kind === 'at' ? again.atMs : null };
}

/** What is said of a window: how much is left, of what, and when more is. */
const windowTexts =
  (known: KnownStatus, need: Need, { words, cliWords, clock, locale }: CliContext) =>
  (pool: PoolId, window: QuotaWindow) => {
    const expected = expectationsOf(known, pool, window.id);
    const currency = currencyOf(known.snapshot);
    const view = windowView({ ...{ window, currency, nowMs: clock.now(), locale }, ...expected });
    const leftPercentText = formatPercent(shownLeftPercent(window), words);
    return {
      leftText: need.inPercent ? words.quota.left(leftPercentText) : view.amountLeftText,
      whereText: cliWords.status.poolLine(words.quota.pool[pool], view.name),
      resetText: view.resetText,
    };
  };
