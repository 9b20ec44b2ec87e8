import type { SwitchResult } from '../../core/provider/switch-model.ts';
import { keyFileText } from '../../core/view/providers/backup-row.ts';
import type { Command } from '../command.ts';
import { type CliContext, type ExitCode, refuse, say } from '../context.ts';
import { backupText } from '../switch/backup-text.ts';
import { reportFailure, reportUnread } from '../switch/report-failure.ts';
import { writerOf } from '../writer.ts';

/** `qwen-gauge restore <id>`: restores a backup. The beginning of an id suffices when only one id begins so. */
export const command: Command = {
  name: 'restore',
  changesFiles: true,
  positionals: ['id'],
  options: [],
  examples: ['20261128'],
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
  const { cliWords } = context;
  if (result.kind !== 'done') return reportFailure(result, context);
  say(cliWords.backups.restored(path), context);
  const { keyFile } = result;
  if (keyFile !== undefined) say(keyFileText(keyFile, context.shell.home, context.words), context);
  if (result.backupId !== null) say(backupText(result, cliWords), context);
  return 0;
}
