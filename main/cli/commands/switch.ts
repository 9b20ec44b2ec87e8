import { providerPage } from '../../core/provider/catalogue/provider-links.ts';
import { KeyPlacementSchema } from '../../core/provider/model.ts';
import { protocols } from '../../core/provider/protocols.ts';
import type { SwitchPreview } from '../../core/provider/switch-model.ts';
import type { SettingsWriter } from '../../services/settings/settings-writer.ts';
import type { Command } from '../command.ts';
import { type CliContext, complain, type ExitCode, interrupted, refuse, say, sentence } from '../context.ts';
import { reportSettingsProblem } from '../explain/settings-problem.ts';
import { wrapped } from '../layout.ts';
import { backupText } from '../switch/backup-text.ts';
import { reportFailure } from '../switch/report-failure.ts';
import { checkOf } from '../switch/switch-check.ts';
import { printPlan } from '../switch/switch-plan.ts';
import { providerText, readKey, readSwitchRequest, type SwitchRequest } from '../switch/switch-request.ts';
import { differsBeyondKey, type Plan, previewSwitch } from '../switch/typed-key.ts';
import { hasRecords, writerOf } from '../writer.ts';

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
    const { terminal } = context;
    const [isDry, isSure] = [given.flag('dry-run'), given.flag('yes')];
    const writer = writerOf(context);
    if (!isDry && hasRecords(context)) await writer.sweep();
    const request = await readSwitchRequest(given, writer, context);
    if (typeof request === 'number') return request;
    const mayComeLater = isDry || (terminal.isInteractive && !isSure);
    const { preview, isKeyToCome } = await previewSwitch(request, mayComeLater, writer, context);
    if (preview.kind !== 'plan') return reportNoPlan(preview, context);
    if (isDry) return showDryRun(preview, request, isKeyToCome, context);
    if (!(await isShown(preview, request, context))) return 1;
    const planned = isKeyToCome ? await withKey(preview, request, writer, context) : { request, plan: preview };
    if (typeof planned === 'number') return planned;
    const refusal = isSure ? null : await confirmationFailure(context);
    return refusal ?? writePlan(writer, planned, context);
  },
};

/** Prints a plan. A switch whose changes could not be shown is not made. */
async function isShown(plan: Plan, request: SwitchRequest, context: CliContext): Promise<boolean> {
  printPlan(plan, request, context);
  if (!(await context.terminal.isOutputLost())) return true;
  context.terminal.err(context.cliWords.switching.notShown);
  return false;
}

async function showDryRun(
  plan: Plan,
  request: SwitchRequest,
  isKeyToCome: boolean,
  context: CliContext,
): Promise<ExitCode> {
  const { switching } = context.cliWords;
  printPlan(plan, request, context);
  if (isKeyToCome) say(switching.keyLater(...keyPlace(request, context)), context);
  context.terminal.out(switching.dryRun);
  return endUnchanged(context);
}

/** The name of a provider, and the page where its keys are made. */
const keyPlace = (request: SwitchRequest, context: CliContext): readonly [string, string | null] => [
  providerText(request, context),
  providerPage(request.option, 'keys'),
];

interface Planned {
  readonly request: SwitchRequest;
  readonly plan: Plan;
}

/** Asks for the key of a switch that was shown without it, and plans the switch again. */
async function withKey(
  shown: Plan,
  request: SwitchRequest,
  writer: SettingsWriter,
  context: CliContext,
): Promise<Planned | ExitCode> {
  complain(context.cliWords.switching.keyMissing(...keyPlace(request, context)), context);
  const key = await readKey(providerText(request, context), context);
  if (typeof key === 'number') return key;
  const keyed = { ...request, choice: { ...request.choice, key } };
  const preview = await writer.preview(keyed.choice, context.shell.workFolder);
  if (preview.kind !== 'plan') return reportNoPlan(preview, context);
  if (differsBeyondKey(shown, preview, key)) {
    complain(context.cliWords.switching.shownAgain, context);
    if (!(await isShown(preview, keyed, context))) return 1;
  }
  return { request: keyed, plan: preview };
}

/** The exit code of a run that changed nothing: its output was all it was for. */
const endUnchanged = async ({ terminal }: CliContext): Promise<ExitCode> => ((await terminal.isOutputLost()) ? 1 : 0);

async function reportNoPlan(
  preview: Exclude<SwitchPreview, { readonly kind: 'plan' }>,
  context: CliContext,
): Promise<ExitCode> {
  const { words, cliWords } = context;
  switch (preview.kind) {
    case 'nothing-to-do':
      say(sentence(words.switchPreviews[preview.kind], words), context);
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

async function writePlan(writer: SettingsWriter, { request, plan }: Planned, context: CliContext): Promise<ExitCode> {
  const { terminal, cliWords } = context;
  const { choice } = request;
  const result = await writer.confirm(plan.hash);
  if (result.kind !== 'done') return reportFailure(result, context);
  const { switching } = cliWords;
  const doneText = switching.switched(providerText(request, context), choice.model);
  for (const line of wrapped(doneText, terminal.columns)) terminal.out(terminal.paint('green', line));
  say(backupText(result, cliWords), context);
  if (choice.key !== undefined) say(switching.keyNotKept, context);
  const { text, style } = await checkOf(writer, request, context);
  for (const line of wrapped(text, terminal.columns)) terminal.out(style === null ? line : terminal.paint(style, line));
  return 0;
}
