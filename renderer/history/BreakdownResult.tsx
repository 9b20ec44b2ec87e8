import { type ReactElement, useState } from 'react';
import type { Breakdown } from '../../main/core/usage/breakdown-model.ts';
import { breakdownCsv, breakdownJson } from '../../main/core/view/usage/breakdown-export.ts';
import {
  type BreakdownView,
  breakdownView,
  chartLabel,
  formatTick,
  smallestStepOf,
} from '../../main/core/view/usage/breakdown-view.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button } from '../ui/Button.tsx';
import { Segmented } from '../ui/Choice.tsx';
import { BarChart } from './BarChart.tsx';
import { CopyLinks } from './CopyLinks.tsx';

interface Props {
  readonly context: PanelContext;
  readonly breakdown: Breakdown;
}

/** The use of a model over time: a chart of one measure, and a table of all. */
export function BreakdownResult({ context: { nowMs, locale }, breakdown }: Props): ReactElement {
  const { words } = locale;
  const view = breakdownView(breakdown, nowMs, locale);
  const [wanted, setWanted] = useState<string | null>(null);
  const measure = view.measures.find(({ id }) => id === wanted) ?? view.measures[0];
  if (view.emptyText !== null || measure === undefined) return <p className="soft">{view.emptyText}</p>;
  const at = view.measures.indexOf(measure);
  return (
    <div className="stack-tight">
      {view.measures.length > 1 ? (
        <Segmented
          hideLabel
          label={words.history.measure}
          value={measure.id}
          options={view.measures.map(({ id, name }) => ({ value: id, name }))}
          onChange={setWanted}
        />
      ) : null}
      <BarChart
        label={chartLabel(view, measure, words)}
        bars={view.periods.map(({ period, text, values, texts }) => ({
          key: period,
          name: text,
          value: values[at] ?? 0,
          text: texts[at] ?? '',
        }))}
        smallestStep={smallestStepOf(measure.id)}
        locale={locale}
        formatTick={(value) => formatTick(value, measure.id, breakdown.currency, words)}
      />
      <Table view={view} words={words} />
      <p className="quiet">{view.originText}</p>
      <CopyLinks json={() => breakdownJson(breakdown)} csv={() => breakdownCsv(breakdown)} words={words} />
    </div>
  );
}

const fewPeriods = 8;

/** The table, with the newest period on top. It shows a few periods, and all of them on demand. */
function Table({ view, words }: { readonly view: BreakdownView; readonly words: Words }): ReactElement {
  const [open, setOpen] = useState(false);
  const newest = view.periods.toReversed();
  const shown = open ? newest : newest.slice(0, fewPeriods);
  return (
    <>
      <table className="history-table">
        <caption className="unseen">{words.history.table(view.model, view.fromText, view.toText)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.history.when}</th>
            {view.measures.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ period, text, texts }) => (
            <tr key={period}>
              <th scope="row">{text}</th>
              {texts.map((cell, index) => (
                <td key={view.measures[index]?.id}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.history.total}</th>
            {view.totals.map((cell, index) => (
              <td key={view.measures[index]?.id}>{cell}</td>
            ))}
          </tr>
        </tfoot>
      </table>
      {newest.length > fewPeriods ? (
        <div className="more">
          <Button kind="link" onPress={() => setOpen(!open)}>
            {open ? words.common.showLess : words.common.showAll(newest.length)}
          </Button>
        </div>
      ) : null}
    </>
  );
}
