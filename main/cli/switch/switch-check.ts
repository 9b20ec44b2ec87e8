import type { InUse } from '../../core/provider/precedence/in-use-schema.ts';
import { checkSwitch, goalOf } from '../../core/view/providers/switch-check.ts';
import type { SettingsWriter } from '../../services/settings/settings-writer.ts';
import { type CliContext, sentence } from '../context.ts';
import { sourceText } from '../explain/explain-lines.ts';
import type { SwitchRequest } from './switch-request.ts';

interface Check {
  readonly text: string;
  readonly style: 'amber' | null;
}

/**
 * Resolves again what Qwen Code uses in this folder, whose own files and variables may override the switch, and
 * describes the result.
 */
export async function checkOf(
  writer: SettingsWriter,
  { choice, option }: SwitchRequest,
  context: CliContext,
): Promise<Check> {
  const { shell, words } = context;
  const { switching } = context.cliWords;
  const { inUse } = await writer.inUse({ workFolder: shell.workFolder });
  const unread = inUse.state === 'refuses' ? inUse.unread : unreadIn(inUse);
  if (unread !== undefined) {
    return doubt(switching.unchecked(sentence(words.repairs['unread-file'](unread), words)));
  }
  if (inUse.state === 'refuses') {
    return doubt(switching.refused(words.refusals[inUse.code](inUse.subject)));
  }
  const { model, baseUrl, keyVariable, sources } = inUse;
  switch (checkSwitch(inUse, goalOf(choice, option))) {
    case 'as-chosen':
      return { text: switching.verified(model, baseUrl), style: null };
    case 'other-key':
      return doubt(switching.otherKey(keyVariable ?? '', sourceText(sources.key, context)));
    case 'other-provider':
    case 'refuses':
      return doubt(switching.differs(model, baseUrl));
  }
}

const unreadIn = ({ warnings }: Extract<InUse, { state: 'uses' }>) =>
  warnings.find(({ code }) => code === 'unread-file')?.values;

const doubt = (text: string): Check => ({ text, style: 'amber' });
