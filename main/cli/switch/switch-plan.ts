import type { DiffLine, SwitchPreview, SwitchWarning } from '../../core/provider/switch-model.ts';
import { pathText } from '../../core/view/providers/provider-text.ts';
import { switchSummary } from '../../core/view/providers/switch-summary.ts';
import { type CliContext, say, sentence } from '../context.ts';
import { indented, wrapped } from '../layout.ts';
import type { SwitchRequest } from './switch-request.ts';

type Plan = Extract<SwitchPreview, { readonly kind: 'plan' }>;

/** Prints a plan: what it changes in words, the changes to each file, then the warnings. */
export function printPlan(preview: Plan, request: SwitchRequest, context: CliContext): void {
  const { terminal, words, cliWords, shell } = context;
  const { option, choice, settings } = request;
  const summary = switchSummary(preview, { option, ...choice }, { settings, home: shell.home, words });
  for (const line of wrapped(summary.sentence, terminal.columns)) terminal.out(terminal.paint('bold', line));
  say(summary.changesText, context);
  terminal.out('');
  printDiff(preview, preview.path, preview.diff, context);
  if (preview.envFile !== undefined) printDiff(preview, preview.envFile.path, preview.envFile.diff, context);
  const unlisted = option.custom !== true && !option.models.some(({ id }) => id === choice.model);
  const lines = [
    ...(unlisted ? [cliWords.switching.unlistedModel(choice.model)] : []),
    ...preview.warnings.map((warning) => warningText(warning, context)),
  ];
  if (lines.length > 0) terminal.out(terminal.paint('bold', words.providers.warningsTitle(lines.length)));
  const shown = lines.flatMap((line) => indented(line, terminal.columns));
  for (const line of shown) terminal.out(terminal.paint('amber', line));
  if (lines.length > 0) terminal.out('');
}

function warningText({ code, values, onlyInFolder }: SwitchWarning, { words, cliWords }: CliContext): string {
  const { what, wayOut } = words.switchWarnings[code](values);
  const isKept = code === 'key-in-plain-text';
  const text = sentence({ what, wayOut: isKept ? cliWords.switching.keyApart : wayOut }, words);
  return onlyInFolder === true ? cliWords.switching.inThisFolder(text) : text;
}

function printDiff({ newFiles }: Plan, path: string, diff: readonly DiffLine[], context: CliContext): void {
  const { terminal, cliWords, shell } = context;
  if (diff.every(({ kind }) => kind === 'same' || kind === 'gap')) return;
  const shownPath = pathText(path, shell.home);
  terminal.out(newFiles.includes(path) ? cliWords.switching.newFile(shownPath) : shownPath);
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
