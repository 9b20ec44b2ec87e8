import type { ReactElement } from 'react';
import type { PoolView } from '../../main/core/view/quota/pool-view.ts';
import type { PanelContext } from '../panel-context.ts';
import { Icon } from '../ui/Icon.tsx';
import { Details } from './Details.tsx';

interface Props {
  readonly context: PanelContext;
  readonly pool: PoolView;
}

/** What is known of a pool beyond its rows: exact amounts, how far they go, where they come from and how old they are. */
export function PoolFacts({ context, pool }: Props): ReactElement {
  const facts = [pool.termText, pool.estimateHint, [pool.sourceText, pool.ageText].filter(Boolean).join(' · ')];
  return (
    <div className="exact">
      {pool.windows.length === 0 ? null : (
        <dl>
          {pool.windows.map((window) => (
            <div key={window.id}>
              <dt>{window.name}</dt>
              {window.exactTexts.map((text) => (
                <dd key={text}>{text}</dd>
              ))}
            </div>
          ))}
          {pool.whatIf === null ? null : (
            <div>
              <dt>{pool.whatIf.titleText}</dt>
              {pool.whatIf.texts.map((text) => (
                <dd key={text}>{text}</dd>
              ))}
            </div>
          )}
        </dl>
      )}
      {pool.windows.some(({ evenPercent }) => evenPercent !== null) ? (
        <p className="tick-legend">
          <span className="tick-key" aria-hidden="true">
            <span className="meter-tick" />
          </span>
          {context.locale.words.rows.evenTick}
        </p>
      ) : null}
      <Details details={pool.details} context={context} />
      {pool.disagreements.map((text) => (
        <p key={text} className="disagreement">
          <Icon name="info" size={12} />
          <span>{text}</span>
        </p>
      ))}
      <div className="exact-foot">
        {facts.map((text) => (text === null || text === '' ? null : <p key={text}>{text}</p>))}
      </div>
    </div>
  );
}
