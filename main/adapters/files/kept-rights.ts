import { type FileOperations, systemErrorCode } from './file-operations.ts';

/** The rights of a file that is about to be replaced. Until they are copied, the group has no access to the new file. */
export interface KeptRights {
  /** Opens both files just before the rename. Synchronous; never throws. */
  open(): void;
  /** Copies the rights after the rename, as far as the system lets us. */
  copy(): Promise<void>;
  close(): void;
}

/**
 * Copying rights takes a program and some 10 ms. Before the rename, a client that saves all the time would always save in
 * between, and no write would ever succeed. So both files are opened before it, and the rights are copied after it. Where
 * that fails, the group stays without access: with an access list, the group bits of the mode are its mask, and without
 * the list they would become the right of the group.
 */
export function keepRights(
  operations: FileOperations,
  { temp, target, mode }: { readonly temp: string; readonly target: string; readonly mode: number },
): KeptRights {
  let descriptors: readonly number[] = [];
  const close = (): void => {
    for (const descriptor of descriptors) closeQuietly(operations, descriptor);
    descriptors = [];
  };
  return {
    open() {
      close();
      for (const path of [target, temp]) {
        try {
          descriptors = [...descriptors, operations.openNow(path)];
        } catch (error) {
          systemErrorCode(error);
        }
      }
    },
    async copy() {
      const [from, to] = descriptors;
      if (from === undefined || to === undefined) return;
      try {
        if (!(await operations.copyRights(from, to))) operations.chmodNow(to, mode & ~0o070);
      } catch (error) {
        systemErrorCode(error);
      }
    },
    close,
  };
}

function closeQuietly(operations: FileOperations, descriptor: number): void {
  try {
    operations.closeNow(descriptor);
  } catch (error) {
    systemErrorCode(error);
  }
}
