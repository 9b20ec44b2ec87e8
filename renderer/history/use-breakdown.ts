import { useEffect, useState } from 'react';
import type { BreakdownAnswer, BreakdownQuestion } from '../../main/core/usage/breakdown-model.ts';
import type { Bridge } from '../../preload/contract.ts';

export type BreakdownRequest =
  /** The question is not complete. */
  | { readonly phase: 'none' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'answered'; readonly answer: BreakdownAnswer }
  /** Main refused the question. */
  | { readonly phase: 'refused' };

/** The delay in milliseconds before a pending request is shown, so that a cached answer causes no flicker. */
const silentForMs = 150;

/** Calls main whenever the question changes. Answers to earlier questions are ignored. */
export function useBreakdown(bridge: Bridge, question: BreakdownQuestion | null): BreakdownRequest {
  const [request, setRequest] = useState<BreakdownRequest>({ phase: 'none' });
  const key = JSON.stringify(question);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the question.
  useEffect(() => {
    if (question === null) {
      setRequest({ phase: 'none' });
      return undefined;
    }
    let isCurrent = true;
    const settle = (next: BreakdownRequest): void => {
      window.clearTimeout(slow);
      if (isCurrent) setRequest(next);
    };
    const slow = window.setTimeout(() => settle({ phase: 'asking' }), silentForMs);
    bridge.invoke('breakdown:get', question).then(
      (answer) => settle({ phase: 'answered', answer }),
      () => settle({ phase: 'refused' }),
    );
    return () => {
      isCurrent = false;
      window.clearTimeout(slow);
    };
  }, [bridge, key]);
  return request;
}
