/** Says that something shown may have changed; who cares looks for itself. */
export interface Changes {
  tell(): void;
  /** Many changes in a row are told once, a moment later. The answer ends it. */
  listen(listener: () => void): () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  let due = false;
  return {
    tell() {
      if (due) return;
      due = true;
      setImmediate(() => {
        due = false;
        for (const listener of [...listeners]) listener();
      });
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
