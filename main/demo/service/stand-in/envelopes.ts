import { randomUUID } from 'node:crypto';
import { type Answer, json } from './messages.ts';
import type { CodingPlanShape } from './modes.ts';

const outer = (data: unknown, code = '200', message: string | null = null): Answer =>
  json({
    code,
    message,
    requestId: randomUUID(),
    data,
    httpStatusCode: '200',
    successResponse: code === '200',
  });

/** Type A (docs/facts/qwencloud-protocol.md §3): the payload is `data` itself. */
export const flatReply = (data: unknown): Answer => outer(data);

/** Type A refused: HTTP 200, and `code` says why. */
export const flatRefusal = (code: string, message: string): Answer => outer(null, code, message);

/** Type B: the payload sits deep, and `ret` says how it went. */
export function broadReply(payload: unknown, shape: CodingPlanShape = 'dataV2'): Answer {
  const ret = ['SUCCESS::success'];
  switch (shape) {
    case 'dataV2':
      return outer({ DataV2: { ret, data: { data: payload } } });
    case 'variant':
      return outer({ ret, data: payload });
    case 'doubly-nested':
      return outer({ DataV2: { ret, data: { data: { DataV2: { ret, data: { data: payload } } } } } });
  }
}

/** Type B refused: everything says 200 but `ret`. */
export const broadRefusal = (code: string, message: string): Answer =>
  outer({ DataV2: { ret: [`${code}::${message}`], data: null } });

/** A dead session as seen behind `/data/v2/api.json`. */
export const consoleNeedLogin = (): Answer => outer(null, 'ConsoleNeedLogin', 'You need to log in.');

/** A dead session as the service behind the gateway tells it. */
export const notLogined = (): Answer =>
  outer({ errorCode: 'BailianGateway.Login.NotLogined', errorMsg: 'not logined', success: false });
