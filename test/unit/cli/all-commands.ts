import type { Command } from '../../../main/cli/command.ts';
import { commandNames, loadCommand } from '../../../main/cli/commands.ts';

/** Loads every command of the command line. */
export async function loadCommands(): Promise<readonly Command[]> {
  const loaded = await Promise.all(commandNames.map(loadCommand));
  return loaded.filter((command) => command !== undefined);
}
