import type { ReactElement } from 'react';
import { shownPercent } from '../../main/core/quota/share.ts';
import { formatPercent } from '../../main/core/view/format.ts';
import type { WindowView } from '../../main/core/view/quota/window-view.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { LevelMark, Meter } from '../ui/Meter.tsx';

interface Props {
  readonly view: WindowView;
  readonly muted: boolean;
  readonly words: Words;
}

/** A window in a row: its bar with a tick where even use would be, its percentage, what is left and when it resets. */
export function WindowRow({ view, muted, words }: Props): ReactElement {
  const { level, evenPercent } = view;
  const tick =
    evenPercent === null
      ? null
      : { percent: evenPercent, text: words.rows.evenPace(formatPercent(shownPercent(evenPercent, 100), words)) };
  const left = [view.shortLeftText, view.outcomeText].filter((text) => text !== null);
  return (
    <li className={`window window-${level}`} data-window={view.id}>
      <h3>
        {view.name} <LevelMark level={level} text={view.levelText} />
      </h3>
      <Meter
        label={view.name}
        percent={view.percent}
        level={level}
        spoken={words.common.list([view.spoken, ...(tick === null ? [] : [tick.text])])}
        muted={muted}
        tick={tick}
      />
      <strong className="percent">{words.quota.percentUsed(view.percentText)}</strong>
      {left.length === 0 && view.whenText === '' ? null : (
        <p className="window-note">
          <span>{left.join(' · ')}</span>
          {view.whenText === '' ? null : <span>{view.whenText}</span>}
        </p>
      )}
    </li>
  );
}

/** A window whose numbers could not be read. */
export function UnreadableRow({ id, name, words }: { id: string; name: string; words: Words }): ReactElement {
  return (
    <li className="window" data-window={id} data-unreadable={id}>
      <h3>{name}</h3>
      <p className="window-note trouble">{words.quota.unreadable}</p>
    </li>
  );
}
