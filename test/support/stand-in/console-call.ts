import { broadCall, type GatewayCall } from '../../../main/demo/service/stand-in/gateway-call.ts';
import { jsonObject, type ServiceRequest } from '../../../main/demo/service/stand-in/messages.ts';

/** Reads `POST /cli/api.json`: the API name is in the query, the body is a form, `Data` is an object. */
export function consoleCallOf(request: ServiceRequest): GatewayCall | null {
  const params = jsonObject(new URLSearchParams(request.body).get('params') ?? '');
  const api = request.query.get('api') ?? '';
  if (params === null || api === '' || !/^(Intl)?BroadScopeAspnGateway$/.test(request.query.get('action') ?? ''))
    return null;
  return broadCall(request.query.get('product') ?? '', api, params['Data']);
}
