import { type ReactElement, useState } from 'react';
import type { Locale } from '../../main/core/view/format.ts';
import type { PoolDetails } from '../../main/core/view/quota/pool-details.ts';
import { FreeTier } from './FreeTier.tsx';
import { More, Rows } from './Rows.tsx';

interface Props {
  readonly details: PoolDetails;
  readonly place: Locale;
}

/** The details of a pool besides its windows: seats and add-ons, the models of the free tier, or the bill. */
export function Details({ details, place }: Props): ReactElement | null {
  switch (details.kind) {
    case 'none':
      return null;
    case 'credits':
      return <Rows rows={details.rows} place={place} />;
    case 'free-tier':
      return <FreeTier models={details.models} summary={details.summary} place={place} />;
    case 'bill':
      return <Bill details={details} place={place} />;
  }
}

const fewRows = 3;

interface BillProps {
  readonly details: Extract<PoolDetails, { kind: 'bill' }>;
  readonly place: Locale;
}

function Bill({ details, place }: BillProps): ReactElement {
  const [open, setOpen] = useState(false);
  const rows = open ? details.rows : details.rows.slice(0, fewRows);
  return (
    <div className="bill">
      <div className="bill-head">
        <strong className="bill-total">{details.totalText}</strong>
        <span className="soft">{details.periodText}</span>
      </div>
      {details.emptyText === null ? <Rows rows={rows} place={place} /> : <p className="quiet">{details.emptyText}</p>}
      {details.rows.length > fewRows ? (
        <More open={open} onOpen={setOpen} count={details.rows.length} place={place} />
      ) : null}
    </div>
  );
}
