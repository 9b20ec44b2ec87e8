import { at, isObject, type JsonObject, readAmount, readText, readTimeMs } from '../../values.ts';

/** What identifies a running plan among the instances of a bill. */
export interface RunningPlan {
  readonly instanceCode: string | null;
  readonly endsAtMs: number | null;
}

/**
 * Whether billing renews a personal plan by itself, read from `QueryAvailableInstances` as the official client does
 * (docs/facts/qwencloud-protocol.md §4.5): from the instance of that code, else of that end, else from the only one.
 * null: billing does not say.
 */
export function billedRenewal(
  answer: unknown,
  { instanceCode, endsAtMs }: RunningPlan,
  commodity: string,
  nowMs: number,
): boolean | null {
  const list = at(answer, 'Data', 'InstanceList');
  if (!Array.isArray(list)) return null;
  const bought = list.filter(isObject).filter((instance) => instance['ProductType'] === commodity);
  const running = bought.filter((instance) => isRunning(instance, nowMs));
  const isWhole = readAmount(at(answer, 'Data', 'TotalCount')) === list.length;
  const found = [
    running.filter((instance) => instance['InstanceID'] === instanceCode),
    running.filter((instance) => readTimeMs(instance['EndTime']) === endsAtMs),
    isWhole && bought.length === 1 ? running : [],
  ].find((instances) => instances.length > 0);
  return found?.length === 1 ? renewalIn(found[0]?.['RenewStatus']) : null;
}

function isRunning(instance: JsonObject, nowMs: number): boolean {
  const { Status, SubStatus, SubscriptionType, InstanceID, EndTime } = instance;
  return (
    readText(InstanceID) !== null &&
    Status === 'Normal' &&
    SubStatus === 'Normal' &&
    SubscriptionType === 'Subscription' &&
    (readTimeMs(EndTime) ?? 0) > nowMs
  );
}

function renewalIn(status: unknown): boolean | null {
  if (status === 'AutoRenewal') return true;
  return status === 'ManualRenewal' ? false : null;
}
