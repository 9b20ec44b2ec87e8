import { type ReactElement, useState } from 'react';
import type { Locale } from '../../main/core/view/format.ts';
import type { PoolDetails } from '../../main/core/view/quota/pool-details.ts';
import type { PanelContext } from '../panel-context.ts';
import { FreeTier } from './FreeTier.tsx';
import { Paging, Rows } from './Rows.tsx';

interface Props {
  readonly details: PoolDetails;
  readonly context: Pick<PanelContext, 'nowMs' | 'locale'>;
}

/** The details of a pool besides its windows: seats and add-ons, the models of the free tier, or the bill. */
export function Details({ details, context }: Props): ReactElement | null {
  const { locale } = context;
  switch (details.kind) {
    case 'none':
      return null;
    case 'credits':
      return <Rows rows={details.rows} locale={locale} />;
    case 'free-tier':
      return <FreeTier models={details.models} summary={details.summary} isCalm={details.isCalm} context={context} />;
    case 'bill':
      return <Bill details={details} locale={locale} />;
  }
}

const fewRows = 3;

interface BillProps {
  readonly details: Extract<PoolDetails, { kind: 'bill' }>;
  readonly locale: Locale;
}

function Bill({ details, locale }: BillProps): ReactElement {
  const [drawn, setDrawn] = useState(fewRows);
  const count = details.rows.length;
  return (
    <div className="bill">
      <div className="bill-head">
        {details.totalText === null ? null : <strong className="bill-total">{details.totalText}</strong>}
        <span className="soft">{details.periodText}</span>
      </div>
      {details.emptyText === null ? (
        <Rows rows={details.rows.slice(0, drawn)} locale={locale} />
      ) : (
        <p className="quiet">{details.emptyText}</p>
      )}
      <Paging few={fewRows} drawn={drawn} onDrawn={setDrawn} found={count} count={count} words={locale.words} />
    </div>
  );
}
