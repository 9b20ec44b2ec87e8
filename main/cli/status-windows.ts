import type { PoolId } from '../core/quota/model.ts';
import type { Status } from '../core/quota/status-schema.ts';
import type { StatusRow } from '../core/quota/status-table.ts';
import {
  formatAmount,
  formatClock,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
} from '../core/view/format.ts';
import { levelOfPercent } from '../core/view/format-level.ts';
import type { CliContext } from './context.ts';
import { bar, table } from './layout.ts';

export interface StatusSetting {
  readonly status: Status;
  readonly nowMs: number;
  readonly context: CliContext;
}

export type WindowRow = StatusRow & { readonly window: NonNullable<StatusRow['window']> };
export const hasWindow = (row: StatusRow): row is WindowRow => row.window !== null;

const modelsShown = 5;

/** The windows of one pool, aligned. */
export const windowLines = (rows: readonly WindowRow[], setting: StatusSetting): readonly string[] =>
  table(
    rows.map((row) => windowCells(row, setting)),
    { indent: '  ', right: [2] },
  );

function windowCells({ window, state }: WindowRow, { status, nowMs, context }: StatusSetting): readonly string[] {
  const { words, terminal } = context;
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
    resetText(window.resetsAtMs, nowMs, context),
    marks.join(' · '),
  ];
}

function resetText(resetsAtMs: number | null, nowMs: number, { words, place }: CliContext): string {
  if (resetsAtMs === null) return words.quota.resetUnknown;
  const at = formatClock(resetsAtMs, nowMs, place);
  if (resetsAtMs <= nowMs) return words.quota.resetDue(at);
  return `${words.quota.resets(at)} (${words.time.ahead(formatDuration(resetsAtMs - nowMs, words))})`;
}

/** What a pool holds beside windows: the models of the free tier, the bill. */
export function extraLines(pool: PoolId, { status, context }: StatusSetting): readonly string[] {
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
