import { describe, expect, it } from 'vitest';
import { ReadingSchema } from '../../../../main/core/quota/model.ts';
import { statusJson } from '../../../../main/core/quota/status/status-json.ts';
import { StatusSchema } from '../../../../main/core/quota/status/status-schema.ts';
import { knownFromStatus } from '../../../../main/core/quota/status/status-snapshot.ts';
import { codingPlan, fresh, snapshotOf, window } from '../../../support/readings.ts';

/** A reading as version 0.1 kept it: without `renewal`, and without the packs of a personal plan. */
function older(pool: string, ids: readonly ('five-hours' | 'week' | 'month' | 'credits')[]): object {
  const { plan, windows: _, ...rest } = codingPlan();
  const windows = ids.map((id) => {
    const { renewal: _renewal, ...without } = window({ id, unit: 'share', used: 0.2, limit: 1 });
    return without;
  });
  return { ...rest, pool, windows, ...(pool === 'token-plan-personal' ? { tier: plan } : { plan }) };
}

const renewals = (value: object) => ReadingSchema.parse(value).windows.map(({ id, renewal }) => [id, renewal]);

describe('a reading that an older version kept', () => {
  it('of a Coding Plan rolls over five hours and otherwise follows the calendar', () => {
    expect(renewals(older('coding-plan', ['five-hours', 'week', 'month']))).toEqual([
      ['five-hours', 'rolling'],
      ['week', 'calendar'],
      ['month', 'calendar'],
    ]);
  });

  it('of a personal Token Plan has fixed five hours and a fixed week, and no packs', () => {
    const personal = older('token-plan-personal', ['five-hours', 'week', 'month', 'credits']);
    expect(renewals(personal)).toEqual([
      ['five-hours', 'fixed'],
      ['week', 'fixed'],
      ['month', 'calendar'],
      ['credits', 'calendar'],
    ]);
    expect(ReadingSchema.parse(personal)).toMatchObject({ addOns: [] });
  });

  it('keeps what a newer version said', () => {
    const reading = codingPlan();
    expect(ReadingSchema.parse(reading)).toEqual(reading);
  });
});

describe('a status.json that an older version wrote', () => {
  it('is completed in the same way', () => {
    const status = statusJson({
      snapshot: snapshotOf(fresh(codingPlan())),
      session: { state: 'unknown' },
      preferences: { warnAtUsedPercents: [90] },
      localCounts: null,
      demo: false,
      nowMs: codingPlan().takenAtMs,
    });
    const text = JSON.stringify(status, (key, value) => (key === 'renewal' || key === 'add_ons' ? undefined : value));
    const { snapshot } = knownFromStatus(StatusSchema.parse(JSON.parse(text)));
    expect(snapshot).toEqual(snapshotOf(fresh(codingPlan())));
  });
});
