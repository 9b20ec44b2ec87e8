import { type ReactElement, useId } from 'react';
import type { PoolView } from '../../main/core/view/quota/pool-view.ts';
import type { Verdict } from '../../main/core/view/verdict/verdict-model.ts';
import type { PanelContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Chip, Explain } from '../ui/Explain.tsx';
import { Fold } from '../ui/Fold.tsx';
import { PoolFacts } from './PoolFacts.tsx';
import { TroubleCard } from './TroubleCard.tsx';
import { UnreadableRow, WindowRow } from './WindowRow.tsx';

interface Props {
  readonly context: PanelContext;
  readonly pool: PoolView;
  /** What is said of the pool above it. */
  readonly verdict: Verdict;
}

/** The pool that the verdict is about: a row for each window, and the exact figures on demand. */
export function MainPool({ context, pool, verdict }: Props): ReactElement {
  const { words } = context.locale;
  const id = useId();
  return (
    <section className="pool" aria-labelledby={id} data-pool={pool.pool}>
      <header className="pool-head">
        <h2 id={id}>{pool.name}</h2>
        <PoolChips pool={pool} isToldOld={verdict.isOld} words={words} />
      </header>
      <PoolBody context={context} pool={pool} />
      {pool.windows.length === 0 ? (
        <PoolFacts context={context} pool={pool} />
      ) : (
        <Fold title={words.rows.exact}>
          <PoolFacts context={context} pool={pool} />
        </Fold>
      )}
    </section>
  );
}

/** Plan, and how far the numbers can be trusted. */
export function PoolChips({
  pool,
  isToldOld = false,
  isQuiet = false,
  words,
}: Pick<Props, 'pool'> &
  Pick<PanelContext['locale'], 'words'> & { readonly isToldOld?: boolean; readonly isQuiet?: boolean }): ReactElement {
  return (
    <>
      {pool.badge === null ? null : <span className="soft">{pool.badge}</span>}
      {pool.state === 'stale' && !isToldOld && !isQuiet ? <Chip tone="amber">{words.quota.stale}</Chip> : null}
      {pool.state === 'failed' && !isQuiet ? <Chip tone="amber">{words.quota.failed}</Chip> : null}
      {pool.estimateHint === null ? null : <Chip>{words.quota.estimate}</Chip>}
    </>
  );
}

/** What stops a pool, and its windows. */
export function PoolBody({ context, pool }: Omit<Props, 'verdict'>): ReactElement {
  const { words } = context.locale;
  return (
    <>
      {pool.over === null ? null : (
        <Explain tone="amber" text={pool.over}>
          <ActionButton work={() => context.bridge.invoke('link:open', 'console')}>
            {words.common.openConsole}
          </ActionButton>
        </Explain>
      )}
      {pool.trouble === null ? null : <TroubleCard context={context} trouble={pool.trouble} />}
      {pool.windows.length + pool.unreadable.length === 0 ? null : (
        <ul className="windows">
          {pool.windows.map((window) => (
            <WindowRow key={window.id} view={window} muted={pool.state === 'stale'} words={words} />
          ))}
          {pool.unreadable.map(({ id, name }) => (
            <UnreadableRow key={id} id={id} name={name} words={words} />
          ))}
        </ul>
      )}
    </>
  );
}
