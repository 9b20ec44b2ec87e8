import { KeyPlacementSchema, protocols } from '../../core/provider/model.ts';
import type { SwitchPreview } from '../../core/provider/switch-model.ts';
import type { SettingsWriter } from '../../services/settings/settings-writer.ts';
import type { Command } from '../command.ts';
import { type CliContext, type ExitCode, interrupted, refuse, sentence } from '../context.ts';
import { reportSettingsProblem } from '../explain/settings-problem.ts';
import { backupText } from '../switch/backup-text.ts';
import { reportFailure } from '../switch/report-failure.ts';
import { checkText } from '../switch/switch-check.ts';
import { printPlan } from '../switch/switch-plan.ts';
import { providerText, readSwitchRequest, type SwitchRequest } from '../switch/switch-request.ts';
import { writerOf } from '../writer.ts';

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
  async run(given, context) {
    const writer = writerOf(context);
    if (!given.flag('dry-run')) await writer.sweep();
    const request = await readSwitchRequest(given, writer, context);
    if (typeof request === 'number') return request;
    const preview = await writer.preview(request.choice, context.shell.workFolder);
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
