import type { Protocol } from '../model.ts';
import type { Refusal } from './client-rules.ts';
import type { ModelEntry } from './entries.ts';
import type { ValueSource } from './in-use-schema.ts';

/** The command-line flags of `qwen` that affect the provider. */
export interface Flags {
  readonly model: string | null;
  readonly authType: string | null;
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
  /** Qwen Code ignores the settings and every `.env` file. */
  readonly bare: boolean;
  /** An argument with which Qwen Code does not start: one it does not know, or one given twice; null: none. */
  readonly refused: { readonly code: 'repeated-flag' | 'unknown-flag'; readonly word: string } | null;
}

export const noFlags: Flags = {
  model: null,
  authType: null,
  apiKey: null,
  baseUrl: null,
  bare: false,
  refused: null,
};

/** What Qwen Code will use. Contains the key, so it stays inside core and services and is never shown. */
export interface Resolved {
  readonly state: 'uses';
  readonly protocol: Protocol;
  readonly model: string;
  readonly baseUrl: string;
  readonly key: string;
  /** The variable that supplies the key; null: a flag or `security.auth.apiKey` supplies it. */
  readonly keyVariable: string | null;
  /** The variable the entry names; differs when the key of another provider is used instead. */
  readonly wantedVariable: string;
  readonly entry: ModelEntry | null;
  /** Whether the first entry of the protocol is used because no list contains the model. */
  readonly fellBack: boolean;
  readonly sources: {
    readonly protocol: ValueSource;
    readonly model: ValueSource;
    readonly baseUrl: ValueSource;
    readonly key: ValueSource;
  };
}

export type Resolution = Refusal | Resolved;
