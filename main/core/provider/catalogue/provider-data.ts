import type { Protocol } from '../model.ts';
import type { JsonObject } from '../settings-text/json.ts';
import type { Holder } from './holders.ts';
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
  readonly holder?: Holder;
}

export interface ProviderData {
  readonly id: string;
  readonly label: string;
  readonly keyVariable: string;
  readonly billing: 'plan' | 'billed';
  readonly namePrefix: string;
  readonly models: readonly ModelSpec[];
  readonly holder: Holder;
  readonly customHeaders?: JsonObject;
  readonly endpoints: readonly EndpointData[];
}
