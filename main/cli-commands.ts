import { backupsCommand, restoreCommand, undoCommand } from './cli-backups.ts';
import { breakdownCommand } from './cli-breakdown.ts';
import type { Command } from './cli-command.ts';
import { explainCommand } from './cli-explain.ts';
import { providersCommand } from './cli-providers.ts';
import { statusCommand } from './cli-status.ts';
import { switchCommand } from './cli-switch.ts';

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
