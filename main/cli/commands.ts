/// <reference types="vite/types/importMeta.d.ts" />
import { cliWordsFor } from '../core/view/words/cli.ts';
import type { Command } from './command.ts';

// Without a type argument, because vitest transforms a file anew in each run only if it contains `import.meta.glob(`.
const files: Readonly<Record<string, Command>> = import.meta.glob('./commands/*.ts', {
  eager: true,
  import: 'command',
});
const names = Object.keys(cliWordsFor('en').commands);

/** All commands: one in each file of the folder `commands`, in the order of the catalogue. */
export const commands: readonly Command[] = Object.values(files).toSorted(
  (one, other) => names.indexOf(one.name) - names.indexOf(other.name),
);
