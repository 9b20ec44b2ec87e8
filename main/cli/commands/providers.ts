import type { ProviderOption, SettingsView } from '../../core/provider/model.ts';
import { nameOf as labelOf, pathText, regionText } from '../../core/view/providers/provider-text.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, say, sentence } from '../context.ts';
import { reportSettingsProblem } from '../explain/settings-problem.ts';
import { fitted, indented } from '../layout.ts';
import { writerOf } from '../writer.ts';

/** `qwen-gauge providers` lists the providers one can switch to, those of the user's settings first. */
export const command: Command = {
  name: 'providers',
  positionals: [],
  options: [{ name: 'json', value: null }],
  examples: ['', '--json'],
  async run(given, context) {
    const { terminal, cliWords, shell } = context;
    const view = await writerOf(context).view(shell.workFolder);
    if (view.state === 'refused') {
      reportSettingsProblem(view.path, view.problem, context);
      return 1;
    }
    const options = view.state === 'readable' ? view.options : [];
    if (given.flag('json')) {
      printJson(view.state === 'readable' ? optionsJson(view) : [], context);
      return 0;
    }
    if (view.state === 'readable') {
      const path = pathText(view.path, shell.home);
      say(cliWords.providers.fileText(path), context, path);
      if (!view.exists) say(context.words.providers.fileMissing, context);
    }
    const unreadPath = view.state === 'readable' ? view.unread?.path : undefined;
    for (const line of optionLines(options, context, 'key', unreadPath)) terminal.out(line);
    if (view.state === 'readable') printRepairs(view.repairs ?? [], context);
    return 0;
  },
};

/** The output of `providers --json`. A key that a file which cannot be read may hold is not called missing. */
function optionsJson({ options, repairs = [] }: Extract<SettingsView, { state: 'readable' }>): readonly object[] {
  const unread = repairs.flatMap(({ code, values }) => (code === 'unread-file' ? [values['path']] : []));
  if (unread.length === 0) return options;
  const key = { state: 'unknown', unread };
  return options.map((option) =>
    option.key.state === 'missing' && option.custom !== true ? { ...option, key } : option,
  );
}

/**
 * Lists providers in columns, with a mark at the one in use; the last column is where the key is, or the address.
 * `unreadPath`: the file because of which it is not known what is used.
 */
export function optionLines(
  options: readonly ProviderOption[],
  context: CliContext,
  last: 'key' | 'address' = 'key',
  unreadPath?: string,
): readonly string[] {
  const rows = options.map((option) => ({
    head: `${option.current ? '▸' : ' '} ${option.id}`,
    rest: [
      nameOf(option, context),
      option.protocol,
      last === 'address' ? option.baseUrl : stateText(option, context, unreadPath),
    ],
  }));
  return fitted(rows, context.terminal.columns, { indent: ' ' });
}

/** Names a provider as the app does. */
export const nameOf = (option: ProviderOption, { words, cliWords }: CliContext): string => {
  if (option.custom === true) return cliWords.providers.customLabel;
  const region = regionText(option, words);
  return region === null ? labelOf(option, words) : `${labelOf(option, words)} · ${region}`;
};

function stateText(
  { key, current, startFault }: ProviderOption,
  { words, cliWords, shell }: CliContext,
  unreadPath: string | undefined,
): string {
  if (current && unreadPath !== undefined)
    return cliWords.providers.selectedUnknown(words.refusals['unread-file'](pathText(unreadPath, shell.home)));
  if (startFault !== undefined) {
    const reasonText = words.refusals[startFault.code](startFault.subject);
    return current ? cliWords.providers.selectedButFails(reasonText) : words.providers.startFault(reasonText);
  }
  if (current) return words.providers.current;
  if (key.state === 'missing') return '';
  return cliWords.providers.keyHere(key.last4, words.providers.keySource[key.source]);
}

function printRepairs(
  repairs: readonly { readonly code: keyof CliContext['words']['repairs']; readonly values: Record<string, string> }[],
  { words, terminal }: CliContext,
): void {
  if (repairs.length === 0) return;
  terminal.out('');
  terminal.out(terminal.paint('bold', words.providers.repairsTitle));
  const lines = repairs.flatMap(({ code, values }) =>
    indented(sentence(words.repairs[code](values), words), terminal.columns),
  );
  for (const line of lines) terminal.out(line);
}
