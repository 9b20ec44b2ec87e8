import { type ReactElement, useState } from 'react';
import type { LocalUse as Use } from '../../main/core/usage/local-use.ts';
import { formatShort } from '../../main/core/view/format.ts';
import {
  type LocalUseView,
  localUseCsv,
  localUseJson,
  localUseView,
  type UseGrouping,
  useGroupings,
} from '../../main/core/view/usage/local-use-view.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button } from '../ui/Button.tsx';
import { Segmented } from '../ui/Choice.tsx';
import { BarChart } from './BarChart.tsx';
import { CopyLinks } from './CopyLinks.tsx';

interface Props {
  readonly context: PanelContext;
  readonly use: Use;
}

/** The user's requests in Qwen Code's logs by day, model and project. */
export function LocalUse({ context: { nowMs, locale }, use }: Props): ReactElement {
  const { words } = locale;
  const [by, setBy] = useState<UseGrouping>('day');
  const view = localUseView(use, by, nowMs, locale);
  if (view === null) return <p className="group soft">{words.history.use.none}</p>;
  const { groupings, label } = words.history.use;
  const labelText = label(groupings[by], view.fromText, view.toText, view.totalText);
  return (
    <div className="group">
      <Segmented
        hideLabel
        label={words.history.use.by}
        value={by}
        options={useGroupings.map((value) => ({ value, name: groupings[value] }))}
        onChange={setBy}
      />
      {by === 'day' ? (
        <BarChart
          label={labelText}
          bars={view.rows.map(({ key, name, requests, text }) => ({ key, name, value: requests, text }))}
          smallestStep={1}
          locale={locale}
          formatTick={(value) => formatShort(value, words)}
        />
      ) : null}
      <p className="line line-soft">{words.history.use.total(view.totalText)}</p>
      {by === 'day' ? (
        <details className="chart-table">
          <summary>{words.history.asTable}</summary>
          <UseTable view={{ ...view, rows: view.rows.toReversed() }} label={labelText} by={by} locale={locale} />
        </details>
      ) : (
        <UseTable key={by} view={view} label={labelText} by={by} locale={locale} />
      )}
      <p className="quiet">{words.history.use.origin}</p>
      <CopyLinks json={() => localUseJson(use)} csv={() => localUseCsv(use)} words={words} />
    </div>
  );
}

interface TableProps extends Pick<PanelContext, 'locale'> {
  readonly view: LocalUseView;
  readonly label: string;
  readonly by: UseGrouping;
}

const fewRows = 8;

/** A row for each day, model or project: a few, and all of them on demand. A bar shows how much of the most it is. */
function UseTable({ view, label, by, locale: { words } }: TableProps): ReactElement {
  const [open, setOpen] = useState(false);
  const most = Math.max(...view.rows.map(({ requests }) => requests));
  const shown = open || by === 'day' ? view.rows : view.rows.slice(0, fewRows);
  return (
    <>
      <table className="history-table use-table">
        <caption className="unseen">{label}</caption>
        <thead className={by === 'day' ? undefined : 'unseen'}>
          <tr>
            <th scope="col">{words.history.use.groupings[by]}</th>
            <th scope="col">{words.history.use.requests}</th>
            <th scope="col">{words.history.use.share}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, name, requests, text, shareText }) => (
            <tr key={key}>
              <th scope="row">
                <span className="use-name">{name}</span>
                {by === 'day' ? null : <UseBar share={requests / most} />}
              </th>
              <td>{text}</td>
              <td>{shareText}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < view.rows.length || open ? (
        <div className="more">
          <Button kind="link" onPress={() => setOpen(!open)}>
            {open ? words.common.showLess : words.common.showAll(view.rows.length)}
          </Button>
        </div>
      ) : null}
    </>
  );
}

const UseBar = ({ share }: { readonly share: number }): ReactElement => (
  <div className="use-bar">
    <div style={{ width: `${Math.max(1, 100 * share)}%` }} />
  </div>
);
