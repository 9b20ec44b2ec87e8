import type { Failure } from '../../core/failure.ts';
import type { GaugePool, Status } from '../../core/quota/status/status-schema.ts';
import { statusTable } from '../../core/quota/status/status-table.ts';
import { explainFailure, explainOnce } from '../../core/view/explain.ts';
import { formatAge } from '../../core/view/format.ts';
import { countedText } from '../../core/view/quota/counted-view.ts';
import { planName } from '../../core/view/quota/plan-name.ts';
import { termOver, termText } from '../../core/view/quota/plan-term.ts';
import { asOfNow } from '../../core/view/quota/still-to-wait.ts';
import { type CliContext, sentence } from '../context.ts';
import { indented, widthOf, wrapped } from '../layout.ts';
import { extraLines, hasWindow, type StatusSetting, type WindowRow, windowLines } from './status-windows.ts';

/** After this long without a write, the app that wrote the file is not there any more. */
const overdueMs = 10 * 60_000;

/** A status as lines for a person: a block for each pool, with an empty line between them. */
export function statusLines(
  status: Status,
  context: CliContext,
  origin: 'from the app' | 'asked here' = 'from the app',
): readonly string[] {
  const { words, clock } = context;
  const nowMs = clock.now();
  const { pools } = status.qwen_gauge;
  const isAskedAgain = origin === 'from the app' && !isOverdue(status, nowMs);
  const setting: StatusSetting = { status, nowMs, context, isAskedAgain };
  const rows = statusTable(status, nowMs).filter(hasWindow);
  const told = pools.filter(({ state }) => state !== 'not-subscribed');
  const absent = pools.filter(({ state }) => state === 'not-subscribed').map(({ pool }) => words.quota.pool[pool]);
  const { columns } = context.terminal;
  const blocks = [
    headLines(status, nowMs, context),
    ...told.map((pool) => poolLines(pool, rows, setting)),
    countedLines(status, context),
    absent.length > 0 ? wrapped(words.quota.notSubscribedList(words.common.list(absent)), columns) : [],
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

/** What bears on everything below: demo, an app that is gone, no sign-in. */
function headLines(status: Status, nowMs: number, { words, cliWords, terminal }: CliContext): readonly string[] {
  const { demo, written_at, session, pools } = status.qwen_gauge;
  const age = formatAge(Date.parse(written_at), nowMs, words);
  const isOut = session.state === 'signed-out' && pools.every(({ source }) => source === null);
  const amber = (text: string): readonly string[] =>
    wrapped(text, terminal.columns).map((line) => terminal.paint('amber', line));
  return [
    ...(demo ? amber(words.demo.banner) : []),
    ...(isOverdue(status, nowMs) ? amber(cliWords.status.notRunning(age)) : []),
    ...(isOut ? wrapped(sentence(explainFailure({ kind: 'signed-out' }, words), words), terminal.columns) : []),
  ];
}

/** Whether whoever wrote this is gone: the next reading is long due. */
export function isOverdue({ qwen_gauge }: Status, nowMs: number): boolean {
  const dueMs = Date.parse(qwen_gauge.next_poll_at ?? qwen_gauge.written_at);
  return !(nowMs - dueMs < overdueMs);
}

/** The user's own count, where nothing better is known of the plan. */
function countedLines({ qwen_gauge }: Status, { words, terminal }: CliContext): readonly string[] {
  const { counted_requests: counted } = qwen_gauge;
  if (counted === null) return [];
  const { last_5h: fiveHours, week, month } = counted;
  return [
    `${terminal.paint('bold', words.counted.heading)}   ${terminal.paint('dim', words.quota.estimate)}`,
    ...indented(countedText({ fiveHours, week, month }, words), terminal.columns),
  ];
}

function poolLines(pool: GaugePool, rows: readonly WindowRow[], setting: StatusSetting): readonly string[] {
  const { words, terminal } = setting.context;
  const windows = rows.filter((row) => row.pool === pool.pool);
  const explain = setting.isAskedAgain ? explainFailure : explainOnce;
  const failure =
    pool.failure === null ? null : sentence(explain(failureNow(pool.failure, pool, setting), words), words);
  return [
    ...titleLines(pool, setting),
    ...windowLines(windows, setting),
    ...extraLines(pool.pool, setting),
    ...termLines(pool, setting),
    ...(failure === null ? [] : indented(failure, terminal.columns)),
  ];
}

const failureNow = (failure: Failure, { failed_at }: GaugePool, { nowMs }: StatusSetting): Failure =>
  asOfNow(failure, failed_at === null ? nowMs : Date.parse(failed_at), nowMs);

function titleLines(pool: GaugePool, setting: StatusSetting): readonly string[] {
  const { words, terminal } = setting.context;
  const names = [words.quota.pool[pool.pool], planName(pool.pool, pool.plan)].filter((part) => part !== null);
  const title = terminal.paint('bold', names.join(' · '));
  const state = stateText(pool, setting);
  const line = `${title}   ${state}`;
  if (terminal.columns === null || widthOf(line) <= terminal.columns) return [line];
  return [title, ...indented(state, terminal.columns)];
}

/** End and renewal of the plan, and that it is over where it is. */
function termLines(pool: GaugePool, { nowMs, context }: StatusSetting): readonly string[] {
  const { words, terminal, place } = context;
  const endsAtMs = pool.plan_ends_at === null ? null : Date.parse(pool.plan_ends_at);
  const term = { status: pool.plan_status, endsAtMs, autoRenews: pool.plan_renews };
  const over = termOver(term, nowMs, place);
  if (over !== null)
    return indented(sentence(over, words), terminal.columns).map((line) => terminal.paint('amber', line));
  const text = termText(term, nowMs, place);
  return text === null ? [] : indented(text, terminal.columns);
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
      const old = [words.quota.stale, words.quota.lastGood(age ?? words.common.unknown), ...source];
      return terminal.paint('amber', old.join(' · '));
    }
    case 'fresh':
    case 'not-subscribed':
      return terminal.paint('dim', [words.quota.updated(age ?? words.common.unknown), ...source].join(' · '));
  }
}
