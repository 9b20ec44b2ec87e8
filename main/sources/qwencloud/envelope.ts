import { fail, type Result, succeed } from '../../core/failure.ts';
import { shapeOf } from '../../core/shape.ts';
import { failureOfCode } from '../codes.ts';
import { isBusinessEnvelope, isEmptySuccess, type Payload } from '../personal-plan.ts';
import { at, isObject, type JsonObject, readCode } from '../values.ts';

/**
 * Opens a Type A envelope (docs/facts/qwencloud-protocol.md §3): if `code` is "200", the payload is `data`. A
 * `data.errorCode` is an error even then (NotLogined arrives that way), and so is a payload that itself denies its success.
 */
export function openEnvelope(body: unknown): Result<unknown> {
  if (!isObject(body) || !Object.hasOwn(body, 'code')) {
    return fail({ kind: 'unknown-shape', where: 'gateway.code', shape: shapeOf(body) });
  }
  const code = readCode(body['code']);
  if (code !== '200') return fail(failureOfCode(code));
  const data = body['data'];
  const inner = at(data, 'errorCode');
  if (inner !== undefined && inner !== null && inner !== '') return fail(failureOfCode(readCode(inner)));
  if (deniesSuccess(data)) return fail(failureOfCode(readCode(at(data, 'Code'))));
  return succeed(data);
}

/** `{Success?, Code?}` of a Type A payload: anything but true and a code of success means that the rest is no answer. */
function deniesSuccess(data: unknown): boolean {
  const [success, code] = [at(data, 'Success') ?? true, at(data, 'Code') ?? 'Success'];
  return success !== true || (typeof code === 'string' && !/^(success|200|ok)$/i.test(code));
}

/** The known places of a Type B payload, outermost first (docs/facts/qwencloud-protocol.md §3, §4.3). */
const payloadPaths = [
  ['DataV2', 'data', 'data'],
  ['DataV2', 'data', 'data', 'DataV2', 'data', 'data'],
  ['data'],
  ['data', 'DataV2', 'data', 'data'],
  ['DataV2', 'data'],
] as const;

const returnPaths = [
  ['DataV2', 'ret'],
  ['ret'],
  ['DataV2', 'data', 'data', 'DataV2', 'ret'],
  ['data', 'DataV2', 'ret'],
] as const;

export interface WideAnswer {
  /** Every object found at a known place, outermost first. */
  readonly payloads: readonly JsonObject[];
  /** The service explicitly reported SUCCESS; otherwise an empty list does not prove that there is no plan. */
  readonly confirmed: boolean;
  /** The service reported SUCCESS in its business envelope too, and gave no data: there is none of what was asked for. */
  readonly isNone: boolean;
}

/** Opens the inner envelope of a Type B reply. Any `ret` but SUCCESS, any `errorCode` and any refusal is a failure. */
export function openWideEnvelope(data: unknown): Result<WideAnswer> {
  let confirmed = false;
  for (const path of returnPaths) {
    const ret = at(data, ...path);
    const first = Array.isArray(ret) ? ret[0] : ret;
    if (typeof first !== 'string') continue;
    const code = first.split('::')[0] ?? '';
    if (code !== 'SUCCESS') return fail(failureOfCode(readCode(code)));
    confirmed = true;
  }
  const payloads = payloadPaths.map((path) => at(data, ...path)).filter(isObject);
  for (const holder of [at(data, 'DataV2'), ...payloads]) {
    const code = at(holder, 'errorCode');
    if (code !== undefined && code !== null && code !== '') return fail(failureOfCode(readCode(code)));
  }
  const business = at(data, 'DataV2', 'data');
  if (isBusinessEnvelope(business) && business['success'] === false) {
    return fail(failureOfCode(readCode(business['code'])));
  }
  return succeed({ payloads, confirmed, isNone: confirmed && isEmptySuccess(business) });
}

const envelopeKeys = ['code', 'success', 'ret', 'data', 'DataV2'];

/** The first payload that is not itself an envelope. */
export const payloadOf = (answer: WideAnswer): Payload =>
  answer.isNone
    ? 'none'
    : (answer.payloads.find((payload) => !envelopeKeys.some((key) => Object.hasOwn(payload, key))) ?? null);

/** The first payload that has `key`, with its value; undefined when none has it. */
export const findInPayloads = (answer: WideAnswer, key: string): unknown =>
  answer.payloads.find((payload) => Object.hasOwn(payload, key))?.[key];
