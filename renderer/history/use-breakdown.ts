import { useEffect, useState } from 'react';
import type { BreakdownAnswer, BreakdownQuestion } from '../../main/core/usage/breakdown-model.ts';
import type { Bridge } from '../../preload/contract.ts';

export type Told =
  /** The question is not complete. */
  | { readonly phase: 'none' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'answered'; readonly answer: BreakdownAnswer }
  /** Main refused the question. */
  | { readonly phase: 'refused' };

/** How long to wait before showing that an answer is under way: a cached one comes sooner, and nothing flickers. */
const silentForMs = 150;

/** Asks main whenever the question changes. Only the answer to the last question counts. */
export function useBreakdown(bridge: Bridge, question: BreakdownQuestion | null): Told {
  const [told, setTold] = useState<Told>({ phase: 'none' });
  const key = JSON.stringify(question);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the question.
  useEffect(() => {
    if (question === null) {
      setTold({ phase: 'none' });
      return undefined;
    }
    let isCurrent = true;
    const tell = (next: Told): void => {
      window.clearTimeout(slow);
      if (isCurrent) setTold(next);
    };
    const slow = window.setTimeout(() => tell({ phase: 'asking' }), silentForMs);
    bridge.invoke('breakdown:get', question).then(
      (answer) => tell({ phase: 'answered', answer }),
      () => tell({ phase: 'refused' }),
    );
    return () => {
      isCurrent = false;
      window.clearTimeout(slow);
    };
  }, [bridge, key]);
  return told;
}
