import { useEffect, useState } from 'react';
import type { Bridge } from '../preload/contract.ts';
import type { PanelContext } from './panel-context.ts';

/** What main answers, asked again with every new reading. Undefined until the first answer. */
export function useAsked<Answer>(
  { bridge, state }: PanelContext,
  ask: (bridge: Bridge) => Promise<Answer>,
): Answer | undefined {
  const [answer, setAnswer] = useState<Answer>();
  const { pools } = state.snapshot;
  // biome-ignore lint/correctness/useExhaustiveDependencies: new pools mean new points.
  useEffect(() => {
    let isCurrent = true;
    ask(bridge).then(
      (found) => {
        if (isCurrent) setAnswer(() => found);
      },
      // Main refused or has quit: the answer stays as it is.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [bridge, ask, pools]);
  return answer;
}
