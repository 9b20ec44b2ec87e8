import type { ReactElement } from 'react';
import type { HeadlineView } from '../../main/core/view/quota/quota-view.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Explain.tsx';
import { Dial, LevelMark } from '../ui/Meter.tsx';
import { RunOut } from './WindowMeter.tsx';

interface Props {
  readonly view: HeadlineView;
  readonly words: Words;
  readonly onChooseProvider: () => void;
}

/** The window nearest its limit, over all pools; once it is used up, with a way to another provider. */
export function Headline({ view, words, onChooseProvider }: Props): ReactElement {
  const { window } = view;
  return (
    <section className="headline">
      <Dial percent={window.percent} level={window.level} muted={view.oldText !== null} label={words.quota.usedLabel}>
        {window.exactPercentText}
      </Dial>
      <div className="headline-text">
        <p className="headline-where">{view.whereText}</p>
        <p className="headline-amount">{view.amountText}</p>
        <p className="headline-reset">
          <LevelMark level={window.level} text={window.levelText} />
          {window.reset === null ? null : window.resetText}
        </p>
        {window.runOutText === null ? null : <RunOut text={window.runOutText} />}
        {view.oldText === null ? null : <p className="trouble">{view.oldText}</p>}
        {view.isUsedUp ? <Button onPress={onChooseProvider}>{words.quota.chooseProvider}</Button> : null}
        {window.isEstimate ? (
          <p className="chips">
            <Chip>{words.quota.estimate}</Chip>
          </p>
        ) : null}
      </div>
    </section>
  );
}
