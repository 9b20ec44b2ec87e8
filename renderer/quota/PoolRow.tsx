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
  const { details, windows, over, trouble } = pool;
  const hasBody = windows.length > 0 || details.kind !== 'none' || over !== null || trouble !== null;
  const isSaidBelow = (isOpen: boolean): boolean => isOpen && hasBody && !isOfOther;
  return (
    <li data-pool={pool.pool}>
      <Fold
        className="pool-row"
        title={(isOpen) => (
          <>
            <span className="pool-name">
              <span>{pool.name}</span>
              <PoolChips pool={pool} words={context.locale.words} isQuiet={isOfOther} />
              {isSaidBelow(isOpen) ? null : <small>{pool.line.noteText}</small>}
            </span>
            {isSaidBelow(isOpen) ? null : <Amount pool={pool} />}
          </>
        )}
      >
        {isOfOther ? null : <PoolBody context={context} pool={pool} />}
        <PoolFacts context={context} pool={pool} />
      </Fold>
    </li>
  );
}

/** What is used of a pool, as long as its rows do not say it. */
function Amount({ pool: { name, state, line } }: { readonly pool: PoolView }): ReactElement {
  const { percent, valueText } = line;
  return (
    <>
      {percent === null ? null : (
        <Meter label={name} percent={percent} level="calm" spoken={valueText} muted={state === 'stale'} />
      )}
      <span className="pool-value">{valueText}</span>
    </>
  );
}
