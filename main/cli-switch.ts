import type { Arguments } from './cli-arguments.ts';
import type { Command } from './cli-command.ts';
import { type CliContext, type ExitCode, sentence, writerOf } from './cli-context.ts';
import { checkSwitched } from './cli-explain.ts';
import { chooseModel, findProvider } from './cli-provider-choice.ts';
import { nameOf, optionLines } from './cli-providers.ts';
import { sayFailure } from './cli-result.ts';
import { sayProblem } from './cli-settings-problem.ts';
import { sayPlan } from './cli-switch-plan.ts';
import { customProviderId } from './core/provider/catalogue.ts';
import {
  KeyPlacementSchema,
  type Protocol,
  ProtocolSchema,
  type ProviderChoice,
  type ProviderOption,
  protocols,
  type SwitchPreview,
} from './core/provider/model.ts';
import type { SettingsWriter } from './services/settings-writer.ts';

/** `qwen-gauge switch <provider>`: shows what would change, asks, changes it the careful way, and checks. */
export const switchCommand: Command = {
  name: 'switch',
  positionals: ['provider'],
  options: [
    { name: 'model', value: 'M' },
    { name: 'region', value: 'R' },
    { name: 'base-url', value: 'URL' },
    { name: 'protocol', value: 'P', choices: protocols },
    { name: 'key-variable', value: 'NAME' },
    { name: 'key-stdin', value: null },
    { name: 'key-in', value: 'WHERE', choices: KeyPlacementSchema.options },
    { name: 'follow', value: 'WHICH', choices: ['all', 'none'] },
    { name: 'dry-run', value: null },
    { name: 'yes', value: null },
  ],
  async run(given, context) {
    const writer = writerOf(context);
    if (!given.flag('dry-run')) await writer.sweep();
    const wanted = await readWanted(given, writer, context);
    if (typeof wanted === 'number') return wanted;
    const preview = await writer.preview(wanted.choice);
    if (preview.kind !== 'plan') return sayNoPlan(preview, wanted, context);
    await sayPlan(preview, wanted, context);
    if (given.flag('dry-run')) {
      context.terminal.out(context.cliWords.switching.dryRun);
      return 0;
    }
    const refusal = given.flag('yes') ? null : await askFirst(context);
    return refusal ?? carryOut(writer, preview.hash, wanted, context);
  },
};

/** What the user named, found among what there is. */
export interface Wanted {
  readonly option: ProviderOption;
  readonly choice: ProviderChoice;
  readonly protocol: Protocol;
  readonly settingsPath: string;
}

async function readWanted(given: Arguments, writer: SettingsWriter, context: CliContext): Promise<Wanted | ExitCode> {
  const { terminal, cliWords } = context;
  const view = await writer.view();
  if (view.state === 'refused') {
    sayProblem(view.path, view.problem, context);
    return 1;
  }
  if (view.state === 'unknown') return 1;
  const [text = ''] = given.positionals;
  const named = ProtocolSchema.nullable().parse(given.value('protocol'));
  const found = findProvider(view.options, { text, region: given.value('region'), protocol: named });
  if (found.kind === 'none') return refuse(cliWords.switching.noProvider(text), context);
  if (found.kind === 'several') {
    refuse(cliWords.switching.several(text), context);
    for (const line of optionLines(found.options, context)) terminal.err(line);
    return 4;
  }
  const { option } = found;
  const isCustom = option.id === customProviderId;
  if (given.value('base-url') !== null && !isCustom) return refuse(cliWords.switching.customOnly, context);
  const model = chooseModel(option, given.value('model'), view.currentModel);
  if (model === null) return refuse(cliWords.switching.noModel, context);
  const key = given.flag('key-stdin') ? await readKey(context) : null;
  if (key === '') return refuse(cliWords.switching.noKeyInput, context);
  const protocol = isCustom ? (named ?? 'openai') : option.protocol;
  const choice = choiceFrom({ given, option, model, key, protocol, isCustom });
  return { option, choice, protocol, settingsPath: view.path };
}

function refuse(text: string, { terminal }: CliContext): ExitCode {
  terminal.err(text);
  return 4;
}

/** Without the line end that `echo` adds; what else is wrong with it, the plan says. */
const readKey = async ({ terminal, cliWords }: CliContext): Promise<string> =>
  (await terminal.readSecret(cliWords.switching.keyPrompt)).replace(/\r?\n$/, '');

interface ChoiceParts {
  readonly given: Arguments;
  readonly option: ProviderOption;
  readonly model: string;
  readonly key: string | null;
  readonly protocol: Protocol;
  readonly isCustom: boolean;
}

function choiceFrom({ given, option, model, key, protocol, isCustom }: ChoiceParts): ProviderChoice {
  const keyPlacement = KeyPlacementSchema.nullable().parse(given.value('key-in'));
  const keyVariable = given.value('key-variable');
  return {
    providerId: option.id,
    model,
    follow: given.value('follow') === 'all' ? 'all' : 'none',
    ...(key !== null && { key }),
    ...(keyPlacement !== null && { keyPlacement }),
    ...(keyVariable !== null && { keyVariable }),
    ...(isCustom && { baseUrl: given.value('base-url') ?? '', protocol }),
  };
}

function sayNoPlan(
  preview: Exclude<SwitchPreview, { readonly kind: 'plan' }>,
  { option, settingsPath }: Wanted,
  context: CliContext,
): ExitCode {
  const { terminal, words, cliWords } = context;
  switch (preview.kind) {
    case 'nothing-to-do':
      terminal.out(sentence(words.switchPreviews[preview.kind], words));
      return 0;
    case 'settings-refused':
      sayProblem(settingsPath, preview.problem, context);
      return 1;
    case 'unknown-provider':
      return refuse(sentence(words.switchPreviews[preview.kind], words), context);
    case 'key-refused':
      refuse(sentence(words.keyProblems[preview.problem], words), context);
      if (preview.problem === 'missing') {
        refuse(cliWords.switching.keyHint(`qwen-gauge switch ${option.id} --key-stdin --yes < key.txt`), context);
      }
      return 4;
  }
}

/** null: the user said yes. */
async function askFirst(context: CliContext): Promise<ExitCode | null> {
  const { terminal, cliWords } = context;
  if (!terminal.isInteractive) return refuse(cliWords.switching.notAsked, context);
  const answer = (await terminal.ask(cliWords.switching.question))?.trim().toLowerCase() ?? '';
  if (answer !== '' && cliWords.switching.yesLetters.includes(answer[0] ?? ' ')) return null;
  terminal.err(cliWords.switching.declined);
  return 1;
}

async function carryOut(writer: SettingsWriter, hash: string, wanted: Wanted, context: CliContext): Promise<ExitCode> {
  const { terminal, cliWords } = context;
  const { option, choice, protocol } = wanted;
  const result = await writer.confirm(hash);
  if (result.kind !== 'done') return sayFailure(result, context);
  const { switching } = cliWords;
  terminal.out(terminal.paint('green', switching.switched(nameOf(option, context), choice.model)));
  const backup = result.backupId === null ? [] : [switching.backup(result.backupId)];
  terminal.out([...backup, switching.undoHint].join(' · '));
  if (choice.key !== undefined) terminal.out(switching.keyNotKept);
  const check = await checkSwitched({ model: choice.model, protocol }, context);
  terminal.out(check.asMeant ? check.text : terminal.paint('amber', check.text));
  return 0;
}
