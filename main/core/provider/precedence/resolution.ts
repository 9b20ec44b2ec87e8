import type { Protocol } from '../model.ts';
import type { Refusal } from './client-rules.ts';
import type { ModelEntry } from './entries.ts';
import type { VariableSource } from './environment.ts';
import type { EnvFileText } from './facts.ts';
import type { ClientGeneration, LayerName } from './layers.ts';

/** The flags of `qwen` that bear on the provider. */
export interface Flags {
  readonly model: string | null;
  readonly authType: string | null;
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
}

export interface PrecedenceInput {
  readonly client: ClientGeneration;
  readonly processEnvironment: Readonly<Record<string, string>>;
  readonly envFiles: readonly EnvFileText[];
  readonly userText: string | null;
  readonly workspaceText: string | null;
  readonly systemText: string | null;
  readonly systemDefaultsText: string | null;
  readonly folderTrusted: boolean | null;
  readonly flags: Flags;
}

export const noFlags: Flags = { model: null, authType: null, apiKey: null, baseUrl: null };

export type ValueSource =
  | VariableSource
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'entry'; readonly layer: LayerName }
  | { readonly kind: 'setting'; readonly path: string; readonly layer: LayerName }
  | { readonly kind: 'default' };

/** What Qwen Code will use. Holds the key: it stays inside core and services and is never shown. */
export interface Resolved {
  readonly protocol: Protocol;
  readonly model: string;
  readonly baseUrl: string;
  readonly key: string;
  /** The variable the key really comes from; null where a flag or `security.auth.apiKey` gave it. */
  readonly keyVariable: string | null;
  /** The variable the entry asks for; differs where another provider's key stands in. */
  readonly wantedVariable: string;
  readonly entry: ModelEntry | null;
  /** The model is in no list and the first entry of the protocol answers instead. */
  readonly fellBack: boolean;
  readonly sources: {
    readonly protocol: ValueSource;
    readonly model: ValueSource;
    readonly baseUrl: ValueSource;
    readonly key: ValueSource | null;
  };
}

export type Resolution = Refusal | Resolved;

export const refusesToStart = (resolution: Resolution): resolution is Refusal => 'refuses' in resolution;
