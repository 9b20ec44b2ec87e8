import type { SettingsProblem } from '../../core/provider/model.ts';
import type { InUse, InUseWarning, Shadow, ValueSource } from '../../core/provider/precedence/in-use-schema.ts';
import type { ClientGeneration } from '../../core/provider/precedence/layers.ts';
import { pathText } from '../../core/view/providers/provider-text.ts';
import type { Words } from '../../core/view/words/index.ts';
import type { InUseReading } from '../../services/settings/in-use-reading.ts';
import { type CliContext, sentence } from '../context.ts';
import { fitted, indented, wrapped } from '../layout.ts';

/** The output of `explain --json`. Shadowed values are listed among the warnings. */
export function explanationJson(inUse: InUse, problem: SettingsProblem | null, context: CliContext): object {
  const { words } = context;
  if (inUse.state === 'refuses')
    return { [inUse.unread === undefined ? 'refuses' : 'unknown']: reasonText(inUse, problem, words) };
  const { protocol, model, baseUrl, keyVariable, keyLast4, sources, uncertain = [] } = inUse;
  const shadowed = inUse.shadows.map((shadow) => ({
    code: 'shadowed',
    values: { name: shadow.name, loser: sourceName(shadow.loser), winner: sourceName(shadow.winner) },
    text: shadowText(shadow, context),
  }));
  const named = {
    protocol: sourceName(sources.protocol),
    model: sourceName(sources.model),
    baseUrl: sourceName(sources.baseUrl),
    key: sourceName(sources.key),
  };
  const unknown = Object.fromEntries(uncertain.map((part) => [part, 'unknown']));
  const known = { ...named, ...unknown };
  return {
    protocol,
    model,
    baseUrl,
    keyVariable,
    keySource: known.key,
    keyLast4,
    sources: known,
    ...(uncertain.length > 0 && {
      sourcesUnlessUnread: Object.fromEntries(uncertain.map((part) => [part, named[part]])),
    }),
    warnings: [...inUse.warnings.map((warning) => ({ ...warning, text: warningText(warning, context) })), ...shadowed],
  };
}

interface Asked {
  readonly client: ClientGeneration;
  readonly folder: string;
  /** Why the user's own settings cannot be read, where that is what Qwen Code refuses. */
  readonly problem: SettingsProblem | null;
}

export function explanationLines(
  { inUse, ...settings }: InUseReading,
  { client, problem, ...asked }: Asked,
  context: CliContext,
): readonly string[] {
  const { terminal, cliWords, words, shell } = context;
  const { explain } = cliWords;
  const { columns } = terminal;
  const folder = pathText(asked.folder, shell.home);
  const settingsPath = pathText(settings.settingsPath, shell.home);
  const missing = settings.settingsExist ? [] : wrapped(words.providers.fileMissing, columns);
  const file = ['', ...wrapped(cliWords.providers.fileText(settingsPath), columns, settingsPath), ...missing];
  const heading = (text: string): readonly string[] =>
    wrapped(text, columns, folder).map((line) => terminal.paint('bold', line));
  const shadowTexts = inUse.shadows.map((shadow) => shadowText(shadow, context));
  const shadows = titled(explain.shadowsTitle, shadowTexts, context, (line) => line);
  if (inUse.state === 'refuses') {
    // Qwen Code asks for a provider itself, and may not even be installed.
    if (inUse.code === 'no-protocol')
      return [...heading(explain.notChosen), ...shadows, ...file, ...wrapped(explain.refusesWay, columns)];
    const title = (inUse.unread === undefined ? explain.refuses : explain.unknown)(client, folder);
    const isUnreadable = inUse.code === 'unreadable-layer' || inUse.code === 'unread-file';
    const reason = indented(reasonText(inUse, problem, words), columns);
    const way = isUnreadable ? [] : wrapped(explain.refusesWay, columns);
    return [...heading(title), '', ...reason, ...shadows, ...file, ...way];
  }
  const { protocol, model, baseUrl, keyVariable, keyLast4, sources, uncertain = [] } = inUse;
  const key = [keyVariable, `…${keyLast4}`].filter((part) => part !== null).join(' ');
  const of = (part: keyof typeof sources): string => {
    const text = sourceText(sources[part], context);
    return uncertain.includes(part) ? explain.unlessUnread(text) : text;
  };
  const rows = [
    { head: explain.parts.protocol, rest: [protocol, of('protocol')] },
    { head: explain.parts.model, rest: [model, of('model')] },
    { head: explain.parts.baseUrl, rest: [baseUrl, of('baseUrl')] },
    { head: explain.parts.key, rest: [key, of('key')] },
  ];
  const warnings = inUse.warnings.map((warning) => warningText(warning, context));
  return [
    ...heading(explain.title(client, folder)),
    '',
    ...fitted(rows, columns, { indent: '  ' }),
    ...titled(explain.warningsTitle, warnings, context, (line) => terminal.paint('amber', line)),
    ...shadows,
    ...file,
  ];
}

function reasonText(
  { code, subject, unread }: Extract<InUse, { state: 'refuses' }>,
  problem: SettingsProblem | null,
  words: Words,
): string {
  if (problem !== null && problem.reason !== 'not-json') return words.settingsProblems[problem.reason].what;
  return unread === undefined ? words.refusals[code](subject) : sentence(words.repairs['unread-file'](unread), words);
}

function titled(
  title: string,
  texts: readonly string[],
  { terminal }: CliContext,
  painted: (line: string) => string,
): readonly string[] {
  const lines = texts.flatMap((text) => indented(text, terminal.columns)).map(painted);
  return lines.length === 0 ? [] : ['', terminal.paint('bold', title), ...lines];
}

const warningText = ({ code, values }: InUseWarning, { words, cliWords }: CliContext): string =>
  sentence(cliWords.explain.warnings[code](values), words);

const shadowText = ({ name, loser, winner }: Shadow, context: CliContext): string =>
  context.cliWords.explain.shadow(name, holderText(loser, context), holderText(winner, context));

/** The name of the file or variable that holds a value, without the path inside the file. */
function holderText(source: ValueSource, context: CliContext): string {
  const { explain } = context.cliWords;
  return source.kind === 'settings' || source.kind === 'setting'
    ? explain.layers[source.layer]
    : sourceText(source, context);
}

/** Describes the source of a value in the language of the user. */
export function sourceText(source: ValueSource, { cliWords: { explain } }: CliContext): string {
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

/** The source of a value for programs, the same in every language. */
function sourceName(source: ValueSource): string {
  switch (source.kind) {
    case 'environment':
    case 'default':
      return source.kind;
    case 'env-file':
      return source.path;
    case 'flag':
      return source.name;
    case 'settings':
      return `${source.layer} settings env`;
    case 'entry':
      return `${source.layer} settings modelProviders`;
    case 'setting':
      return `${source.layer} settings ${source.path}`;
  }
}
