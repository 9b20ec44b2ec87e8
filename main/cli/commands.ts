/// <reference types="vite/types/importMeta.d.ts" />
import { cliWordsFor } from '../core/view/words/cli.ts';
import type { Command } from './command.ts';

// Without a type argument, because vitest transforms a file anew in each run only if it contains `import.meta.glob(`.
const files = import.meta.glob<Command>('./commands/*.ts', { import: 'command' });

/** The names of all commands, in the order of the catalogue: one for each file of the folder `commands`. */
export const commandNames: readonly string[] = Object.keys(cliWordsFor('en').commands);

/** Loads one command, and so only what it needs; undefined if there is no such command. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  return commandNames.includes(name) ? files[`./commands/${name}.ts`]?.() : undefined;
}

/** Loads all commands, in the order of the catalogue. */
export async function loadCommands(): Promise<readonly Command[]> {
  const loaded = await Promise.all(Object.values(files).map((load) => load()));
  return loaded.toSorted((one, other) => commandNames.indexOf(one.name) - commandNames.indexOf(other.name));
}
