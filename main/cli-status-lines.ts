import type { CliContext } from './cli-context.ts';
import { sentence } from './cli-context.ts';
import { bar, table } from './cli-layout.ts';
import type { PoolId } from './core/quota/model.ts';
import type { GaugePool, Status } from './core/quota/status-schema.ts';
import { type StatusRow, statusTable } from './core/quota/status-table.ts';
import {
  formatAge,
  formatAmount,
  formatClock,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
} from './core/view/format.ts';
import { levelOfPercent } from './core/view/format-level.ts';
import { explainFailure } from './core/view/words-explain.ts';

type Row = StatusRow & { readonly window: NonNullable<StatusRow['window']> };
const hasWindow = (row: StatusRow): row is Row => row.window !== null;

/** After this long without a write, the app that wrote the file is not there any more. */
const overdueMs = 10 * 60_000;
const modelsShown = 5;

/** A status as lines for a person. */
export function statusLines(status: Status, context: CliContext): readonly string[] {
  const { words, clock } = context;
  const nowMs = clock.now();
  const rows = statusTable(status, nowMs);
  const { pools } = status.qwen_gauge;
  const told = pools.filter(({ state }) => state !== 'not-subscribed');
  const absent = pools.filter(({ state }) => state === 'not-subscribed').map(({ pool }) => words.quota.pool[pool]);
  const blocks = told.map((pool) => poolLines(pool, { status, rows, nowMs, context }));
  const ending = absent.length > 0 ? [[words.quota.notSubscribedList(words.common.list(absent))]] : [];
  return [...headLines(status, nowMs, context), ...[...blocks, ...ending].flatMap((block) => ['', ...block])].slice(
    told.length + ending.length > 0 && headLines(status, nowMs, context).length === 0 ? 1 : 0,
  );
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

interface Setting {
  readonly status: Status;
  readonly rows: readonly StatusRow[];
  readonly nowMs: number;
  readonly context: CliContext;
}

function poolLines(pool: GaugePool, setting: Setting): readonly string[] {
  const { rows, context } = setting;
  const { words, terminal } = context;
  const windows = rows.filter((row) => row.pool === pool.pool).filter(hasWindow);
  const title = terminal.paint('bold', [words.quota.pool[pool.pool], pool.plan].filter(Boolean).join(' · '));
  const failure = pool.failure === null ? [] : [`  ${sentence(explainFailure(pool.failure, words), words)}`];
  return [
    `${title}   ${stateText(pool, setting)}`,
    ...table(
      windows.map((row) => windowCells(row, setting)),
      { indent: '  ', right: [2] },
    ),
    ...extraLines(pool.pool, setting),
    ...failure,
  ];
}

function stateText(pool: GaugePool, { nowMs, context }: Setting): string {
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

function windowCells({ window, state }: Row, { status, nowMs, context }: Setting): readonly string[] {
  const { words, terminal, place } = context;
  const level = levelOfPercent(window.usedPercent);
  const paint = (text: string): string => (level === 'calm' ? text : terminal.paint(level, text));
  const currency = status.pay_as_you_go?.total.currency ?? 'USD';
  const amount = (value: number): string => formatAmount(value, window.unit, currency, words);
  const left =
    window.unit === 'share'
      ? words.quota.left(amount(window.left))
      : words.quota.leftOf(amount(window.left), amount(window.limit));
  const marks = [
    ...(window.certainty === 'estimate' ? [words.quota.estimate] : []),
    ...(state === 'stale' ? [words.quota.stale] : []),
  ];
  return [
    words.quota.window[window.id],
    state === 'stale' ? terminal.paint('dim', bar(window.usedPercent)) : paint(bar(window.usedPercent)),
    paint(words.quota.percentUsed(formatPercent(window.usedPercent, words))),
    left,
    resetText(window.resetsAtMs, nowMs, context, place),
    marks.join(' · '),
  ];
}

function resetText(
  resetsAtMs: number | null,
  nowMs: number,
  { words }: CliContext,
  place: CliContext['place'],
): string {
  if (resetsAtMs === null) return words.quota.resetUnknown;
  const at = formatClock(resetsAtMs, nowMs, place);
  if (resetsAtMs <= nowMs) return words.quota.resetDue(at);
  return `${words.quota.resets(at)} (${words.time.ahead(formatDuration(resetsAtMs - nowMs, words))})`;
}

/** What a pool holds beside windows: the models of the free tier, the bill. */
function extraLines(pool: PoolId, { status, context }: Setting): readonly string[] {
  switch (pool) {
    case 'free-tier':
      return freeTierLines(status.free_tier ?? [], context);
    case 'pay-as-you-go':
      return billLines(status, context);
    case 'coding-plan':
    case 'token-plan-team':
    case 'token-plan-personal':
      return [];
  }
}

function freeTierLines(models: NonNullable<Status['free_tier']>, { words, cliWords }: CliContext): readonly string[] {
  const limited = models.flatMap(({ model_id, quota }) => (quota === null ? [] : [{ model_id, quota }]));
  const shown = limited.toSorted((one, other) => other.quota.used_pct - one.quota.used_pct).slice(0, modelsShown);
  const cells = shown.map(({ model_id, quota }) => [
    model_id,
    bar(quota.used_pct),
    words.quota.percentUsed(formatPercent(Math.floor(quota.used_pct), words)),
    `${words.quota.leftOf(formatNumber(quota.remaining, words), formatNumber(quota.total, words))} ${quota.unit}`,
  ]);
  const more = models.length > shown.length ? [`  ${cliWords.status.topModels(shown.length, models.length)}`] : [];
  return [...table(cells, { indent: '  ', right: [2] }), ...more];
}

function billLines({ pay_as_you_go: bill, period }: Status, { words }: CliContext): readonly string[] {
  if (bill === null) return [];
  const span = words.quota.monthToDate(period.from, period.to);
  const { cost, currency } = bill.total;
  return [cost === 0 ? `  ${words.quota.noCost}  ${span}` : `  ${formatMoney(cost, currency, words)}  ${span}`];
}
