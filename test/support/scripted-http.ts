import { type Failure, fail, type Result, succeed } from '../../main/core/failure.ts';
import type { Http, HttpRequest, HttpResponse } from '../../main/ports/system.ts';

export type ScriptedAnswer = Partial<HttpResponse> | { readonly failure: Failure } | { readonly json: unknown };

interface ScriptedHttp extends Http {
  readonly requests: HttpRequest[];
}

const responseOf = (answer: ScriptedAnswer): Result<HttpResponse> => {
  if ('failure' in answer) return fail(answer.failure);
  if ('json' in answer) return succeed({ status: 200, headers: {}, text: JSON.stringify(answer.json) });
  return succeed({ status: 200, headers: {}, text: '', ...answer });
};

/** An Http whose responses a function computes; it records the requests. An aborted request fails as offline. */
export function scriptedHttp(
  answer: (request: HttpRequest, count: number) => ScriptedAnswer | Promise<ScriptedAnswer>,
) {
  const requests: HttpRequest[] = [];
  const http: ScriptedHttp = {
    requests,
    async request(request) {
      requests.push(request);
      if (request.signal.aborted) return fail({ kind: 'offline' });
      let stop = (): void => {};
      const aborted = new Promise<ScriptedAnswer>((resolve) => {
        stop = () => resolve({ failure: { kind: 'offline' } });
        request.signal.addEventListener('abort', stop);
      });
      const given = await Promise.race([answer(request, requests.length), aborted]);
      request.signal.removeEventListener('abort', stop);
      return responseOf(given);
    },
  };
  return http;
}

/** A response that never arrives, for tests of aborts and time limits. */
export const never = (): Promise<never> => new Promise(() => {});
