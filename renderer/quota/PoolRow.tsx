import type { ReactElement } from 'react';
import type { PoolView } from '../../main/core/view/quota/pool-view.ts';
import type { PanelContext } from '../panel-context.ts';
import { Fold } from '../ui/Fold.tsx';
import { Meter } from '../ui/Meter.tsx';
import { PoolBody, PoolChips } from './MainPool.tsx';
import { PoolFacts } from './PoolFacts.tsx';

interface Props {
  readonly context: PanelContext;
  readonly pool: PoolView;
  /** It is another account's: what could be done about it is not offered here. */
  readonly isOfOther?: boolean;
}

/** A pool that is not spoken of: one line, which opens. It is never amber or red, because it stops nobody. */
export function PoolRow({ context, pool, isOfOther = false }: Props): ReactElement {
  const { words } = context.locale;
  const { noteText, percent, valueText } = pool.line;
  const summary = (
    <>
      <span className="pool-name">
        <span>{pool.name}</span>
        <PoolChips pool={pool} words={words} isQuiet={isOfOther} />
        <small>{noteText}</small>
      </span>
      {percent === null ? null : (
        <Meter label={pool.name} percent={percent} level="calm" spoken={valueText} muted={pool.state === 'stale'} />
      )}
      <span className="pool-value">{valueText}</span>
    </>
  );
  return (
    <li data-pool={pool.pool}>
      <Fold title={summary} className="pool-row">
        {isOfOther ? null : <PoolBody context={context} pool={pool} />}
        <PoolFacts context={context} pool={pool} />
      </Fold>
    </li>
  );
}
