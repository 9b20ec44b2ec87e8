import { type ReactElement, useMemo, useState } from 'react';
import type { Locale } from '../../main/core/view/format.ts';
import { type ModelOrder, type ModelRow, sortModels } from '../../main/core/view/quota/free-tier-rows.ts';
import { NativeSelect, SearchField } from '../ui/Field.tsx';
import { More, Rows } from './Rows.tsx';

interface Props {
  readonly models: readonly ModelRow[];
  readonly summary: string;
  readonly place: Locale;
}

const fewModels = 4;
const orders: readonly ModelOrder[] = ['used', 'name', 'ends'];

/**
 * The models of the free tier, which may be hundreds: the most used ones first, all of them on demand, with a search.
 */
export function FreeTier({ models, summary, place }: Props): ReactElement {
  const { words } = place;
  const [open, setOpen] = useState(false);
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
      <Rows rows={open ? sorted : sorted.slice(0, fewModels)} place={place} />
      {models.length > fewModels ? <More open={open} onOpen={setOpen} count={models.length} place={place} /> : null}
    </div>
  );
}
