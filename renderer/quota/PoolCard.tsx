import { type ReactElement, useId } from 'react';
import type { PoolView } from '../../main/core/view/quota/pool-view.ts';
import type { PanelContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Chip, Explain } from '../ui/Explain.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Details } from './Details.tsx';
import { Outlook } from './Outlook.tsx';
import { TroubleCard } from './TroubleCard.tsx';
import { WindowMeter } from './WindowMeter.tsx';

/** A pool with its windows, its details and the source of its numbers. */
export function PoolCard({ context, pool }: { readonly context: PanelContext; readonly pool: PoolView }): ReactElement {
  const { words } = context.locale;
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{pool.name}</h2>
        {pool.badge === null ? null : <Chip>{pool.badge}</Chip>}
        <span className="grow" />
        {pool.state === 'stale' ? <Chip tone="amber">{words.quota.stale}</Chip> : null}
        {pool.state === 'failed' ? <Chip tone="amber">{words.quota.failed}</Chip> : null}
        {pool.estimateHint === null ? null : <Chip>{words.quota.estimate}</Chip>}
      </header>
      {pool.state === 'loading' ? <p className="quiet">{words.quota.loading}</p> : null}
      {pool.over === null ? null : (
        <Explain tone="amber" text={pool.over}>
          <ActionButton work={() => context.bridge.invoke('link:open', 'console')}>
            {words.common.openConsole}
          </ActionButton>
        </Explain>
      )}
      {pool.trouble === null ? null : <TroubleCard context={context} trouble={pool.trouble} />}
      {pool.windows.map((window) => (
        <WindowMeter key={window.id} view={window} muted={pool.state === 'stale'} words={words} />
      ))}
      {pool.unreadable.map(({ id: window, name }) => (
        <div key={window} className="window" data-unreadable={window}>
          <div className="line">
            <h3>{name}</h3>
            <span className="grow" />
            <Chip tone="amber">{words.quota.unreadable}</Chip>
          </div>
        </div>
      ))}
      <Outlook windows={pool.windows} whatIf={pool.whatIf} words={words} />
      <Details details={pool.details} context={context} />
      {pool.disagreements.map((text) => (
        <p key={text} className="disagreement">
          <Icon name="info" size={12} />
          <span>{text}</span>
        </p>
      ))}
      <CardFoot pool={pool} hint={pool.estimateHint} />
    </section>
  );
}

function CardFoot({ pool, hint }: { readonly pool: PoolView; readonly hint: string | null }): ReactElement | null {
  const facts = [pool.sourceText, pool.ageText].filter((text) => text !== null);
  if (facts.length === 0) return null;
  return (
    <footer className="card-foot">
      {pool.termText === null ? null : <p>{pool.termText}</p>}
      {hint === null ? null : <p>{hint}</p>}
      <p>{facts.join(' · ')}</p>
    </footer>
  );
}
