import type { GaugePool, Status } from '../core/quota/status-schema.ts';
import { statusTable } from '../core/quota/status-table.ts';
import { formatAge } from '../core/view/format.ts';
import { countedText } from '../core/view/popover-counted.ts';
import { explainFailure } from '../core/view/words-explain.ts';
import { type CliContext, sentence } from './context.ts';
import { extraLines, hasWindow, type StatusSetting, type WindowRow, windowLines } from './status-windows.ts';

/** After this long without a write, the app that wrote the file is not there any more. */
const overdueMs = 10 * 60_000;

/** A status as lines for a person: a block for each pool, with an empty line between them. */
export function statusLines(status: Status, context: CliContext): readonly string[] {
  const { words, clock } = context;
  const nowMs = clock.now();
  const { pools } = status.qwen_gauge;
  const setting: StatusSetting = { status, nowMs, context };
  const rows = statusTable(status, nowMs).filter(hasWindow);
  const told = pools.filter(({ state }) => state !== 'not-subscribed');
  const absent = pools.filter(({ state }) => state === 'not-subscribed').map(({ pool }) => words.quota.pool[pool]);
  const blocks = [
    headLines(status, nowMs, context),
    ...told.map((pool) => poolLines(pool, rows, setting)),
    countedLines(status, context),
    absent.length > 0 ? [words.quota.notSubscribedList(words.common.list(absent))] : [],
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

/** What bears on everything below: demo, an app that is gone, no sign-in. */
function headLines(status: Status, nowMs: number, { words, cliWords, terminal }: CliContext): readonly string[] {
  const { demo, next_poll_at, written_at, session, pools } = status.qwen_gauge;
  const dueMs = Date.parse(next_poll_at ?? written_at);
  const isGone = !(nowMs - dueMs < overdueMs);
  const age = formatAge(Date.parse(written_at), nowMs, words);
  const isOut = session.state === 'signed-out' && pools.every(({ source }) => source === null);
  return [
    ...(demo ? [terminal.paint('amber', words.demo.banner)] : []),
    ...(isGone ? [terminal.paint('amber', cliWords.status.notRunning(age))] : []),
    ...(isOut ? [sentence(explainFailure({ kind: 'signed-out' }, words), words)] : []),
  ];
}

/** The user's own count, where nothing better is known of the plan. */
function countedLines({ qwen_gauge }: Status, { words, terminal }: CliContext): readonly string[] {
  const { counted_requests: counted } = qwen_gauge;
  if (counted === null) return [];
  const { last_5h: fiveHours, week, month } = counted;
  return [
    `${terminal.paint('bold', words.counted.heading)}   ${terminal.paint('dim', words.quota.estimate)}`,
    `  ${countedText({ fiveHours, week, month }, words)}`,
  ];
}

function poolLines(pool: GaugePool, rows: readonly WindowRow[], setting: StatusSetting): readonly string[] {
  const { words, terminal } = setting.context;
  const windows = rows.filter((row) => row.pool === pool.pool);
  const title = terminal.paint('bold', [words.quota.pool[pool.pool], pool.plan].filter(Boolean).join(' · '));
  const failure = pool.failure === null ? [] : [`  ${sentence(explainFailure(pool.failure, words), words)}`];
  return [
    `${title}   ${stateText(pool, setting)}`,
    ...windowLines(windows, setting),
    ...extraLines(pool.pool, setting),
    ...failure,
  ];
}

function stateText(pool: GaugePool, { nowMs, context }: StatusSetting): string {
  const { words, terminal } = context;
  const age = pool.taken_at === null ? null : formatAge(Date.parse(pool.taken_at), nowMs, words);
  const source = pool.source === null ? [] : [words.quota.from(words.quota.source[pool.source])];
  switch (pool.state) {
    case 'loading':
      return terminal.paint('dim', words.quota.loading);
    case 'failed':
      return terminal.paint('amber', words.quota.failed);
    case 'stale': {
      const old = [words.quota.stale, words.quota.lastGood(age ?? words.common.unknown)];
      return terminal.paint('amber', old.join(' · '));
    }
    case 'fresh':
    case 'not-subscribed':
      return terminal.paint('dim', [words.quota.updated(age ?? words.common.unknown), ...source].join(' · '));
  }
}
