import { backupRow } from '../../core/view/providers/backup-row.ts';
import { pathText } from '../../core/view/providers/provider-text.ts';
import type { Backup } from '../../services/settings/backups.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, say } from '../context.ts';
import { fitted } from '../layout.ts';
import { reportUnread } from '../switch/report-failure.ts';
import { writerOf } from '../writer.ts';

/** `qwen-gauge backups`: lists the backups made before each change, newest first; exit code 1 if one could not be read. */
export const command: Command = {
  name: 'backups',
  positionals: [],
  options: [{ name: 'json', value: null }],
  examples: [''],
  async run(given, context) {
    const { backups, unread } = await writerOf(context).backups();
    const code = unread.length === 0 ? 0 : reportUnread(unread, context);
    if (given.flag('json')) {
      printJson(backups.map(toJson), context);
      return code;
    }
    if (backups.length === 0 && unread.length === 0) say(context.cliWords.backups.none, context);
    const rows = backups.map((backup) => rowOf(backup, context));
    for (const line of fitted(rows, context.terminal.columns, { right: [4] })) context.terminal.out(line);
    return code;
  },
};

const toJson = ({ id, atMs, path, label, bytes }: Backup): object => ({
  id,
  at: new Date(atMs).toISOString(),
  path,
  label,
  bytes,
});

function rowOf(backup: Backup, { clock, locale, cliWords, shell }: CliContext) {
  const { id, timeText, title, path } = backupRow(backup, clock.now(), locale);
  return { head: id, rest: [timeText, title, pathText(path, shell.home), cliWords.backups.size(backup.bytes)] };
}
