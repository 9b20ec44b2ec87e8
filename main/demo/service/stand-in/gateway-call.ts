import { jsonObject, objectOf, type Question, textOf } from './messages.ts';

/** One call to the gateway, whichever of the envelopes carried it. */
export interface GatewayCall {
  /** `product/action`, or `sfm_bailian/<api>` for enveloped calls: what the request counter and `gatewayOnly` see. */
  readonly name: string;
  readonly kind: 'flat' | 'broad';
  readonly product: string;
  /** The action of a flat call, the api of a broad one. */
  readonly action: string;
  /** Every value is a string on the wire. */
  readonly params: Readonly<Record<string, unknown>>;
}

const broadActions = new Set(['IntlBroadScopeAspnGateway', 'BroadScopeAspnGateway']);

/** Reads `POST /data/v2/api.json`; null for a body that is no call. */
export function gatewayCallOf(question: Question): GatewayCall | null {
  const body = jsonObject(question.body);
  if (body === null) return null;
  const product = textOf(body['product']);
  const action = textOf(body['action']);
  if (product === '' || action === '') return null;
  const params = objectOf(body['params']) ?? {};
  if (!broadActions.has(action)) return { name: `${product}/${action}`, kind: 'flat', product, action, params };
  // The 1.0 clients put api and data beside `action`, the later ones into `params`.
  const api = textOf(params['Api']) || textOf(body['api']);
  const data = params['Data'] ?? body['Data'];
  return broadCall(product, api, data);
}

/** Reads `POST /cli/api.json`: api in the query, a form for a body, `Data` an object. */
export function consoleCallOf(question: Question): GatewayCall | null {
  const params = jsonObject(new URLSearchParams(question.body).get('params') ?? '');
  const api = question.query.get('api') ?? '';
  if (params === null || api === '' || !broadActions.has(question.query.get('action') ?? '')) return null;
  return broadCall(question.query.get('product') ?? '', api, params['Data']);
}

function broadCall(product: string, api: string, data: unknown): GatewayCall | null {
  const params = typeof data === 'string' ? jsonObject(data) : objectOf(data);
  if (params === null || api === '') return null;
  return { name: `${product}/${api}`, kind: 'broad', product, action: api, params };
}
