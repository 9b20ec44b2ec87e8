import type { ClientGeneration } from '../../core/provider/precedence/layers.ts';
import { sourceText, type ValueSource } from '../../core/provider/precedence/precedence.ts';
import type { LayeredExplanation, Shadow } from '../../core/provider/precedence/shadows.ts';
import type { CliWords } from '../../core/view/words/cli.ts';
import { type CliContext, sentence } from '../context.ts';
import { table } from '../layout.ts';

export interface Explained {
  readonly settingsPath: string;
  /** Whether the user has a settings file at all. */
  readonly settingsExist: boolean;
  readonly layered: LayeredExplanation;
}

interface Asked {
  readonly client: ClientGeneration;
  readonly folder: string;
}

/** What `explain --json` prints; a shadow is a warning like the others. */
export function explanationJson(layered: LayeredExplanation, context: CliContext): object {
  if ('refuses' in layered) return { refuses: layered.refuses };
  const { warnings, ...rest } = layered.explanation;
  const { words, cliWords } = context;
  const told = warnings.map(({ code, values }) => ({
    code,
    values,
    text: sentence(cliWords.explain.warnings[code](values), words),
  }));
  const shadowed = layered.shadows.map((shadow) => ({
    code: 'shadowed',
    values: { name: shadow.name, loser: sourceText(shadow.loser), winner: sourceText(shadow.winner) },
    text: shadowText(shadow, context),
  }));
  return { ...rest, warnings: [...told, ...shadowed] };
}

/** The same for a person. */
export function explanationLines(
  { layered, settingsPath, settingsExist }: Explained,
  { client, folder }: Asked,
  context: CliContext,
): readonly string[] {
  const { terminal, cliWords, words } = context;
  const { explain } = cliWords;
  const missing = settingsExist ? [] : [words.providers.fileMissing];
  const file = ['', cliWords.providers.fileText(settingsPath), ...missing];
  const shadows = shadowLines(layered.shadows, context);
  if ('refuses' in layered) {
    const title = terminal.paint('bold', explain.refuses(client, folder));
    return [
      title,
      '',
      `  ${words.refusals[layered.code](layered.subject)}`,
      ...shadows,
      ...file,
      ...wayOut(layered, explain),
    ];
  }
  const { explanation, places } = layered;
  const key = [explanation.keyVariable, `…${explanation.keyLast4}`].filter((part) => part !== null).join(' ');
  const rows = [
    [explain.parts.protocol, explanation.protocol, placeText(places.protocol, context)],
    [explain.parts.model, explanation.model, placeText(places.model, context)],
    [explain.parts.baseUrl, explanation.baseUrl, placeText(places.baseUrl, context)],
    [explain.parts.key, key, places.key === null ? '' : placeText(places.key, context)],
  ];
  return [
    terminal.paint('bold', explain.title(client, folder)),
    '',
    ...table(rows, { indent: '  ' }),
    ...warningLines(explanation.warnings, context),
    ...shadows,
    ...file,
  ];
}

/** What can be read can be switched; for the rest, the place at fault in the user's own file can be shown. */
function wayOut(
  { code, subject }: Extract<LayeredExplanation, { refuses: string }>,
  words: CliWords['explain'],
): readonly string[] {
  if (code !== 'unreadable-layer') return [words.refusesWay];
  return subject === 'user' ? [words.unreadableWay] : [];
}

function warningLines(
  warnings: Extract<LayeredExplanation, { explanation: unknown }>['explanation']['warnings'],
  { words, cliWords, terminal }: CliContext,
): readonly string[] {
  if (warnings.length === 0) return [];
  const lines = warnings.map(({ code, values }) => sentence(cliWords.explain.warnings[code](values), words));
  const title = terminal.paint('bold', cliWords.explain.warningsTitle);
  return ['', title, ...lines.map((line) => `  ${terminal.paint('amber', line)}`)];
}

function shadowLines(shadows: readonly Shadow[], context: CliContext): readonly string[] {
  if (shadows.length === 0) return [];
  const title = context.terminal.paint('bold', context.cliWords.explain.shadowsTitle);
  return ['', title, ...shadows.map((shadow) => `  ${shadowText(shadow, context)}`)];
}

const shadowText = ({ name, loser, winner }: Shadow, context: CliContext): string =>
  context.cliWords.explain.shadow(name, holderText(loser, context), holderText(winner, context));

/** Who says so, without the path inside. */
function holderText(source: ValueSource, context: CliContext): string {
  const { explain } = context.cliWords;
  return source.kind === 'settings' || source.kind === 'setting'
    ? explain.layers[source.layer]
    : placeText(source, context);
}

/** Where a value comes from, in words. */
export function placeText(source: ValueSource, { cliWords: { explain } }: CliContext): string {
  switch (source.kind) {
    case 'environment':
      return explain.exported;
    case 'env-file':
      return source.path;
    case 'settings':
      return explain.place(explain.layers[source.layer], 'env');
    case 'flag':
      return explain.flag(source.name);
    case 'entry':
      return explain.place(explain.layers[source.layer], 'modelProviders');
    case 'setting':
      return explain.place(explain.layers[source.layer], source.path);
    case 'default':
      return explain.byDefault;
  }
}
