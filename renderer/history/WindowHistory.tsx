import { type ReactElement, useEffect, useState } from 'react';
import type { WindowCurve } from '../../main/core/quota/forecast/window-curve.ts';
import type { PanelContext } from '../panel-context.ts';
import { NativeSelect } from '../ui/Field.tsx';
import { LineChart } from './LineChart.tsx';

/** Asks main for the curves of all windows, again with every new reading. Null until the first answer. */
function useCurves({ bridge, state }: PanelContext): readonly WindowCurve[] | null {
  const [curves, setCurves] = useState<readonly WindowCurve[] | null>(null);
  const { pools } = state.snapshot;
  // biome-ignore lint/correctness/useExhaustiveDependencies: new pools mean new points.
  useEffect(() => {
    let isCurrent = true;
    bridge.invoke('history:get').then(
      (found) => {
        if (isCurrent) setCurves(found);
      },
      // Main refused or has quit: the curves stay as they are.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [bridge, pools]);
  return curves;
}

export function WindowHistory({ context }: { readonly context: PanelContext }): ReactElement | null {
  const curves = useCurves(context);
  return curves === null ? (
    <div className="card chart-empty" aria-busy="true" />
  ) : (
    <Windows context={context} curves={curves} />
  );
}

interface WindowsProps {
  readonly context: PanelContext;
  readonly curves: readonly WindowCurve[];
}

const keyOf = ({ pool, windowId }: WindowCurve): string => `${pool}/${windowId}`;

/** Shows one window at a time, at first the first of the list. */
export function Windows({ context, curves }: WindowsProps): ReactElement {
  const { words } = context.locale;
  const [chosen, setChosen] = useState<string | null>(null);
  const curve = curves.find((one) => keyOf(one) === chosen) ?? curves[0];
  if (curve === undefined) return <p className="group soft">{words.history.windowsEmpty}</p>;
  const options = curves.map((one) => ({
    value: keyOf(one),
    name: `${words.quota.pool[one.pool]} · ${words.quota.window[one.windowId]}`,
  }));
  return (
    <div className="group">
      {options.length > 1 ? (
        <NativeSelect label={words.history.windows} value={keyOf(curve)} options={options} onChange={setChosen} />
      ) : (
        <p>{options[0]?.name}</p>
      )}
      <LineChart context={context} curve={curve} />
      <p className="quiet">{words.history.windowsHint}</p>
    </div>
  );
}
