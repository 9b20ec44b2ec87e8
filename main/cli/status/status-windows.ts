import type { PoolId } from '../../core/quota/model.ts';
import type { Status } from '../../core/quota/status/status-schema.ts';
import type { StatusRow } from '../../core/quota/status/status-table.ts';
import {
  formatAmount,
  formatClock,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
} from '../../core/view/format.ts';
import { levelOfPercent } from '../../core/view/level.ts';
import { unitName } from '../../core/view/quota/amount-row.ts';
import { freeTierDetails, sortModels } from '../../core/view/quota/free-tier-rows.ts';
import type { CliContext } from '../context.ts';
import { bar, type MeterRow, meterTable } from '../layout.ts';

export interface StatusSetting {
  readonly status: Status;
  readonly nowMs: number;
  readonly context: CliContext;
  /** Whether somebody asks again without being told to. */
  readonly isAskedAgain: boolean;
}

export type WindowRow = StatusRow & { readonly window: NonNullable<StatusRow['window']> };
export const hasWindow = (row: StatusRow): row is WindowRow => row.window !== null;

type Window = WindowRow['window'];

const modelsShown = 5;

/** The windows of one pool, aligned. */
export const windowLines = (rows: readonly WindowRow[], setting: StatusSetting): readonly string[] =>
  meterTable(
    rows.map((row) => windowRow(row, setting)),
    setting.context.terminal.columns,
  );

function windowRow({ window, state }: WindowRow, setting: StatusSetting): MeterRow {
  const { words, terminal } = setting.context;
  const level = levelOfPercent(window.usedPercent);
  const paint = (text: string): string => (level === 'calm' ? text : terminal.paint(level, text));
  const isStale = state === 'stale';
  const marks = [
    ...(window.certainty === 'estimate' ? [estimateText(window, setting)] : []),
    ...(isStale ? [words.quota.stale] : []),
  ];
  return {
    name: words.quota.window[window.id],
    bar: isStale ? terminal.paint('dim', bar(window.usedPercent)) : paint(bar(window.usedPercent)),
    percent: paint(words.quota.percentUsed(formatPercent(window.usedPercent, words))),
    rest: [leftText(window, setting), resetText(window.resetsAtMs, setting), marks.join(' · ')],
  };
}

const amountText = (amount: number, { unit }: Window, { status, context }: StatusSetting): string =>
  formatAmount(amount, unit, status.pay_as_you_go?.total.currency ?? 'USD', context.words);

function leftText(window: Window, setting: StatusSetting): string {
  const { quota } = setting.context.words;
  const left = amountText(window.left, window, setting);
  if (window.unit === 'share') return quota.percentLeft(left);
  const limit = amountText(window.limit, window, setting);
  return quota.leftOf(left, quota.amount[window.unit](window.limit, limit));
}

function estimateText(window: Window, setting: StatusSetting): string {
  const { words, cliWords } = setting.context;
  if (window.usedBetween === null) return words.quota.estimate;
  const { from, to } = window.usedBetween;
  const toText = to === null ? null : amountText(to, window, setting);
  return cliWords.status.estimateBetween(amountText(from, window, setting), toText);
}

function resetText(resetsAtMs: number | null, { nowMs, context }: StatusSetting): string {
  const { words, cliWords, place } = context;
  if (resetsAtMs === null) return words.quota.resetUnknown;
  const at = formatClock(resetsAtMs, nowMs, place);
  if (resetsAtMs <= nowMs) return words.quota.resetDue(at);
  return cliWords.status.resets(at, formatDuration(resetsAtMs - nowMs, words));
}

/** What a pool holds beside windows: the models of the free tier, the bill. */
export function extraLines(pool: PoolId, { status, nowMs, context }: StatusSetting): readonly string[] {
  switch (pool) {
    case 'free-tier':
      return freeTierLines(status.free_tier ?? [], nowMs, context);
    case 'pay-as-you-go':
      return billLines(status, context);
    case 'coding-plan':
    case 'token-plan-team':
    case 'token-plan-personal':
      return [];
  }
}

function freeTierLines(
  models: NonNullable<Status['free_tier']>,
  nowMs: number,
  { words, cliWords, terminal, place }: CliContext,
): readonly string[] {
  const quotas = new Map(models.map(({ model_id, quota }) => [model_id, quota]));
  const details = freeTierDetails({ models: models.map(asRead) }, nowMs, place);
  const limited = sortModels(details.models, 'used', '').filter(({ name }) => quotas.get(name));
  const rows = limited.slice(0, modelsShown).map(({ name, percentText, noteText }): MeterRow => {
    const { remaining = 0, total = 0, unit = '', used_pct = 0 } = quotas.get(name) ?? {};
    const totalText = `${formatNumber(total, words)} ${unitName(unit, words)}`.trim();
    return {
      name,
      bar: bar(used_pct),
      percent: words.quota.percentUsed(percentText),
      rest: [words.quota.leftOf(formatNumber(remaining, words), totalText), noteText ?? ''],
    };
  });
  const more = models.length > rows.length ? [`  ${cliWords.status.topModels(rows.length, models.length)}`] : [];
  return [...meterTable(rows, terminal.columns), ...more];
}

const asRead = ({ model_id, quota }: NonNullable<Status['free_tier']>[number]) => ({
  model: model_id,
  quota,
  status: quota?.status ?? null,
  endsAtMs: quota?.resetDate ? Date.parse(quota.resetDate) : null,
});

function billLines({ pay_as_you_go: bill, period }: Status, { words }: CliContext): readonly string[] {
  if (bill === null) return [];
  const span = words.quota.monthToDate(period.from, period.to);
  const { cost, currency } = bill.total;
  return [cost === 0 ? `  ${words.quota.noCost}  ${span}` : `  ${formatMoney(cost, currency, words)}  ${span}`];
}
