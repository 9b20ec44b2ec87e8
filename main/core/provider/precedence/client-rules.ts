import type { Protocol } from '../model.ts';

interface Variables {
  readonly key: string;
  readonly baseUrl: string | null;
  readonly models: readonly string[];
}

/** Variables Qwen Code reads by protocol where no entry decides (docs/facts/qwen-code.md §2.3; `AUTH_ENV_MAPPINGS`). */
export const protocolVariables: Readonly<Record<Protocol, Variables>> = {
  openai: { key: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL', models: ['OPENAI_MODEL', 'QWEN_MODEL'] },
  'openai-responses': { key: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL', models: ['OPENAI_MODEL'] },
  anthropic: { key: 'ANTHROPIC_API_KEY', baseUrl: 'ANTHROPIC_BASE_URL', models: ['ANTHROPIC_MODEL'] },
  gemini: { key: 'GEMINI_API_KEY', baseUrl: null, models: ['GEMINI_MODEL'] },
  'vertex-ai': { key: 'GOOGLE_API_KEY', baseUrl: null, models: ['GOOGLE_MODEL'] },
};

/** Where requests go when nothing names an address. */
export const defaultBaseUrls: Readonly<Record<Protocol, string>> = {
  openai: 'https://api.openai.com/v1',
  'openai-responses': 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
  gemini: 'https://generativelanguage.googleapis.com',
  'vertex-ai': 'https://aiplatform.googleapis.com',
};

export const defaultModels = { '0.24': 'qwen3.7-max', '0.15': 'qwen3.5-plus' } as const;

export const qwenOAuth = 'qwen-oauth';

/** Why Qwen Code does not start, by name, so that it can be put into any language. */
export type RefusalCode =
  | 'no-protocol'
  | 'qwen-oauth-ended'
  | 'unknown-type'
  | 'enforced-type'
  | 'missing-id'
  | 'wrapped-models'
  | 'bad-wire-api'
  | 'missing-key'
  | 'missing-base-url'
  | 'service-model'
  | 'unreadable-layer';

/** A refusal to start (exit 1, or a crash where it says so), also as an English sentence for terminals. */
export interface Refusal {
  readonly refuses: string;
  readonly code: RefusalCode;
  /** The one name the sentence is about; empty where there is none. */
  readonly subject: string;
}

const refusal = (code: RefusalCode, refuses: string, subject = ''): Refusal => ({ refuses, code, subject });

export const refusals = {
  noProtocol: refusal(
    'no-protocol',
    'No protocol is selected (security.auth.selectedType), and the environment does not imply one.',
  ),
  qwenOAuthEnded: refusal('qwen-oauth-ended', 'Qwen OAuth ended on 2026-04-15; another provider has to be chosen.'),
  unknownType: (type: string): Refusal =>
    refusal('unknown-type', `The selected type "${type}" is unknown: Qwen Code crashes at start.`, type),
  enforced: (enforced: string, selected: string): Refusal =>
    refusal('enforced-type', `The type "${enforced}" is enforced, but "${selected}" is selected.`, enforced),
  missingId: refusal('missing-id', 'An entry of modelProviders has no id: Qwen Code crashes at start.'),
  wrappedModels: refusal('wrapped-models', 'modelProviders holds { protocol, models }: this client crashes at start.'),
  badWireApi: refusal('bad-wire-api', 'An entry of modelProviders has a wireApi that does not fit.'),
  missingKey: (variable: string): Refusal =>
    refusal('missing-key', `No key: the variable ${variable} is not set anywhere.`, variable),
  missingBaseUrl: refusal('missing-base-url', 'An Anthropic entry needs a base URL.'),
  serviceModel: (model: string): Refusal =>
    refusal(
      'service-model',
      `The model "${model}" serves one purpose only and cannot answer as the main model.`,
      model,
    ),
  unreadableLayer: (layer: string, problem: 'not valid JSON' | 'not a JSON object'): Refusal =>
    refusal('unreadable-layer', `The ${layer} settings file is ${problem}.`, layer),
} as const;
