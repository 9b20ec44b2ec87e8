import { givesNothing } from '../../../core/quota/plan-status.ts';
import { type Origin, type Parsed, unknownShape } from '../../parsed.ts';
import { planToShow, readStatus } from '../../plan-status.ts';
import { codingPlanFields, planNameIn, requestWindows } from '../../quota-windows.ts';
import { isObject, type JsonObject, readAmount, readFlag, readTimeMs } from '../../values.ts';
import { findInPayloads, type WideAnswer } from '../envelope.ts';

/**
 * Reads `codingPlanInstanceInfos` (docs/facts/qwencloud-protocol.md §4.3) from any known place. Units: requests, ms.
 * - An empty list that the service confirmed means not subscribed. No list, or an unconfirmed empty one, is an unknown
 *   shape.
 * - Of several instances one is read, with the server's own status. A plan that has ended keeps that status but has no
 *   windows, so that old usage is not shown as current. Its quota may lie beside the list.
 * - A window is left out if it has neither total nor usage, or a total of 0. A quota object without any readable window
 *   is an unknown shape.
 */
export function parseCodingPlan(answer: WideAnswer, origin: Origin): Parsed<'coding-plan'> {
  const list = findInPayloads(answer, 'codingPlanInstanceInfos');
  if (!Array.isArray(list)) return unknownShape('codingPlanInstanceInfos', answer.payloads);
  if (list.length === 0) {
    return answer.confirmed
      ? { outcome: 'not-subscribed' }
      : unknownShape('codingPlanInstanceInfos.ret', answer.payloads);
  }
  const instances: readonly JsonObject[] = list.filter(isObject);
  const instance = planToShow(instances, statusOf);
  if (instance === undefined) return unknownShape('codingPlanInstanceInfos[0]', list);
  const beside = findInPayloads(answer, 'codingPlanQuotaInfo');
  return readInstance(beside === undefined ? instance : { codingPlanQuotaInfo: beside, ...instance }, origin);
}

const statusOf = (instance: JsonObject): string | null => readStatus(instance['status']);

function readInstance(instance: JsonObject, origin: Origin): Parsed<'coding-plan'> {
  const info = instance['codingPlanQuotaInfo'];
  const status = statusOf(instance);
  const read = windowsOf(isObject(info) && !givesNothing(status) ? info : {});
  const { windows } = read;
  if (windows.length === 0 && !givesNothing(status) && (status === null || !namesNoWindow(info))) {
    return unknownShape('codingPlanQuotaInfo', instance);
  }
  const reading = {
    pool: 'coding-plan',
    ...origin,
    ...read,
    endsAtMs: readTimeMs(instance['instanceEndTime']),
    autoRenews: readFlag(instance['autoRenewFlag']),
    plan: planNameIn(instance),
    status,
  } as const;
  return { outcome: 'reading', reading };
}

const windowsOf = (quota: JsonObject) =>
  requestWindows(codingPlanFields, (field) => ({
    used: quota[`${field}UsedQuota`],
    limit: quota[`${field}TotalQuota`],
    resetsAt: quota[`${field}QuotaNextRefreshTime`],
  }));

/** Whether the server names no window at all: the object is missing, empty, or holds only limits of 0. */
function namesNoWindow(info: unknown): boolean {
  if (info === undefined || info === null) return true;
  if (!isObject(info)) return false;
  if (Object.keys(info).length === 0) return true;
  const stated = codingPlanFields.filter(
    ({ field }) => (info[`${field}TotalQuota`] ?? info[`${field}UsedQuota`] ?? null) !== null,
  );
  return stated.length > 0 && stated.every(({ field }) => readAmount(info[`${field}TotalQuota`]) === 0);
}
