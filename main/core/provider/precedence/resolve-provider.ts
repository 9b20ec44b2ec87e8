import type { Protocol } from '../model.ts';
import { textAt } from '../settings-text/json.ts';
import { defaultBaseUrls, protocolVariables, qwenOAuth, refusals } from './client-rules.ts';
import { type Context, contextOf, type Found, flag, selectedType, setting, variable, wantedModel } from './context.ts';
import { isProtocol, type ModelEntry } from './entries.ts';
import { type ClientGeneration, layerOf } from './layers.ts';
import type { PrecedenceInput, Resolution, ValueSource } from './resolution.ts';
import {
  entryForModel,
  fatalListProblem,
  firstEntry,
  isServiceEntry,
  protocolFor,
  usableEntries,
} from './selection.ts';

const knownToClient = (type: string, client: ClientGeneration): type is Protocol =>
  isProtocol(type) && !(client === '0.15' && type === 'openai-responses');

/**
 * What Qwen Code would use, or why it would not start (headless). Follows the real client, case by case
 * (`test/fixtures/precedence/cases.json`), not the documents, which differ from it.
 */
export function resolveProvider(input: PrecedenceInput): Resolution {
  const context = contextOf(input);
  if ('refuses' in context) return context;
  const fatal = fatalListProblem(context.merged, input.client);
  if (fatal === 'missing-id') return refusals.missingId;
  if (fatal === 'bad-wire-api') return refusals.badWireApi;
  if (fatal === 'wrapped') return refusals.wrappedModels;

  const type = selectedType(context);
  if (type === null) return refusals.noProtocol;
  if (type.value === qwenOAuth) return refusals.qwenOAuthEnded;
  if (!knownToClient(type.value, input.client)) return refusals.unknownType(type.value);
  return resolveModel(context, type.value, type.source);
}

function resolveModel(context: Context, selected: Protocol, source: ValueSource): Resolution {
  const { client } = context.input;
  const model = wantedModel(context, selected);
  const entries = usableEntries(context.merged, client);
  const wanted = { client, selectedType: selected, model: model.value, savedBaseUrl: model.savedBaseUrl };
  const protocol = protocolFor(entries, wanted);
  const enforced = textAt(context.merged, 'security', 'auth', 'enforcedType');
  if (enforced !== undefined && enforced !== protocol) return refusals.enforced(enforced, protocol);

  const listed = entryForModel(entries, wanted, protocol);
  const choice: Choice = { context, protocol, protocolSource: source, model };
  if (listed !== undefined) return fromEntry(choice, listed, false);
  const beside = besideLists(choice);
  if (beside.key !== null || beside.baseUrl !== null) return fromCredentials(choice, beside);
  const first = firstEntry(entries, protocol, client);
  return first === undefined ? fromCredentials(choice, beside) : fromEntry(choice, first, true);
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

/** Key and address that stand beside the lists: flags, the protocol's own variables, `security.auth.*`. */
function besideLists({ context, protocol }: Choice): Credentials {
  const { flags } = context.input;
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
  if (isServiceEntry(entry, context.input.client)) return refusals.serviceModel(entry.id);
  if (protocol === 'anthropic' && entry.baseUrl === '') return refusals.missingBaseUrl;
  const beside = besideLists(choice);
  const own = entry.envKey === '' ? null : variable(context, entry.envKey);
  const key = own ?? beside.key;
  if (key === null) return refusals.missingKey(entry.keyVariable);
  const layer = layerOf(context.layers, 'modelProviders', entry.listKey) ?? 'user';
  const entrySource: ValueSource = { kind: 'entry', layer };
  const fallbackUrl = context.input.client === '0.24' ? beside.baseUrl : null;
  const baseUrl: Found =
    entry.baseUrl === ''
      ? (fallbackUrl ?? { value: defaultBaseUrls[protocol], source: { kind: 'default' } })
      : { value: entry.baseUrl, source: entrySource };
  return {
    protocol,
    model: entry.id,
    baseUrl: baseUrl.value,
    key: key.value,
    keyVariable: own === null ? beside.keyVariable : entry.envKey,
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

function fromCredentials(choice: Choice, beside: Credentials): Resolution {
  const { context, protocol, model } = choice;
  const names = protocolVariables[protocol];
  if (beside.key === null) return refusals.missingKey(names.key);
  if (protocol === 'anthropic' && variable(context, names.baseUrl) === null) return refusals.missingBaseUrl;
  const baseUrl: Found = beside.baseUrl ?? { value: defaultBaseUrls[protocol], source: { kind: 'default' } };
  return {
    protocol,
    model: model.value,
    baseUrl: baseUrl.value,
    key: beside.key.value,
    keyVariable: beside.keyVariable,
    wantedVariable: names.key,
    entry: null,
    fellBack: false,
    sources: { protocol: choice.protocolSource, model: model.source, baseUrl: baseUrl.source, key: beside.key.source },
  };
}
