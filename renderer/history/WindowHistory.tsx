import { type ReactElement, useState } from 'react';
import type { WindowPicture } from '../../main/core/history/window-picture.ts';
import { busiestHour } from '../../main/core/view/usage/heat.ts';
import type { Bridge } from '../../preload/contract.ts';
import type { PanelContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { NativeSelect } from '../ui/Field.tsx';
import { useAsked } from '../use-asked.ts';
import { HeatMap } from './HeatMap.tsx';
import { LineChart } from './LineChart.tsx';

const askPictures = (bridge: Bridge): Promise<readonly WindowPicture[]> => bridge.invoke('history:get');
export function WindowHistory({ context }: { readonly context: PanelContext }): ReactElement | null {
  const pictures = useAsked(context, askPictures);
  return pictures === undefined ? (
    <div className="card chart-empty" aria-busy="true" />
  ) : (
    <Windows context={context} pictures={pictures} />
  );
}

interface WindowsProps {
  readonly context: PanelContext;
  readonly pictures: readonly WindowPicture[];
}

const keyOf = ({ pool, windowId }: WindowPicture): string => `${pool}/${windowId}`;

/** Shows one window at a time, at first the first of the list. */
export function Windows({ context, pictures }: WindowsProps): ReactElement {
  const { words } = context.locale;
  const [chosen, setChosen] = useState<string | null>(null);
  const picture = pictures.find((one) => keyOf(one) === chosen) ?? pictures[0];
  if (picture === undefined) return <p className="group soft">{words.history.windowsEmpty}</p>;
  const busiest = busiestHour(picture.week);
  const options = pictures.map((one) => ({
    value: keyOf(one),
    name: `${words.quota.pool[one.pool]} · ${words.quota.window[one.windowId]}`,
  }));
  return (
    <div className="group">
      {options.length > 1 ? (
        <NativeSelect label={words.history.windows} value={keyOf(picture)} options={options} onChange={setChosen} />
      ) : (
        <p>{options[0]?.name}</p>
      )}
      <LineChart context={context} picture={picture} />
      <p className="quiet">{words.history.windowsHint}</p>
      {busiest === null ? null : (
        <>
          <h3 className="chart-title">{words.history.hours}</h3>
          <HeatMap week={picture.week} busiest={busiest} nowMs={context.nowMs} locale={context.locale} />
        </>
      )}
      <CopyAll context={context} />
    </div>
  );
}

/** Copies all that was recorded, of every window, with switches, notices and forecasts. */
function CopyAll({ context: { bridge, locale } }: { readonly context: PanelContext }): ReactElement {
  const { history } = locale.words;
  const [copied, setCopied] = useState(false);
  const copy = (format: 'csv' | 'json') => async (): Promise<void> => {
    await bridge.invoke('history:copy', { format });
    setCopied(true);
  };
  return (
    <div className="actions more">
      <ActionButton kind="link" work={copy('json')}>
        {history.copyAll('JSON')}
      </ActionButton>
      <ActionButton kind="link" work={copy('csv')}>
        {history.copyAll('CSV')}
      </ActionButton>
      <span className="quiet" role="status">
        {copied ? history.copied : ''}
      </span>
    </div>
  );
}
