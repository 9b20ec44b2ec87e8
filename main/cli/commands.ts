/// <reference types="vite/types/importMeta.d.ts" />
import type { Command } from './command.ts';

// Without a type argument, because vitest transforms a file anew in each run only if it contains `import.meta.glob(`.
const files = import.meta.glob<Command>('./commands/*.ts', { import: 'command' });

/** The names of all commands: one for each file of the folder `commands`. */
export const commandNames: readonly string[] = Object.keys(files).map((file) => file.slice('./commands/'.length, -3));

/** Loads one command, and so only what it needs; undefined if there is no such command. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  return files[`./commands/${name}.ts`]?.();
}
