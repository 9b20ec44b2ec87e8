import type { ReactElement } from 'react';
import type { WindowPicture } from '../../main/core/history/window-picture.ts';
import { chartRange } from '../../main/core/view/usage/window-chart.ts';
import type { Verdict } from '../../main/core/view/verdict/verdict-model.ts';
import type { Bridge } from '../../preload/contract.ts';
import type { PanelContext } from '../panel-context.ts';
import { ChartLegend } from '../ui/chart/ChartLegend.tsx';
import { LevelRows } from '../ui/chart/LevelTable.tsx';
import { WindowChart } from '../ui/chart/WindowChart.tsx';
import { useAsked } from '../use-asked.ts';

interface Props {
  readonly context: PanelContext;
  readonly verdict: Verdict;
}

const askPictures = (bridge: Bridge): Promise<readonly WindowPicture[]> => bridge.invoke('history:get');

/**
 * How the window that the verdict is about filled, and how it will go on; after one reading, how full it is now and what
 * lies ahead. There is none of a free tier, whose models have an amount each that never comes back, and of a bill without
 * a budget, which has no limit to draw.
 */
export function Picture({ context, verdict }: Props): ReactElement | null {
  const { nowMs, locale } = context;
  const pictures = useAsked(context, askPictures);
  if (pictures === undefined) return <div className="picture" aria-busy="true" />;
  const picture = pictureOf(pictures, verdict, nowMs);
  if (picture === undefined) return null;
  return (
    <div className={`picture meter-${verdict.level}`}>
      <WindowChart picture={picture} nowMs={nowMs} locale={locale} size="small" level={verdict.level} />
      <ChartLegend picture={picture} nowMs={nowMs} words={locale.words} />
      <div className="unseen">
        <LevelRows picture={picture} nowMs={nowMs} locale={locale} />
      </div>
    </div>
  );
}

/** A point alone is no picture where nothing lies ahead of it: a window of which no reset is known. */
const pictureOf = (pictures: readonly WindowPicture[], verdict: Verdict, nowMs: number): WindowPicture | undefined => {
  const picture = pictures.find(({ pool, windowId }) => pool === verdict.pool && windowId === verdict.windowId);
  if (picture === undefined) return undefined;
  return picture.runs.flat().length > 1 || chartRange(picture, nowMs).toMs > nowMs ? picture : undefined;
};
