import { type ReactElement, useMemo, useState } from 'react';
import { type ModelOrder, modelRow, type RankedModel, sortModels } from '../../main/core/view/quota/free-tier-rows.ts';
import type { PanelContext } from '../panel-context.ts';
import { NativeSelect, SearchField } from '../ui/Field.tsx';
import { Paging, Rows } from './Rows.tsx';

interface Props {
  readonly models: readonly RankedModel[];
  readonly summary: string;
  readonly isCalm: boolean;
  readonly context: Pick<PanelContext, 'nowMs' | 'locale'>;
}

const fewModels = 4;
const orders: readonly ModelOrder[] = ['used', 'name', 'ends'];

/**
 * The models of the free tier, which may be thousands: the most used ones first, the others on demand and some at a time,
 * with a search.
 */
export function FreeTier({ models, summary, isCalm, context: { nowMs, locale } }: Props): ReactElement {
  const { words } = locale;
  const [drawn, setDrawn] = useState(fewModels);
  const open = drawn > fewModels;
  const [query, setQuery] = useState('');
  const [order, setOrder] = useState<ModelOrder>('used');
  const sorted = useMemo(
    () => sortModels(models, open ? order : 'used', open ? query : ''),
    [models, order, query, open],
  );
  const names: Readonly<Record<ModelOrder, string>> = {
    used: words.quota.sortUsed,
    name: words.quota.sortName,
    ends: words.quota.sortEnds,
  };
  return (
    <div className="free-tier">
      <p className="soft">{summary}</p>
      {open ? (
        <div className="tools">
          <SearchField label={words.quota.searchModels} value={query} onChange={setQuery} />
          <NativeSelect
            label={words.quota.sortBy}
            value={order}
            options={orders.map((value) => ({ value, name: names[value] }))}
            onChange={(value) => setOrder(orders.find((known) => known === value) ?? 'used')}
          />
        </div>
      ) : null}
      {sorted.length === 0 && open ? <p className="quiet">{words.quota.noModelFound}</p> : null}
      <Rows rows={sorted.slice(0, drawn).map((model) => modelRow(model, isCalm, nowMs, locale))} locale={locale} />
      <Paging
        few={fewModels}
        drawn={drawn}
        onDrawn={setDrawn}
        found={sorted.length}
        count={models.length}
        words={words}
      />
    </div>
  );
}
