import { useCallback, useEffect, useRef, useState } from 'react';

export interface Action {
  readonly busy: boolean;
  /** The last run did not reach main or was refused by it. */
  readonly failed: boolean;
  /** Runs one at a time; a second call while busy does nothing. */
  readonly run: (work: () => Promise<unknown>) => void;
}

/** A call to main as a button needs it: busy while it runs, failed in words instead of thrown. */
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
