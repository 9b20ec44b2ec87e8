import { type ReactElement, useId, useLayoutEffect, useRef, useState } from 'react';
import type { PoolId } from '../../main/core/quota/model.ts';
import { movedPool, type PoolRow, poolRows } from '../../main/core/view/preferences/pool-rows.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import type { Props } from './simple.tsx';

interface Move {
  readonly pool: PoolId;
  readonly by: -1 | 1;
}

/** The quotas that window and tray show, at least one, in the user's order or by need. */
export function ShownPools({ context, onChange }: Props): ReactElement {
  const { state, nowMs, locale } = context;
  const { shownPools, poolOrder: words } = locale.words.preferences;
  const { hiddenPools, poolOrder } = state.preferences;
  const rows = poolRows(state.snapshot, state.preferences, nowMs);
  const order = rows.map(({ pool }) => pool);
  const [moved, setMoved] = useState<Move | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const place = moved === null ? 0 : order.indexOf(moved.pool) + 1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that moves takes the focus from its button.
  useLayoutEffect(() => {
    if (moved === null || document.activeElement !== document.body) return;
    const buttons = list.current?.querySelectorAll<HTMLElement>(`[data-pool="${moved.pool}"] button`);
    buttons?.[moved.by === -1 ? 0 : 1]?.focus();
  }, [place]);

  function move(pool: PoolId, by: Move['by']): void {
    setMoved({ pool, by });
    onChange({ poolOrder: movedPool(order, pool, by, poolOrder) });
  }
  const show = (pool: PoolId, isShown: boolean): void => {
    const others = hiddenPools.filter((other) => other !== pool);
    onChange({ hiddenPools: isShown ? others : [...others, pool] });
  };
  return (
    <fieldset className="pool-order">
      <legend className="field-label">{shownPools}</legend>
      <ul ref={list}>
        {rows.map((row, index) => (
          <Row
            key={row.pool}
            row={row}
            words={locale.words}
            isFirst={index === 0}
            isLast={index === rows.length - 1}
            onMove={(by) => move(row.pool, by)}
            onShow={(isShown) => show(row.pool, isShown)}
          />
        ))}
      </ul>
      <div className="pool-order-note">
        <p className="note">{poolOrder === null ? words.byNeedHint : words.ownHint}</p>
        {poolOrder === null ? null : (
          <Button
            kind="link"
            onPress={() => {
              setMoved(null);
              onChange({ poolOrder: null });
            }}
          >
            {words.sortByNeed}
          </Button>
        )}
      </div>
      <p className="unseen" role="status">
        {moved === null ? '' : words.moved(locale.words.quota.pool[moved.pool], place, order.length)}
      </p>
    </fieldset>
  );
}

interface RowProps {
  readonly row: PoolRow;
  readonly words: Props['context']['locale']['words'];
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: Move['by']) => void;
  readonly onShow: (isShown: boolean) => void;
}

function Row({ row: { pool, isShown, canHide }, words, isFirst, isLast, onMove, onShow }: RowProps): ReactElement {
  const id = useId();
  const name = words.quota.pool[pool];
  const { moveUp, moveDown } = words.preferences.poolOrder;
  return (
    <li className="row" data-pool={pool}>
      <label htmlFor={id}>{name}</label>
      <span className="pool-order-controls">
        <IconButton icon="up" label={moveUp(name)} disabled={isFirst} onPress={() => onMove(-1)} />
        <IconButton icon="down" label={moveDown(name)} disabled={isLast} onPress={() => onMove(1)} />
        <input
          id={id}
          type="checkbox"
          role="switch"
          aria-checked={isShown}
          className="switch"
          checked={isShown}
          disabled={isShown && !canHide}
          onChange={(event) => onShow(event.target.checked)}
        />
      </span>
    </li>
  );
}
