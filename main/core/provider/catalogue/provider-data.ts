import type { Protocol } from '../model.ts';
import type { JsonObject } from '../settings-text/json.ts';
import type { Holder, HolderLinks } from './holders.ts';
import type { ModelSpec } from './model-spec.ts';

/** One endpoint of a provider; holds what differs between its regions and protocols. */
export interface EndpointData {
  /** The suffix of the endpoint id; empty when the provider has only one endpoint. */
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
  /** What stands before the names of its models; left out: the label. */
  readonly namePrefix?: string;
  readonly models: readonly ModelSpec[];
  /** The company behind the provider: a name when several providers share it, otherwise its links. */
  readonly holder: Holder | HolderLinks;
  readonly customHeaders?: JsonObject;
  readonly endpoints: readonly EndpointData[];
}
