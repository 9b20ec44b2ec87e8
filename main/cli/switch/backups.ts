import type { SwitchResult } from '../../core/provider/model.ts';
import { backupRow } from '../../core/view/providers/backup-row.ts';
import type { Backup } from '../../services/settings/backups.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, type ExitCode, sentence, writerOf } from '../context.ts';
import { fitted } from '../layout.ts';
import { reportFailure } from './report-failure.ts';

/** `qwen-gauge backups`: lists the backups made before each change, newest first. */
export const backupsCommand: Command = {
  name: 'backups',
  positionals: [],
  options: [{ name: 'json', value: null }],
  async run(given, context) {
    const backups = await writerOf(context).backups();
    if (given.flag('json')) {
      printJson(backups.map(toJson), context);
      return 0;
    }
    if (backups.length === 0) context.terminal.out(context.cliWords.backups.none);
    const rows = backups.map((backup) => rowOf(backup, context));
    for (const line of fitted(rows, context.terminal.columns, { right: [4] })) context.terminal.out(line);
    return 0;
  },
};

const toJson = ({ id, atMs, path, label, bytes }: Backup): object => ({
  id,
  at: new Date(atMs).toISOString(),
  path,
  label,
  bytes,
});

function rowOf(backup: Backup, { clock, place, cliWords }: CliContext) {
  const { id, timeText, title, path } = backupRow(backup, clock.now(), place);
  return { head: id, rest: [timeText, title, path, cliWords.backups.size(backup.bytes)] };
}

/** `qwen-gauge undo`: reverts the last change, whether made by the app or on the command line. */
export const undoCommand: Command = {
  name: 'undo',
  changesFiles: true,
  positionals: [],
  options: [],
  async run(_given, context) {
    const writer = writerOf(context);
    await writer.sweep();
    const result = await writer.undo();
    if (result.kind === 'changed-meanwhile') {
      context.terminal.err(sentence(context.cliWords.switching.changedSince, context.words));
      return 1;
    }
    if (result.kind === 'nothing-to-undo') {
      context.terminal.err(sentence(context.cliWords.switching.nothingToUndo, context.words));
      return 1;
    }
    if (result.kind !== 'done') return reportFailure(result, context);
    context.terminal.out(context.words.providers.undone);
    return 0;
  },
};

/** `qwen-gauge restore <id>`: restores a backup. The beginning of an id suffices when only one id begins so. */
export const restoreCommand: Command = {
  name: 'restore',
  changesFiles: true,
  positionals: ['id'],
  options: [],
  async run(given, context) {
    const [wanted = ''] = given.positionals;
    const writer = writerOf(context);
    const backups = await writer.backups();
    const found = backups.find(({ id }) => id === wanted) ?? onlyOne(backups.filter(({ id }) => id.startsWith(wanted)));
    if (found === null) {
      context.terminal.err(context.cliWords.backups.noSuch(wanted));
      return 4;
    }
    await writer.sweep();
    return reportRestore(await writer.restore(found.id), found.path, context);
  },
};

const onlyOne = <Value>(values: readonly Value[]): Value | null => (values.length === 1 ? (values[0] ?? null) : null);

function reportRestore(result: SwitchResult, path: string, context: CliContext): ExitCode {
  const { terminal, cliWords } = context;
  if (result.kind !== 'done') return reportFailure(result, context);
  terminal.out(cliWords.backups.restored(path));
  if (result.backupId !== null)
    terminal.out(`${cliWords.switching.backup(result.backupId)} · ${cliWords.switching.undoHint}`);
  return 0;
}
