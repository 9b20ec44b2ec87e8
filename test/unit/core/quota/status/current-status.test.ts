import { describe, expect, it } from 'vitest';
import type { SettingsView } from '../../../../../main/core/provider/model.ts';
import { isCurrentStatus } from '../../../../../main/core/quota/status/current-status.ts';
import { type StatusInput, statusJson } from '../../../../../main/core/quota/status/status-json.ts';
import { StatusSchema } from '../../../../../main/core/quota/status/status-schema.ts';
import { base, currentOption, nowMs, readable } from '../../../../renderer/states.ts';
import { codingPlan, fresh, noonMs, snapshotOf } from '../../../../support/readings.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const statusOf = (snapshot: StatusInput['snapshot'], atMs: number, settings: SettingsView = base.settings): Json =>
  JSON.parse(
    JSON.stringify(
      statusJson({
        snapshot,
        session: { state: 'signed-out', lastEnd: null, cause: 'never' },
        preferences: { warnAtUsedPercents: [90] },
        settings,
        localCounts: { fiveHours: 3, week: 12, month: null },
        demo: false,
        nowMs: atMs,
      }),
    ),
  );

const statuses: Readonly<Record<string, Json>> = {
  'every plan': statusOf(base.snapshot, nowMs),
  'one plan': statusOf(snapshotOf(fresh(codingPlan())), noonMs),
  nothing: statusOf(snapshotOf(), noonMs, { state: 'unknown' }),
  'a plan that is not in use': statusOf(snapshotOf(fresh(codingPlan())), noonMs, {
    ...readable,
    options: [{ ...currentOption, baseUrl: 'https://openrouter.ai/api/v1' }],
  }),
};

/** What may stand in place of any value. */
const others: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e300,
  '',
  'x',
  'exact',
  [],
  [null],
  {},
  { kind: 'tls' },
];

/** The value with each of its parts in turn replaced, removed or given a further field. */
function* changed(value: Json): Generator<Json> {
  yield* others;
  if (value === null || typeof value !== 'object') return;
  if (isList(value)) {
    for (const [at, part] of value.entries()) {
      for (const next of changed(part)) yield value.with(at, next);
    }
    return;
  }
  yield { ...value, further: 1 };
  for (const [name, part] of Object.entries(value)) {
    yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
    for (const next of changed(part)) yield { ...value, [name]: next };
  }
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

describe('the quick check of a status', () => {
  it.each(Object.entries(statuses))('accepts what the app writes about %s', (_name, status) => {
    expect(isCurrentStatus(status)).toBe(true);
  });

  it.each(Object.entries(statuses))('accepts no change of %s that the schema refuses or completes', (_name, status) => {
    for (const candidate of changed(status)) {
      if (!isCurrentStatus(candidate)) continue;
      const parsed = StatusSchema.safeParse(candidate);
      expect({ candidate, parsed: parsed.data }).toEqual({ candidate, parsed: candidate });
    }
  });

  it.each([-5, 1e300])('refuses a window of %d, as the schema does', (number) => {
    const outlook =
      '{"left_at_reset":1,"highest_ahead_percent":1,"half_back_at":null,"per_hour":1,"five_hours_left":1,"stops_first":true}';
    const text = JSON.stringify(statuses['one plan']).replaceAll('"outlook":null', `"outlook":${outlook}`);
    expect(isCurrentStatus(JSON.parse(text))).toBe(true);
    for (const name of ['used', 'limit', 'highest_ahead_percent', 'five_hours_left', 'left_at_reset']) {
      const damaged = JSON.parse(text.replace(new RegExp(`"${name}":[^,}]+`), `"${name}":${number}`));
      expect([name, isCurrentStatus(damaged), StatusSchema.safeParse(damaged).success]).toEqual([name, false, false]);
    }
  });

  it.each([
    ['a failure with further fields', { kind: 'proxy', status: 407 }],
    ['an unknown failure', { kind: 'tired' }],
  ])('leaves %s to the schema', (_name, failure) => {
    const text = JSON.stringify(statuses['one plan']).replace('"failure":null', `"failure":${JSON.stringify(failure)}`);
    expect(isCurrentStatus(JSON.parse(text))).toBe(false);
  });
});
