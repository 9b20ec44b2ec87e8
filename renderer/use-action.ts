import { useCallback, useEffect, useRef, useState } from 'react';

export interface Action {
  readonly busy: boolean;
  /** True if the last call did not reach main or main rejected it. */
  readonly failed: boolean;
  /** Runs one call at a time; does nothing while another one is running. */
  readonly run: (work: () => Promise<unknown>) => void;
}

/** Runs calls to main for a button: `busy` while one runs, and `failed` instead of an exception. */
export function useAction(): Action {
  const [phase, setPhase] = useState<'idle' | 'busy' | 'failed'>('idle');
  const running = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const run = useCallback((work: () => Promise<unknown>): void => {
    if (running.current) return;
    running.current = true;
    setPhase('busy');
    const end = (next: 'idle' | 'failed'): void => {
      running.current = false;
      if (mounted.current) setPhase(next);
    };
    work().then(
      () => end('idle'),
      () => end('failed'),
    );
  }, []);

  return { busy: phase === 'busy', failed: phase === 'failed', run };
}
