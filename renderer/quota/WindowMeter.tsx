import type { ReactElement } from 'react';
import type { WindowView } from '../../main/core/view/quota/window-view.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { Icon } from '../ui/Icon.tsx';
import { LevelMark, Meter } from '../ui/Meter.tsx';

interface Props {
  readonly view: WindowView;
  readonly muted: boolean;
  readonly words: Words;
}

/** A window: percentage, amounts used and left, and how it renews. */
export function WindowMeter({ view, muted, words }: Props): ReactElement {
  return (
    <div className={`window window-${view.level}`} data-window={view.id}>
      <div className="line">
        <h3>{view.name}</h3>
        <LevelMark level={view.level} text={view.levelText} />
        <span className="grow" />
        <strong className="percent">{words.quota.percentUsed(view.percentText)}</strong>
      </div>
      <Meter label={view.name} percent={view.percent} level={view.level} spoken={view.spoken} muted={muted} />
      <div className="line line-soft">
        <span className="left">{view.leftText}</span>
        <span>{view.usedText}</span>
      </div>
      {view.resetText === '' ? null : (
        <div className="line line-soft">
          <span>{view.resetText}</span>
          {view.reset === null || view.rollingText !== null ? null : <time>{view.reset.clockText}</time>}
        </div>
      )}
      {view.rollingText === null ? null : <p className="line-soft">{view.rollingText}</p>}
      {view.packsText === null ? null : <p className="line-soft">{view.packsText}</p>}
      {view.runOutText === null ? null : <RunOut text={view.runOutText} />}
      {view.lastsText === null ? null : <p className="line-soft">{view.lastsText}</p>}
    </div>
  );
}

/** When a window will be used up at the current rate of consumption. */
export function RunOut({ text }: { readonly text: string }): ReactElement {
  return (
    <p className="run-out">
      <Icon name="clock" size={12} />
      <span>{text}</span>
    </p>
  );
}
