import type { Protocol, RefusalCode } from '../model.ts';
import type { UnreadFile } from './facts.ts';

interface Variables {
  readonly key: string;
  readonly baseUrl: string | null;
  readonly models: readonly string[];
}

/**
 * The variables Qwen Code reads for each protocol when no entry decides (docs/facts/qwen-code.md §2.3;
 * `AUTH_ENV_MAPPINGS`).
 */
export const protocolVariables: Readonly<Record<Protocol, Variables>> = {
  openai: { key: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL', models: ['OPENAI_MODEL', 'QWEN_MODEL'] },
  'openai-responses': { key: 'OPENAI_API_KEY', baseUrl: 'OPENAI_BASE_URL', models: ['OPENAI_MODEL'] },
  anthropic: { key: 'ANTHROPIC_API_KEY', baseUrl: 'ANTHROPIC_BASE_URL', models: ['ANTHROPIC_MODEL'] },
  gemini: { key: 'GEMINI_API_KEY', baseUrl: null, models: ['GEMINI_MODEL'] },
  'vertex-ai': { key: 'GOOGLE_API_KEY', baseUrl: null, models: ['GOOGLE_MODEL'] },
};

/** The address of each protocol when nothing configures one. */
export const defaultBaseUrls: Readonly<Record<Protocol, string>> = {
  openai: 'https://api.openai.com/v1',
  'openai-responses': 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
  gemini: 'https://generativelanguage.googleapis.com',
  'vertex-ai': 'https://aiplatform.googleapis.com',
};

export const defaultModels = { '0.24': 'qwen3.7-max', '0.15': 'qwen3.5-plus' } as const;

/** The selected type of Qwen OAuth, which ended on 2026-04-15. */
export const qwenOAuth = 'qwen-oauth';

export interface Refusal {
  readonly state: 'refuses';
  readonly code: RefusalCode;
  /** The type, variable, model, layer, path or flag that causes the refusal; empty when the code alone explains it. */
  readonly subject: string;
  readonly unread?: UnreadFile;
}

/** What Qwen Code would do is unknown, because this file decides and could not be read. */
export const unreadFile = ({ path, reason }: UnreadFile): Refusal => ({
  ...refusal('unread-file', path),
  unread: { path, reason },
});

export const refusal = (code: RefusalCode, subject = ''): Refusal => ({ state: 'refuses', code, subject });
