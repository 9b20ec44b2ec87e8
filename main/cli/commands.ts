import { breakdownCommand } from './breakdown.ts';
import type { Command } from './command.ts';
import { explainCommand } from './explain/explain.ts';
import { providersCommand } from './providers.ts';
import { statusCommand } from './status/status.ts';
import { backupsCommand, restoreCommand, undoCommand } from './switch/backups.ts';
import { switchCommand } from './switch/switch.ts';

/** All commands, in the order of the help. */
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
