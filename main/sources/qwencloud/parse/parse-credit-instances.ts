import type { ReadingOf } from '../../../core/quota/model.ts';
import { givesNothing, isActive } from '../../../core/quota/plan-status.ts';
import { type Origin, type Parsed, unknownShape } from '../../parsed.ts';
import { planToShow, readStatus } from '../../plan-status.ts';
import { exactWindow, readCredits } from '../../quota-windows.ts';
import { type JsonObject, readAmount, readFlag, readNumber, readText, readTimeMs } from '../../values.ts';

type TeamReading = ReadingOf<'token-plan-team'>;
type AddOn = TeamReading['addOns'][number];

const statusOf = (row: JsonObject): string | null => readStatus(row['Status']);

/**
 * The remaining Credits: those of the current period if the capacity changes monthly, otherwise the plain remainder
 * (docs/facts/qwencloud-protocol.md §4.4).
 */
function leftOf(row: JsonObject): number | null {
  const current = readNumber(row['CurrCapacityBaseValue']);
  if (row['CapacityTypeCode'] !== 'periodMonthlyShift') return current;
  return readNumber(row['periodCapacityBaseValue']) ?? current;
}

/**
 * Reads the `DescribeFrInstances` rows of a plan without seats (docs/facts/qwencloud-protocol.md §4.4), in Credits. Of
 * several rows one is read. The service does not say when the Credits are refreshed: `EndTime` is the plan's end. No
 * rows → not subscribed.
 */
export function parseCreditInstances(rows: readonly JsonObject[], origin: Origin): Parsed<'token-plan-team'> {
  const row = planToShow(rows, statusOf);
  if (row === undefined) return { outcome: 'not-subscribed' };
  const status = statusOf(row);
  const credits = readCredits(row['InitCapacityBaseValue'], leftOf(row));
  const ended = givesNothing(status);
  if (!ended && credits === null) return unknownShape('DescribeFrInstances.Capacity', row);
  const window =
    ended || credits === null
      ? null
      : exactWindow({ id: 'credits', unit: 'credits', renewal: 'calendar' }, { ...credits, resetsAt: null });
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

/** The add-on packs that are still valid; a pack whose remainder cannot be read is left out. */
export function parseAddOns(rows: readonly JsonObject[]): readonly AddOn[] {
  return rows
    .filter((row) => isActive(statusOf(row)))
    .flatMap((row) => {
      const remainingCredits = leftOf(row);
      if (remainingCredits === null) return [];
      return [
        {
          totalCredits: readAmount(row['InitCapacityBaseValue']),
          remainingCredits: Math.max(0, remainingCredits),
          endsAtMs: readTimeMs(row['EndTime']),
        },
      ];
    });
}
