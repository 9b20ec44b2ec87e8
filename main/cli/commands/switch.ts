import { providerPage } from '../../core/provider/catalogue/provider-links.ts';
import { KeyPlacementSchema, protocols } from '../../core/provider/model.ts';
import type { SwitchPreview } from '../../core/provider/switch-model.ts';
import type { SettingsWriter } from '../../services/settings/settings-writer.ts';
import type { Command } from '../command.ts';
import { type CliContext, complain, type ExitCode, interrupted, refuse, sentence } from '../context.ts';
import { reportSettingsProblem } from '../explain/settings-problem.ts';
import { backupText } from '../switch/backup-text.ts';
import { reportFailure } from '../switch/report-failure.ts';
import { checkText } from '../switch/switch-check.ts';
import { printPlan } from '../switch/switch-plan.ts';
import { providerText, readKey, readSwitchRequest, type SwitchRequest } from '../switch/switch-request.ts';
import { writerOf } from '../writer.ts';
import { nameOf } from './providers.ts';

/** `qwen-gauge switch <provider>`: shows the changes, asks, writes them safely and checks the result. */
export const command: Command = {
  name: 'switch',
  changesFiles: true,
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
  examples: [
    'deepseek',
    'coding-plan --region china --dry-run',
    'deepseek --key-stdin --yes',
    'custom --base-url http://127.0.0.1:11434/v1 --model qwen3',
  ],
  async run(given, context) {
    const writer = writerOf(context);
    if (!given.flag('dry-run')) await writer.sweep();
    const named = await readSwitchRequest(given, writer, context);
    if (typeof named === 'number') return named;
    const found = await previewOf(named, writer, context, !given.flag('yes'));
    if (typeof found === 'number') return found;
    const { request, preview } = found;
    if (preview.kind !== 'plan') return reportNoPlan(preview, context);
    printPlan(preview, request, context);
    if (given.flag('dry-run')) {
      context.terminal.out(context.cliWords.switching.dryRun);
      return endUnchanged(context);
    }
    if (await context.terminal.isOutputLost()) {
      context.terminal.err(context.cliWords.switching.notShown);
      return 1;
    }
    const refusal = given.flag('yes') ? null : await confirmationFailure(context);
    return refusal ?? writePlan(writer, preview.hash, request, context);
  },
};

interface Previewed {
  readonly request: SwitchRequest;
  readonly preview: SwitchPreview;
}

/** Plans the switch, and asks for the key if one is missing and a person can be asked. */
async function previewOf(
  request: SwitchRequest,
  writer: SettingsWriter,
  context: CliContext,
  mayAsk: boolean,
): Promise<Previewed | ExitCode> {
  const { choice, option } = request;
  const preview = await writer.preview(choice, context.shell.workFolder);
  const isKeyMissing = preview.kind === 'key-refused' && preview.problem === 'missing' && choice.key === undefined;
  if (!isKeyMissing || !mayAsk || !context.terminal.isInteractive) return { request, preview };
  const page = providerPage(option, 'keys');
  complain(context.cliWords.switching.keyMissing(nameOf(option, context), page), context);
  const key = await readKey(option, context);
  if (typeof key === 'number') return key;
  return previewOf({ ...request, choice: { ...choice, key } }, writer, context, false);
}

/** The exit code of a run that changed nothing: its output was all it was for. */
const endUnchanged = async ({ terminal }: CliContext): Promise<ExitCode> => ((await terminal.isOutputLost()) ? 1 : 0);

async function reportNoPlan(
  preview: Exclude<SwitchPreview, { readonly kind: 'plan' }>,
  context: CliContext,
): Promise<ExitCode> {
  const { terminal, words, cliWords } = context;
  switch (preview.kind) {
    case 'nothing-to-do':
      terminal.out(sentence(words.switchPreviews[preview.kind], words));
      return endUnchanged(context);
    case 'settings-refused':
      reportSettingsProblem(preview.path, preview.problem, context);
      return 1;
    case 'unknown-provider':
      return refuse(sentence(words.switchPreviews[preview.kind], words), context);
    case 'key-refused':
      refuse(sentence(words.keyProblems[preview.problem], words), context);
      if (preview.problem === 'missing') {
        refuse(cliWords.switching.keyHint, context);
      }
      return 4;
  }
}

/** Returns null when the user confirms, otherwise the exit code. */
async function confirmationFailure(context: CliContext): Promise<ExitCode | null> {
  const { terminal, cliWords } = context;
  if (!terminal.isInteractive) return refuse(cliWords.switching.notAsked, context);
  const answer = await terminal.ask(cliWords.switching.question);
  const letter = answer?.trim().toLowerCase()[0];
  if (letter !== undefined && cliWords.switching.yesLetters.includes(letter)) return null;
  terminal.err(cliWords.switching.declined);
  return answer === null ? interrupted : 1;
}

async function writePlan(
  writer: SettingsWriter,
  hash: string,
  request: SwitchRequest,
  context: CliContext,
): Promise<ExitCode> {
  const { terminal, cliWords } = context;
  const { choice } = request;
  const result = await writer.confirm(hash);
  if (result.kind !== 'done') return reportFailure(result, context);
  const { switching } = cliWords;
  terminal.out(terminal.paint('green', switching.switched(providerText(request, context), choice.model)));
  terminal.out(backupText(result, cliWords));
  if (choice.key !== undefined) terminal.out(switching.keyNotKept);
  terminal.out(await checkText(writer, request, context));
  return 0;
}
