import type { Protocol } from '../model.ts';
import { textAt, valueAt } from '../settings-text/json.ts';
import { defaultBaseUrls, protocolVariables, qwenOAuth, type Refusal, refusal } from './client-rules.ts';
import {
  type Context,
  type Found,
  flag,
  isWrongType,
  requestedModel,
  selectedType,
  setting,
  variable,
} from './context.ts';
import { isProtocol, type ModelEntry } from './entries.ts';
import type { ValueSource } from './in-use-schema.ts';
import { type ClientGeneration, layerOf } from './layers.ts';
import type { Resolution } from './resolution.ts';
import { fatalListProblem, isServiceEntry, selectEntry } from './selection.ts';

const isKnownTo = (client: ClientGeneration, type: string): type is Protocol =>
  isProtocol(type) && !(client === '0.15' && type === 'openai-responses');

/**
 * Resolves what Qwen Code would use in headless mode, or why it would not start. Follows the behaviour of the real
 * client case by case (`test/fixtures/precedence/cases.json`), because the documentation differs from it.
 */
export function resolveProvider(context: Context | Refusal): Resolution {
  if ('code' in context) return context;
  const { refused } = context.flags;
  if (refused !== null) return refusal(refused.code, refused.word);
  const fatal = fatalListProblem(context.merged, context.client);
  if (fatal !== null) return refusal(fatal);
  const path = wrongType(context);
  if (path !== null) return refusal('wrong-type', path);
  const type = selectedType(context);
  if (type === null) return refusal('no-protocol');
  if (type.value === qwenOAuth) return refusal('qwen-oauth-ended');
  if (!isKnownTo(context.client, type.value)) return refusal('unknown-type', type.value);
  return resolveModel(context, type.value, type.source);
}

/** The path of a setting whose value crashes the client (docs/facts/qwen-code.md §2.3), or null. */
function wrongType({ merged, client }: Context): string | null {
  const paths = [
    ['security', 'auth', 'selectedType'],
    ...(client === '0.24'
      ? [
          ['model', 'name'],
          ['model', 'baseUrl'],
        ]
      : []),
  ];
  return paths.find((path) => isWrongType(valueAt(merged, ...path)))?.join('.') ?? null;
}

function resolveModel(context: Context, selected: Protocol, protocolSource: ValueSource): Resolution {
  const model = requestedModel(context, selected);
  const { protocol, entry, fellBack } = selectEntry(
    context.merged,
    { client: context.client, selectedType: selected, model: model.value, savedBaseUrl: model.savedBaseUrl },
    (protocol) => {
      const { key, baseUrl } = credentialsOutsideLists(context, protocol);
      return key !== null || baseUrl !== null;
    },
  );
  const enforced = textAt(context.merged, 'security', 'auth', 'enforcedType');
  if (enforced !== undefined && enforced !== protocol) return refusal('enforced-type', enforced);
  const choice: Choice = { context, protocol, protocolSource, model };
  return entry === null ? fromCredentials(choice) : fromEntry(choice, entry, fellBack);
}

interface Choice {
  readonly context: Context;
  readonly protocol: Protocol;
  readonly protocolSource: ValueSource;
  readonly model: Found;
}

interface Credentials {
  readonly key: Found | null;
  readonly keyVariable: string | null;
  readonly baseUrl: Found | null;
}

/**
 * The key and address configured outside the lists: by flags, by the variables of the protocol, or by
 * `security.auth.*`.
 */
function credentialsOutsideLists(context: Context, protocol: Protocol): Credentials {
  const { flags } = context;
  const names = protocolVariables[protocol];
  const flagKey = flag(flags.apiKey, '--openai-api-key');
  const variableKey = variable(context, names.key);
  return {
    key: flagKey ?? variableKey ?? setting(context, 'security', 'auth', 'apiKey'),
    keyVariable: flagKey === null && variableKey !== null ? names.key : null,
    baseUrl:
      flag(flags.baseUrl, '--openai-base-url') ??
      variable(context, names.baseUrl) ??
      setting(context, 'security', 'auth', 'baseUrl'),
  };
}

function fromEntry(choice: Choice, entry: ModelEntry, fellBack: boolean): Resolution {
  const { context, protocol } = choice;
  if (isServiceEntry(entry, context.client)) return refusal('service-model', entry.id);
  if (entry.envKeyFault === 'empty') return refusal('env-key-empty', entry.id);
  const readAsText = context.client === '0.24' ? ['envKey', 'baseUrl'] : ['baseUrl'];
  const wrong = readAsText.find((name) => isWrongType(valueAt(entry.value, name)));
  if (wrong !== undefined) return refusal('wrong-type', `modelProviders.${entry.listKey} ${entry.id} ${wrong}`);
  if (protocol === 'anthropic' && entry.baseUrl === '') return refusal('missing-base-url');
  const outside = credentialsOutsideLists(context, protocol);
  const own = entry.envKey === '' ? null : variable(context, entry.envKey);
  const key = own ?? outside.key;
  if (key === null) return refusal('missing-key', entry.keyVariable);
  const layer = layerOf(context.layers, 'modelProviders', entry.listKey) ?? 'user';
  const entrySource: ValueSource = { kind: 'entry', layer };
  const fallbackUrl = context.client === '0.24' ? outside.baseUrl : null;
  const baseUrl: Found =
    entry.baseUrl === ''
      ? (fallbackUrl ?? { value: defaultBaseUrls[protocol], source: { kind: 'default' } })
      : { value: entry.baseUrl, source: entrySource };
  return {
    state: 'uses',
    protocol,
    model: entry.id,
    baseUrl: baseUrl.value,
    key: key.value,
    keyVariable: own === null ? outside.keyVariable : entry.envKey,
    wantedVariable: entry.keyVariable,
    entry,
    fellBack,
    sources: {
      protocol: choice.protocolSource,
      model: fellBack ? entrySource : choice.model.source,
      baseUrl: baseUrl.source,
      key: key.source,
    },
  };
}

function fromCredentials(choice: Choice): Resolution {
  const { context, protocol, model } = choice;
  if (context.flags.model === null && isWrongType(valueAt(context.merged, 'model', 'name'))) {
    return refusal('wrong-type', 'model.name');
  }
  const outside = credentialsOutsideLists(context, protocol);
  const names = protocolVariables[protocol];
  if (outside.key === null) return refusal('missing-key', names.key);
  if (protocol === 'anthropic' && variable(context, names.baseUrl) === null) return refusal('missing-base-url');
  const baseUrl: Found = outside.baseUrl ?? { value: defaultBaseUrls[protocol], source: { kind: 'default' } };
  return {
    state: 'uses',
    protocol,
    model: model.value,
    baseUrl: baseUrl.value,
    key: outside.key.value,
    keyVariable: outside.keyVariable,
    wantedVariable: names.key,
    entry: null,
    fellBack: false,
    sources: { protocol: choice.protocolSource, model: model.source, baseUrl: baseUrl.source, key: outside.key.source },
  };
}
