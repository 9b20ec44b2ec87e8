import type { ReactElement } from 'react';
import type { WindowPicture } from '../../main/core/history/window-picture.ts';
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

/** How the window that the verdict is about filled, and how it will go on. Nothing until two readings are known. */
export function Picture({ context, verdict }: Props): ReactElement | null {
  const { nowMs, locale } = context;
  const pictures = useAsked(context, askPictures);
  if (pictures === undefined) return <div className="picture" aria-busy="true" />;
  const picture = pictureOf(pictures, verdict);
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

const pictureOf = (pictures: readonly WindowPicture[], verdict: Verdict): WindowPicture | undefined =>
  pictures.find(
    ({ pool, windowId, runs }) => pool === verdict.pool && windowId === verdict.windowId && runs.flat().length > 1,
  );
