import { randomUUID } from 'node:crypto';
import { json, type ServiceResponse } from './messages.ts';

const outer = (data: unknown, code = '200', message: string | null = null): ServiceResponse =>
  json({
    code,
    message,
    requestId: randomUUID(),
    data,
    httpStatusCode: '200',
    successResponse: code === '200',
  });

/** Type A (docs/facts/qwencloud-protocol.md §3): the payload is `data` itself. */
export const flatReply = (data: unknown): ServiceResponse => outer(data);

/** Type A refused: HTTP 200, with the reason in `code`. */
export const flatRefusal = (code: string, message: string): ServiceResponse => outer(null, code, message);

/** Type B: the payload is deeply nested, and `ret` has the outcome. */
export const broadReply = (payload: unknown): ServiceResponse =>
  outer({ DataV2: { ret: ['SUCCESS::success'], data: { data: payload } } });

/**
 * Type B with a business envelope, as a personal Token Plan is answered (docs/facts/qwencloud-protocol.md §4.5); without
 * `data` where the payload is undefined.
 */
export function businessReply(payload?: unknown): ServiceResponse {
  const business = { code: 'SUCCESS', success: true, msg: 'Success.', requestId: randomUUID() };
  const data = payload === undefined ? business : { ...business, data: payload };
  return outer({ success: true, DataV2: { ret: ['SUCCESS::success'], data } });
}

/** Type B refused: every code is 200, and only `ret` has the reason. */
export const broadRefusal = (code: string, message: string): ServiceResponse =>
  outer({ DataV2: { ret: [`${code}::${message}`], data: null } });

/** An expired session, as `/data/v2/api.json` reports it. */
export const consoleNeedLogin = (): ServiceResponse => outer(null, 'ConsoleNeedLogin', 'You need to log in.');
