import { type ReactElement, useState } from 'react';
import type { Locale } from '../../main/core/view/format.ts';
import type { PoolDetails } from '../../main/core/view/quota/pool-details.ts';
import type { Shown } from '../shown.ts';
import { FreeTier } from './FreeTier.tsx';
import { More, Rows, ShowNext } from './Rows.tsx';

interface Props {
  readonly details: PoolDetails;
  readonly shown: Pick<Shown, 'nowMs' | 'place'>;
}

/** The details of a pool besides its windows: seats and add-ons, the models of the free tier, or the bill. */
export function Details({ details, shown }: Props): ReactElement | null {
  const { place } = shown;
  switch (details.kind) {
    case 'none':
      return null;
    case 'credits':
      return <Rows rows={details.rows} place={place} />;
    case 'free-tier':
      return <FreeTier models={details.models} summary={details.summary} shown={shown} />;
    case 'bill':
      return <Bill details={details} place={place} />;
  }
}

const fewRows = 3;
const rowsAtOnce = 50;

interface BillProps {
  readonly details: Extract<PoolDetails, { kind: 'bill' }>;
  readonly place: Locale;
}

function Bill({ details, place }: BillProps): ReactElement {
  const [drawn, setDrawn] = useState(fewRows);
  const count = details.rows.length;
  const open = drawn > fewRows;
  return (
    <div className="bill">
      <div className="bill-head">
        <strong className="bill-total">{details.totalText}</strong>
        <span className="soft">{details.periodText}</span>
      </div>
      {details.emptyText === null ? (
        <Rows rows={details.rows.slice(0, drawn)} place={place} />
      ) : (
        <p className="quiet">{details.emptyText}</p>
      )}
      {open && count > drawn ? (
        <ShowNext
          count={Math.min(rowsAtOnce, count - drawn)}
          onPress={() => setDrawn(drawn + rowsAtOnce)}
          place={place}
        />
      ) : null}
      {count > fewRows ? (
        <More open={open} onOpen={(wanted) => setDrawn(wanted ? rowsAtOnce : fewRows)} count={count} place={place} />
      ) : null}
    </div>
  );
}
