import type { ReactElement } from 'react';
import type { WindowPicture } from '../../main/core/history/window-picture.ts';
import { levelSummary } from '../../main/core/view/usage/window-chart-texts.ts';
import type { PanelContext } from '../panel-context.ts';
import { ChartLegend } from '../ui/chart/ChartLegend.tsx';
import { LevelTable } from '../ui/chart/LevelTable.tsx';
import { WindowChart } from '../ui/chart/WindowChart.tsx';

interface Props {
  readonly context: PanelContext;
  readonly picture: WindowPicture;
}

/** How a window filled over time, and how it will go on. A text and a table below say what the chart shows. */
export function LineChart({ context: { nowMs, locale }, picture }: Props): ReactElement {
  const { words } = locale;
  return (
    <figure>
      <WindowChart picture={picture} nowMs={nowMs} locale={locale} size="large" />
      <figcaption>
        <p className="line line-soft">
          <span>{levelSummary(picture, nowMs, locale)}</span>
          {picture.certainty === 'estimate' ? <span>{words.quota.estimate}</span> : null}
        </p>
        <ChartLegend picture={picture} nowMs={nowMs} words={words} />
        <LevelTable picture={picture} nowMs={nowMs} locale={locale} />
      </figcaption>
    </figure>
  );
}
