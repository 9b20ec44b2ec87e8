import { type ReactElement, useId } from 'react';
import type { PoolView } from '../../main/core/view/popover-pool.ts';
import type { Shown } from '../shown.ts';
import { Chip } from '../ui/Explain.tsx';
import { Details } from './Details.tsx';
import { TroubleCard } from './TroubleCard.tsx';
import { WindowMeter } from './WindowMeter.tsx';

/** One pool: its windows, its details, and where the numbers come from. */
export function PoolCard({ shown, pool }: { readonly shown: Shown; readonly pool: PoolView }): ReactElement {
  const { words } = shown.place;
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
      {pool.trouble === null ? null : <TroubleCard shown={shown} trouble={pool.trouble} />}
      {pool.windows.map((window) => (
        <WindowMeter key={window.id} view={window} muted={pool.state === 'stale'} words={words} />
      ))}
      <Details details={pool.details} place={shown.place} />
      {pool.disagreements.map((text) => (
        <p key={text} className="quiet">
          {text}
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
