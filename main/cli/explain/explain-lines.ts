import type { InUse, InUseWarning } from '../../core/provider/precedence/in-use.ts';
import type { ClientGeneration } from '../../core/provider/precedence/layers.ts';
import type { ValueSource } from '../../core/provider/precedence/resolution.ts';
import type { Shadow } from '../../core/provider/precedence/shadows.ts';
import type { Words } from '../../core/view/words/index.ts';
import type { InUseReading } from '../../services/settings/settings-reading.ts';
import { type CliContext, sentence } from '../context.ts';
import { table } from '../layout.ts';

/** The output of `explain --json`. Shadowed values are listed among the warnings. */
export function explanationJson(inUse: InUse, context: CliContext): object {
  const { words } = context;
  if (inUse.state === 'refuses')
    return { [inUse.unread === undefined ? 'refuses' : 'unknown']: reasonText(inUse, words) };
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

/** The lines of the readable output. */
export function explanationLines(
  { inUse, settingsPath, settingsExist }: InUseReading,
  { client, folder }: { readonly client: ClientGeneration; readonly folder: string },
  context: CliContext,
): readonly string[] {
  const { terminal, cliWords, words } = context;
  const { explain } = cliWords;
  const missing = settingsExist ? [] : [words.providers.fileMissing];
  const file = ['', cliWords.providers.fileText(settingsPath), ...missing];
  const shadows = titled(
    explain.shadowsTitle,
    inUse.shadows.map((shadow) => shadowText(shadow, context)),
    context,
  );
  if (inUse.state === 'refuses') {
    const title = terminal.paint(
      'bold',
      (inUse.unread === undefined ? explain.refuses : explain.unknown)(client, folder),
    );
    const isUnreadable = inUse.code === 'unreadable-layer' || inUse.code === 'unread-file';
    const reason = `  ${reasonText(inUse, words)}`;
    return [title, '', reason, ...shadows, ...file, ...(isUnreadable ? [] : [explain.refusesWay])];
  }
  const { protocol, model, baseUrl, keyVariable, keyLast4, sources, uncertain = [] } = inUse;
  const key = [keyVariable, `…${keyLast4}`].filter((part) => part !== null).join(' ');
  const of = (part: keyof typeof sources): string => {
    const text = sourceText(sources[part], context);
    return uncertain.includes(part) ? explain.unlessUnread(text) : text;
  };
  const rows = [
    [explain.parts.protocol, protocol, of('protocol')],
    [explain.parts.model, model, of('model')],
    [explain.parts.baseUrl, baseUrl, of('baseUrl')],
    [explain.parts.key, key, of('key')],
  ];
  const warnings = inUse.warnings.map((warning) => terminal.paint('amber', warningText(warning, context)));
  return [
    terminal.paint('bold', explain.title(client, folder)),
    '',
    ...table(rows, { indent: '  ' }),
    ...titled(explain.warningsTitle, warnings, context),
    ...shadows,
    ...file,
  ];
}

function reasonText({ code, subject, unread }: Extract<InUse, { state: 'refuses' }>, words: Words): string {
  return unread === undefined ? words.refusals[code](subject) : sentence(words.repairs['unread-file'](unread), words);
}

function titled(title: string, lines: readonly string[], { terminal }: CliContext): readonly string[] {
  return lines.length === 0 ? [] : ['', terminal.paint('bold', title), ...lines.map((line) => `  ${line}`)];
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
