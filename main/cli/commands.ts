import { backupsCommand, restoreCommand, undoCommand } from './backups.ts';
import { breakdownCommand } from './breakdown.ts';
import type { Command } from './command.ts';
import { explainCommand } from './explain.ts';
import { providersCommand } from './providers.ts';
import { statusCommand } from './status.ts';
import { switchCommand } from './switch.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  statusCommand,
  breakdownCommand,
  providersCommand,
  switchCommand,
  undoCommand,
  backupsCommand,
  restoreCommand,
  explainCommand,
];
