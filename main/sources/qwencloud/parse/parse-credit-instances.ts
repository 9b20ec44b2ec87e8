import type { ReadingOf } from '../../../core/quota/model.ts';
import { givesNothing, isActive } from '../../../core/quota/plan-status.ts';
import { type Origin, type Parsed, unknownShape } from '../../parsed.ts';
import { readStatus, speaking } from '../../plan-status.ts';
import { creditsUsed, exactWindow } from '../../quota-windows.ts';
import { type JsonObject, readAmount, readFlag, readText, readTimeMs } from '../../values.ts';

type TeamReading = ReadingOf<'token-plan-team'>;
type AddOn = TeamReading['addOns'][number];

const statusOf = (row: JsonObject): string | null => readStatus(row['Status']);

/**
 * What is left: the period's rest where the capacity shifts by the month, the plain rest else
 * (docs/facts/qwencloud-protocol.md §4.4).
 */
function leftOf(row: JsonObject): number | null {
  const current = readAmount(row['CurrCapacityBaseValue']);
  if (row['CapacityTypeCode'] !== 'periodMonthlyShift') return current;
  return readAmount(row['periodCapacityBaseValue']) ?? current;
}

/**
 * Reads `DescribeFrInstances` rows of a plan told by instances (docs/facts/qwencloud-protocol.md §4.4), in Credits. One
 * row speaks. When its Credits come back is not said: `EndTime` is the plan's end. No rows → not subscribed.
 */
export function parseCreditInstances(rows: readonly JsonObject[], origin: Origin): Parsed<'token-plan-team'> {
  const row = speaking(rows, statusOf);
  if (row === undefined) return { outcome: 'not-subscribed' };
  const status = statusOf(row);
  const total = readAmount(row['InitCapacityBaseValue']);
  const left = leftOf(row);
  const ended = givesNothing(status);
  if (!ended && (total === null || left === null)) return unknownShape('DescribeFrInstances.Capacity');
  const used = total === null || left === null ? null : creditsUsed(total, left);
  const window = ended ? null : exactWindow('credits', 'credits', { used, limit: total, resetsAt: null });
  const reading: TeamReading = {
    pool: 'token-plan-team',
    ...origin,
    windows: window === null ? [] : [window],
    endsAtMs: readTimeMs(row['EndTime']),
    autoRenews: readFlag(row['EnableRenew']),
    plan: readText(row['TemplateName']) ?? readText(row['CommodityName']),
    status,
    seatTiers: [],
    addOns: [],
  };
  return { outcome: 'reading', reading };
}

/** The add-on packs that still count; a pack whose rest cannot be read is left out. */
export function parseAddOns(rows: readonly JsonObject[]): readonly AddOn[] {
  return rows
    .filter((row) => isActive(statusOf(row)))
    .flatMap((row) => {
      const remainingCredits = leftOf(row);
      if (remainingCredits === null) return [];
      return [
        {
          totalCredits: readAmount(row['InitCapacityBaseValue']),
          remainingCredits,
          endsAtMs: readTimeMs(row['EndTime']),
        },
      ];
    });
}
