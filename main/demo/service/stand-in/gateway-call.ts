import { jsonObject, objectOf, type ServiceRequest, textOf } from './messages.ts';

/** One call to the gateway, in either of its envelopes. */
export interface GatewayCall {
  /** `product/action`, or `sfm_bailian/<api>` for enveloped calls. */
  readonly name: string;
  readonly kind: 'flat' | 'broad';
  readonly product: string;
  /** The action of a flat call, the API name of a broad one. */
  readonly action: string;
  /** Clients send every value as a string. */
  readonly params: Readonly<Record<string, unknown>>;
}

const broadActions = new Set(['IntlBroadScopeAspnGateway', 'BroadScopeAspnGateway']);

/** Reads `POST /data/v2/api.json`; null: the body is not a call. */
export function gatewayCallOf(request: ServiceRequest): GatewayCall | null {
  const body = jsonObject(request.body);
  if (body === null) return null;
  const product = textOf(body['product']);
  const action = textOf(body['action']);
  if (product === '' || action === '') return null;
  const params = objectOf(body['params']) ?? {};
  if (!broadActions.has(action)) return { name: `${product}/${action}`, kind: 'flat', product, action, params };
  // Clients of version 1.0 put api and data beside `action`, later ones into `params`.
  const api = textOf(params['Api']) || textOf(body['api']);
  const data = params['Data'] ?? body['Data'];
  return broadCall(product, api, data);
}

/** An enveloped call; null: `data` is no JSON object, or there is no API name. */
export function broadCall(product: string, api: string, data: unknown): GatewayCall | null {
  const params = typeof data === 'string' ? jsonObject(data) : objectOf(data);
  if (params === null || api === '') return null;
  return { name: `${product}/${api}`, kind: 'broad', product, action: api, params };
}
