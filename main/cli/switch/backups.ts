import type { SwitchResult } from '../../core/provider/model.ts';
import { backupRow } from '../../core/view/providers/backup-row.ts';
import type { Backup } from '../../services/settings/backups.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, type ExitCode, refuse, sentence, writerOf } from '../context.ts';
import { fitted } from '../layout.ts';
import { backupText } from './backup-text.ts';
import { reportFailure } from './report-failure.ts';

/** `qwen-gauge backups`: lists the backups made before each change, newest first; exit code 1 if one could not be read. */
export const backupsCommand: Command = {
  name: 'backups',
  positionals: [],
  options: [{ name: 'json', value: null }],
  async run(given, context) {
    const { backups, unread } = await writerOf(context).backups();
    const code = unread.length === 0 ? 0 : reportUnread(unread, context);
    if (given.flag('json')) {
      printJson(backups.map(toJson), context);
      return code;
    }
    if (backups.length === 0 && unread.length === 0) context.terminal.out(context.cliWords.backups.none);
    const rows = backups.map((backup) => rowOf(backup, context));
    for (const line of fitted(rows, context.terminal.columns, { right: [4] })) context.terminal.out(line);
    return code;
  },
};

/** Names the files of backups that exist but could not be read. */
function reportUnread(unread: readonly { readonly path: string }[], { terminal, words }: CliContext): ExitCode {
  for (const { path } of unread) terminal.err(sentence(words.switchFailures.unread(path), words));
  return 1;
}

const toJson = ({ id, atMs, path, label, bytes }: Backup): object => ({
  id,
  at: new Date(atMs).toISOString(),
  path,
  label,
  bytes,
});

function rowOf(backup: Backup, { clock, locale, cliWords }: CliContext) {
  const { id, timeText, title, path } = backupRow(backup, clock.now(), locale);
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
    const { backups, unread } = await writer.backups();
    const found =
      wanted === ''
        ? null
        : (backups.find(({ id }) => id === wanted) ?? onlyOne(backups.filter(({ id }) => id.startsWith(wanted))));
    if (found === null && unread.length > 0) return reportUnread(unread, context);
    if (found === null) {
      return refuse(context.cliWords.backups.noSuch(wanted), context);
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
  if (result.backupId !== null) terminal.out(backupText(result, cliWords));
  return 0;
}
