import type { Failure } from '../../core/failure.ts';
import type { GaugePool, Status } from '../../core/quota/status/status-schema.ts';
import { explainFailure } from '../../core/view/explain.ts';
import { formatPercent } from '../../core/view/format.ts';
import { countedText } from '../../core/view/quota/counted-view.ts';
import type { CliContext } from '../context.ts';
import { isOverdue } from './status-lines.ts';

/** A status as one short line, for status bars: the pool nearest its end, or why there are no numbers. */
export function statusLine(status: Status, { words, cliWords, clock }: CliContext): string {
  const { demo, tightest, pools } = status.qwen_gauge;
  const pool = pools.find((one) => one.pool === tightest?.pool);
  const isOld = pool?.state === 'stale' || isOverdue(status, clock.now());
  const parts = [
    ...(demo ? [words.demo.banner] : []),
    pool === undefined
      ? withoutNumbers(status, words)
      : cliWords.status.poolLine(words.quota.pool[pool.pool], windows(pool, words)),
    ...(isOld ? [words.quota.stale] : []),
  ];
  return parts.join(' · ');
}

const windows = (pool: GaugePool, words: CliContext['words']): string =>
  pool.windows
    .map(({ window, used_pct, certainty }) => {
      const percent = formatPercent(used_pct, words);
      return `${words.quota.window[window]} ${certainty === 'estimate' ? `≈${percent}` : percent}`;
    })
    .join(' · ');

function withoutNumbers({ qwen_gauge }: Status, words: CliContext['words']): string {
  const { counted_requests: counted, pools, session } = qwen_gauge;
  if (counted !== null) {
    const { last_5h: fiveHours, week, month } = counted;
    return `≈${countedText({ fiveHours, week, month }, words)}`;
  }
  const signedOut: Failure | null = session.state === 'signed-out' ? { kind: 'signed-out' } : null;
  const failure = pools.find((pool) => pool.failure !== null)?.failure ?? signedOut;
  return failure === null ? words.quota.failed : explainFailure(failure, words).what;
}
