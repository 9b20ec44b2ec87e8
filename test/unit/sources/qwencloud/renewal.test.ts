import { expect, it } from 'vitest';
import { openEnvelope } from '../../../../main/sources/qwencloud/envelope.ts';
import { billedRenewal } from '../../../../main/sources/qwencloud/parse/parse-renewal.ts';
import { envelope } from './answers.ts';

/** The shapes of the official client's own tests (docs/facts/qwencloud-protocol.md §4.5), with its answer. */

const nowMs = Date.UTC(2026, 8, 10);
const commodity = 'sfm_tokenplansolo_public_cn';
const plan = { instanceCode: 'sub-1', endsAtMs: nowMs + 2_592_000_000 };
const endIn = (ms: number): string => new Date(nowMs + ms).toISOString();
const instance = (changes: Readonly<Record<string, unknown>> = {}) => ({
  InstanceID: 'sub-1',
  ProductCode: 'sfm',
  ProductType: commodity,
  Status: 'Normal',
  SubStatus: 'Normal',
  RenewStatus: 'AutoRenewal',
  SubscriptionType: 'Subscription',
  EndTime: endIn(2_592_000_000),
  ...changes,
});
const billed = (list: readonly unknown[], changes = {}) =>
  billedRenewal({ Data: { InstanceList: list, TotalCount: list.length, ...changes } }, plan, commodity, nowMs);

const byEnd = { InstanceID: 'sub-renamed' };
const only = { ...byEnd, EndTime: endIn(2_678_400_000) };

it.each([
  ['the instance of that code', [instance()], true],
  ['its manual renewal', [instance({ RenewStatus: 'ManualRenewal' })], false],
  ['the instance of that end', [instance({ ...only, RenewStatus: 'ManualRenewal' }), instance(byEnd)], true],
  ['the only instance', [instance(only)], true],
  ['the only one of the plan beside another product', [instance(only), instance({ ProductType: 'other' })], true],
  ['two instances of that end', [instance(byEnd), instance({ InstanceID: 'sub-3' })], null],
  ['unrelated instances', [instance(only), instance({ ...only, InstanceID: 'sub-2' })], null],
  ['an instance that has ended', [instance({ EndTime: endIn(0) })], null],
  ['an instance that is not normal', [instance({ SubStatus: 'Stopped' })], null],
  ['an unknown renewal', [instance({ RenewStatus: 'NotRenewal' })], null],
  ['no instance', [], null],
])('is that of %s', (_name, list, renews) => {
  expect(billed(list)).toBe(renews);
});

it('takes the only instance only from a whole list', () => {
  expect(billed([instance(only)], { TotalCount: 2 })).toBeNull();
  expect(billed([instance()], { TotalCount: 2 })).toBe(true);
  for (const answer of [null, {}, { Data: [] }, { Data: { InstanceList: {} } }]) {
    expect(billedRenewal(answer, plan, commodity, nowMs)).toBeNull();
  }
});

it.each([
  { Success: false, Data: [], TotalCount: 0 },
  { Code: 'Error', Data: [], TotalCount: 0 },
  { Success: 'true', Data: [] },
])('does not take a payload that denies its success for an empty list: %j', (payload) => {
  expect(openEnvelope(envelope(payload)).ok).toBe(false);
});

it.each([
  { Success: true, Code: 'Success', Data: [] },
  { Code: '200', Data: [] },
  { Success: null, Data: [] },
  [],
  null,
])('takes %j for an answer', (payload) => {
  expect(openEnvelope(envelope(payload))).toEqual({ ok: true, value: payload });
});
