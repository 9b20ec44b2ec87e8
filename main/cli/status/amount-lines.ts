import type { AmountRow } from '../../core/view/quota/amount-row.ts';
import { modelRow, sortModels } from '../../core/view/quota/free-tier-rows.ts';
import type { PoolDetails } from '../../core/view/quota/pool-details.ts';
import type { PoolView } from '../../core/view/quota/pool-view.ts';
import type { WindowView } from '../../core/view/quota/window-view.ts';
import type { CliContext } from '../context.ts';
import { bar, fitted, indented, type MeterRow, meterTable } from '../layout.ts';

/** How many models of the free tier or the bill are listed. */
const modelsShown = 5;

/** Lists the windows of a pool with their meters. */
export function windowLines({ windows, state }: PoolView, context: CliContext): readonly string[] {
  const { columns } = context.terminal;
  return [
    ...meterTable(
      windows.map((window) => windowRow(window, state === 'stale', context)),
      columns,
    ),
    ...windows.flatMap(({ rollingText }) => (rollingText === null ? [] : indented(rollingText, columns))),
  ];
}

function windowRow(window: WindowView, isStale: boolean, { words, cliWords, terminal }: CliContext): MeterRow {
  const { level, reset } = window;
  const paint = (text: string): string => (level === 'calm' ? text : terminal.paint(level, text));
  const marks = [
    ...(window.isEstimate ? [words.quota.estimate, window.usedText] : []),
    ...(isStale ? [words.quota.stale] : []),
    window.packsText ?? '',
  ];
  const resetText = reset === null ? window.resetText : cliWords.status.resets(reset.atText, reset.durationText);
  return {
    name: window.name,
    bar: isStale ? terminal.paint('dim', bar(window.percent)) : paint(bar(window.percent)),
    percent: paint(words.quota.percentUsed(window.percentText)),
    rest: [window.leftText, resetText, marks.filter((mark) => mark !== '').join(' · ')],
  };
}

/** Lists what a pool has besides windows: seats and add-ons, the models of the free tier, or the bill. */
export function detailLines(details: PoolDetails, context: CliContext): readonly string[] {
  const { words, cliWords, terminal } = context;
  switch (details.kind) {
    case 'none':
      return [];
    case 'credits':
      return amountLines(details.rows, context);
    case 'free-tier': {
      const limited = sortModels(details.models, 'used', '').filter(({ percent }) => percent !== null);
      const shown = limited.slice(0, modelsShown);
      const all = details.models.length;
      const more = all > shown.length ? [`  ${cliWords.status.topModels(shown.length, all)}`] : [];
      const rows = shown.map((model) => modelRow(model, context.clock.now(), context.place));
      return [...amountLines(rows, context), ...more];
    }
    case 'bill': {
      const shown = details.rows.slice(0, modelsShown).map(({ name, amountText, noteText }) => ({
        head: name,
        rest: [amountText, noteText ?? ''],
      }));
      return [
        `  ${terminal.paint('bold', details.emptyText ?? details.totalText)}  ${details.periodText}`,
        ...fitted(shown, terminal.columns, { indent: '  ' }),
        ...(details.rows.length > shown.length ? [`  … ${words.quota.models(details.rows.length)}`] : []),
      ];
    }
  }
}

const amountLines = (rows: readonly AmountRow[], { words, terminal }: CliContext): readonly string[] =>
  meterTable(
    rows.map(({ name, percent, percentText, amountText, noteText }) => ({
      name,
      bar: percent === null ? '' : bar(percent),
      percent: percent === null ? '' : words.quota.percentUsed(percentText),
      rest: [amountText, noteText ?? ''],
    })),
    terminal.columns,
  );
