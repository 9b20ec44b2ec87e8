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
export function windowLines({ windows, unreadable, state }: PoolView, context: CliContext): readonly string[] {
  const { columns } = context.terminal;
  const { quota } = context.words;
  return [
    ...meterTable(
      windows.map((window) => windowRow(window, state === 'stale', context)),
      columns,
    ),
    ...unreadable.flatMap(({ name }) =>
      indented(context.terminal.paint('amber', context.cliWords.labelled(name, quota.unreadable)), columns),
    ),
    ...windows.flatMap(({ rollingText }) => (rollingText === null ? [] : indented(rollingText, columns))),
    ...windows.flatMap((window) => outlookLines(window, context)),
  ];
}

/** What is expected of a window, behind its name. */
function outlookLines(
  { name, runOutText, lastsText, outlookTexts }: WindowView,
  { cliWords, terminal }: CliContext,
): readonly string[] {
  const texts = [runOutText, lastsText, ...outlookTexts].filter((text) => text !== null);
  return texts.length === 0 ? [] : indented(cliWords.labelled(name, texts.join(' · ')), terminal.columns);
}

function windowRow(window: WindowView, isStale: boolean, context: CliContext): MeterRow {
  const { words, terminal } = context;
  const { level } = window;
  const style = isStale ? 'dim' : level;
  const paint = (text: string): string => (style === 'calm' ? text : terminal.paint(style, text));
  const marks = [...(window.isEstimate ? [words.quota.estimate, window.usedText] : []), window.packsText ?? ''];
  return {
    name: window.name,
    bar: (cells) => paint(bar(window.percent, cells)),
    percent: paint(words.quota.percentUsed(window.percentText)),
    rest: [window.leftText, resetText(window, context), marks.filter((mark) => mark !== '').join(' · ')],
  };
}

/** When the window is whole again, or from when and how much of a rolling one comes back. */
function resetText({ reset, resetText: text, backByText }: WindowView, { words, cliWords }: CliContext): string {
  if (reset === null) return text;
  const from = cliWords.status.resets(reset.atText, reset.durationText);
  return words.common.list(backByText === null ? [from] : [from, backByText]);
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
      const limited = sortModels(details.models, 'used', '').filter(({ measured }) => measured !== null);
      const shown = limited.slice(0, modelsShown);
      const { count } = details;
      const more = count > shown.length ? [`  ${cliWords.status.topModels(shown.length, count)}`] : [];
      const rows = shown.map((model) => modelRow(model, details.isCalm, context.clock.now(), context.locale));
      return [...amountLines(rows, context), ...more];
    }
    case 'bill': {
      const shown = details.rows.slice(0, modelsShown).map(({ name, amountText, noteText }) => ({
        head: name,
        rest: [amountText, noteText ?? ''],
      }));
      return [
        `  ${terminal.paint('bold', details.emptyText ?? details.totalText ?? '')}  ${details.periodText}`,
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
      bar: (cells) => (percent === null ? '' : bar(percent, cells)),
      percent: percent === null ? '' : words.quota.percentUsed(percentText),
      rest: [amountText, noteText ?? ''],
    })),
    terminal.columns,
  );
