import type { SwitchResult } from '../../core/provider/switch-model.ts';
import type { SettingsWriter } from '../../services/settings/settings-writer.ts';
import type { Command } from '../command.ts';
import { complain, say, sentence } from '../context.ts';
import { reportFailure } from '../switch/report-failure.ts';
import { hasRecords, writerOf } from '../writer.ts';

/** `qwen-gauge undo`: reverts the last change, whether made by the app or on the command line. */
export const command: Command = {
  name: 'undo',
  changesFiles: true,
  positionals: [],
  options: [],
  examples: [''],
  async run(_given, context) {
    const writer = writerOf(context);
    const result = hasRecords(context) ? await undo(writer) : ({ kind: 'nothing-to-undo' } as const);
    if (result.kind === 'changed-meanwhile') {
      complain(sentence(context.cliWords.switching.changedSince, context.words), context);
      return 1;
    }
    if (result.kind === 'nothing-to-undo') {
      complain(sentence(context.cliWords.switching.nothingToUndo, context.words), context);
      return 1;
    }
    if (result.kind !== 'done') return reportFailure(result, context);
    const view = await writer.view();
    const isGone = view.state === 'readable' && !view.exists;
    say(isGone ? context.cliWords.switching.undoneNew : context.words.providers.undone, context);
    return 0;
  },
};

async function undo(writer: SettingsWriter): Promise<SwitchResult> {
  await writer.sweep();
  return writer.undo();
}
