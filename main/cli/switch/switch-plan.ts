import { createTextFiles } from '../../adapters/files/text-files.ts';
import type { DiffLine, SwitchPreview, SwitchWarning } from '../../core/provider/model.ts';
import { planSwitch } from '../../core/provider/switch/switch-plan.ts';
import { type CliContext, sentence, surroundingsIn } from '../context.ts';
import { providerText, type Wanted } from './switch-request.ts';

/** Shows a plan: what changes in which file, and what the user should know first. */
export async function sayPlan(
  preview: Extract<SwitchPreview, { readonly kind: 'plan' }>,
  wanted: Wanted,
  context: CliContext,
): Promise<void> {
  const { terminal, words, cliWords } = context;
  const { option, choice } = wanted;
  terminal.out(terminal.paint('bold', cliWords.switching.title(providerText(wanted, context), choice.model)));
  terminal.out('');
  sayDiff(preview.path, preview.diff, context);
  if (preview.envFile !== undefined) sayDiff(preview.envFile.path, preview.envFile.diff, context);
  const here = await warningsHere(wanted, preview.warnings, context);
  const unlisted = option.custom !== true && !option.models.some(({ id }) => id === choice.model);
  const lines = [
    ...(unlisted ? [cliWords.switching.unlistedModel(choice.model)] : []),
    ...preview.warnings.map((warning) => warningText(warning, context)),
    ...here.map((warning) => `${cliWords.switching.inThisFolder} ${warningText(warning, context)}`),
  ];
  if (lines.length > 0) terminal.out(terminal.paint('bold', words.providers.warningsTitle(lines.length)));
  for (const line of lines) terminal.out(`  ${terminal.paint('amber', line)}`);
  if (lines.length > 0) terminal.out('');
}

const warningText = ({ code, values }: SwitchWarning, { words }: CliContext): string =>
  sentence(words.switchWarnings[code](values), words);

function sayDiff(path: string, diff: readonly DiffLine[], { terminal, cliWords }: CliContext): void {
  if (diff.every(({ kind }) => kind === 'same' || kind === 'gap')) return;
  const isNew = diff.every(({ kind }) => kind === 'added');
  terminal.out(isNew ? cliWords.switching.newFile(path) : path);
  for (const line of diff) terminal.out(diffText(line, terminal));
  terminal.out('');
}

function diffText({ kind, text }: DiffLine, { paint }: CliContext['terminal']): string {
  switch (kind) {
    case 'same':
      return `    ${text}`.trimEnd();
    case 'added':
      return paint('green', `  + ${text}`);
    case 'removed':
      return paint('red', `  - ${text}`);
    case 'gap':
      return paint('dim', '    …');
  }
}

/**
 * What a project's settings or `.env` in the present folder make of the plan. The plan itself does not count them: a key
 * that only one folder knows is no key for the others.
 */
async function warningsHere(
  { choice, settingsPath }: Wanted,
  known: readonly SwitchWarning[],
  { shell }: CliContext,
): Promise<readonly SwitchWarning[]> {
  const text = await createTextFiles().readText(settingsPath);
  const facts = await surroundingsIn(shell, shell.workFolder).gather({
    workFolder: shell.workFolder,
    settingsText: text,
    withSessions: false,
  });
  const outcome = planSwitch({ text, choice, facts: { ...facts, vaultKeys: {} } });
  if (outcome.kind !== 'plan') return [];
  const said = new Set(known.map((warning) => JSON.stringify(warning)));
  return outcome.warnings.filter((warning) => !said.has(JSON.stringify(warning)));
}
