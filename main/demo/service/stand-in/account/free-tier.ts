import { randomUUID } from 'node:crypto';
import { json, type ServiceResponse } from '../messages.ts';
import { countParam, listParam, pageOf } from '../pages.ts';
import type { AccountState, FreeTierModelState } from './account.ts';

const capacity = (value: number, unit: string) => ({
  BaseValue: value,
  ShowUnit: unit,
  ShowValue: value.toLocaleString('en-US'),
});

const iso = (ms: number): string => new Date(ms).toISOString();

function instanceOf(model: FreeTierModelState, uid: string): unknown {
  const { quota } = model;
  if (quota === null) return null;
  return {
    InstanceName: `fq-${model.templateCode}`,
    Uid: Number(uid),
    Status: quota.status,
    InitCapacity: capacity(quota.total, quota.unit),
    CurrCapacity: capacity(quota.left, quota.unit),
    Template: { Code: model.templateCode, Name: model.model },
    StartTime: iso(quota.cycleStartsAtMs),
    EndTime: iso(quota.cycleEndsAtMs),
    CurrentCycleStartTime: iso(quota.cycleStartsAtMs),
    CurrentCycleEndTime: iso(quota.cycleEndsAtMs),
  };
}

/**
 * `DescribeFqInstance` (docs/facts/qwencloud-protocol.md §4.2): Init is the total, Curr what remains. `templateCodes`
 * narrows the list where it is sent; without it every instance is listed.
 */
export function freeTierOf({ freeTier, user }: AccountState, params: Readonly<Record<string, unknown>>) {
  const codes = listParam(params, 'templateCodes');
  const wanted = codes === null ? null : new Set(codes);
  const models = freeTier.filter(({ templateCode, quota }) => quota !== null && (wanted?.has(templateCode) ?? true));
  const page = pageOf(models, countParam(params, 'CurrentPage', 1), countParam(params, 'PageSize', 20));
  return { RequestId: randomUUID(), ...page, Data: page.Data.map((model) => instanceOf(model, user.id)) };
}

/** `GET /model-mapping`, public: model id → template code of its free tier (docs/facts/qwencloud-protocol.md §4.2). */
export const catalogueResponse = (models: readonly FreeTierModelState[]): ServiceResponse =>
  json(Object.fromEntries(models.map(({ model, templateCode }) => [model, templateCode])));
