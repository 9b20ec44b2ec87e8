import type { InUse } from '../../core/provider/precedence/in-use.ts';
import { checkSwitch, goalOf } from '../../core/view/providers/switch-check.ts';
import type { SettingsWriter } from '../../services/settings/settings-writer.ts';
import { type CliContext, sentence } from '../context.ts';
import { sourceText } from '../explain/explain-lines.ts';
import type { SwitchRequest } from './switch-request.ts';

/**
 * Resolves again what Qwen Code uses in this folder, whose own files and variables may override the switch, and
 * describes the result.
 */
export async function checkText(
  writer: SettingsWriter,
  { choice, option }: SwitchRequest,
  context: CliContext,
): Promise<string> {
  const { shell, words, terminal } = context;
  const { switching } = context.cliWords;
  const { inUse } = await writer.inUse({ workFolder: shell.workFolder });
  const unread = inUse.state === 'refuses' ? inUse.unread : unreadIn(inUse);
  if (unread !== undefined) {
    return terminal.paint('amber', switching.unchecked(sentence(words.repairs['unread-file'](unread), words)));
  }
  if (inUse.state === 'refuses') {
    return terminal.paint('amber', switching.refused(words.refusals[inUse.code](inUse.subject)));
  }
  const { model, baseUrl, keyVariable, sources } = inUse;
  switch (checkSwitch(inUse, goalOf(choice, option))) {
    case 'as-chosen':
      return switching.verified(model, baseUrl);
    case 'other-key':
      return terminal.paint('amber', switching.otherKey(keyVariable ?? '', sourceText(sources.key, context)));
    case 'other-provider':
    case 'refuses':
      return terminal.paint('amber', switching.differs(model, baseUrl));
  }
}

const unreadIn = ({ warnings }: Extract<InUse, { state: 'uses' }>) =>
  warnings.find(({ code }) => code === 'unread-file')?.values;
