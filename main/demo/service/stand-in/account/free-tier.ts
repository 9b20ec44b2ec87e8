import { randomUUID } from 'node:crypto';
import { html, json, plain, type ServiceResponse } from '../messages.ts';
import type { Modes } from '../modes.ts';
import { countParam, listParam, pageOf } from '../pages.ts';
import type { AccountState, FreeTierModelState } from './account.ts';

const capacity = (value: number, unit: string) => ({
  BaseValue: value,
  ShowUnit: unit,
  ShowValue: value.toLocaleString('en-US'),
});

const iso = (ms: number): string => new Date(ms).toISOString();

function instanceOf(model: FreeTierModelState, uid: string, hollow: boolean): unknown {
  const { quota } = model;
  if (quota === null) return null;
  return {
    InstanceName: `fq-${model.templateCode}`,
    Uid: Number(uid),
    Status: quota.status,
    InitCapacity: hollow ? null : capacity(quota.total, quota.unit),
    CurrCapacity: hollow ? null : capacity(quota.left, quota.unit),
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
export function freeTierOf({ freeTier, user }: AccountState, params: Readonly<Record<string, unknown>>, modes: Modes) {
  const codes = listParam(params, 'templateCodes');
  const wanted = codes === null ? freeTier : freeTier.filter(({ templateCode }) => codes.includes(templateCode));
  const instances = wanted
    .map((model) => instanceOf(model, user.id, modes.gateway === 'null-init-capacity'))
    .filter((instance) => instance !== null);
  const page = pageOf(instances, countParam(params, 'CurrentPage', 1), countParam(params, 'PageSize', 20));
  return { RequestId: randomUUID(), ...page };
}

/** `GET /model-mapping`, public: model id → template code of its free tier (docs/facts/qwencloud-protocol.md §4.2). */
export function catalogueResponse(models: readonly FreeTierModelState[], { catalogue }: Modes): ServiceResponse {
  switch (catalogue) {
    case 'ok':
      return json(Object.fromEntries(models.map(({ model, templateCode }) => [model, templateCode])));
    case 'http-500':
      return plain(500, 'Internal Server Error');
    case 'html':
      return html('<!doctype html><title>Portal</title><p>Sign in to this network.</p>');
    case 'hang':
      return { kind: 'hang' };
  }
}
