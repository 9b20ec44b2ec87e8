/** Broadcasts that something shown may have changed; each listener looks for itself. */
export interface Changes {
  notify(): void;
  /** Several changes in a row are one call, a moment later. Returns the function that unsubscribes. */
  subscribe(listener: () => void): () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  let isDue = false;
  return {
    notify() {
      if (isDue) return;
      isDue = true;
      setImmediate(() => {
        isDue = false;
        for (const listener of [...listeners]) listener();
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
