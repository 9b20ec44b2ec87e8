import type { Protocol } from '../model.ts';
import type { JsonObject } from '../settings-text/json.ts';
import type { Holder, HolderLinks } from './holders.ts';
import type { ModelSpec } from './model-spec.ts';

/** One endpoint of a provider: what differs between its regions and endpoints. */
export interface EndpointData {
  /** Appended to the provider's id; empty where the provider has one endpoint. */
  readonly suffix: string;
  readonly region: string | null;
  readonly baseUrl: string;
  readonly protocol?: Protocol;
  readonly namePrefix?: string;
  readonly models?: readonly ModelSpec[];
  readonly holder?: Holder | HolderLinks;
}

export interface ProviderData {
  readonly id: string;
  readonly label: string;
  readonly keyVariable: string;
  readonly billing: 'plan' | 'billed';
  readonly namePrefix: string;
  readonly models: readonly ModelSpec[];
  /** The company behind it: by name where several endpoints share one, otherwise its links themselves. */
  readonly holder: Holder | HolderLinks;
  readonly customHeaders?: JsonObject;
  readonly endpoints: readonly EndpointData[];
}
