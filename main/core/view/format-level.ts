import type { QuotaWindow, Snapshot } from '../quota/model.ts';
import { usedPercent } from '../quota/share.ts';

/** How near its end a quota is. The same steps for icon, meter and menu. */
export type Level = 'calm' | 'amber' | 'red';

const amberFromPercent = 75;
const redFromPercent = 90;

export function levelOfPercent(percent: number): Level {
  if (percent >= redFromPercent) return 'red';
  return percent >= amberFromPercent ? 'amber' : 'calm';
}

export const levelOf = (window: QuotaWindow): Level => levelOfPercent(usedPercent(window));

/** The currency the account is billed in, for a budget shown beside it; dollars where no bill is known. */
export function currencyOf(snapshot: Snapshot): string {
  for (const status of snapshot.pools) {
    if ((status.state === 'fresh' || status.state === 'stale') && status.reading.pool === 'pay-as-you-go') {
      return status.reading.currency;
    }
  }
  return 'USD';
}
