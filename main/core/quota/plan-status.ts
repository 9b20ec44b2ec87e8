import { hasCome } from './calendar.ts';

/** The services' own words for the state of a plan or of a free-tier model, in upper or lower case. */

const active = /^(valid|normal|active)$/i;
const over = /expire|release|invalid|close|cancel|refund|terminat/i;
const halted = /stop|frozen/i;

/** True if the service calls the plan or model active. */
export const isActive = (status: string | null): boolean => status !== null && active.test(status.trim());

/** True if the plan has ended for good. An unknown word does not mean that. */
export const isOver = (status: string | null): boolean => status !== null && over.test(status);

/** True if the plan is over or stopped, so that its windows limit nothing now. */
export const givesNothing = (status: string | null): boolean => isOver(status) || halted.test(status ?? '');

/** Whether the free amount of a model has ended, so that nothing of it can be used any more. */
export const hasFreeTierEnded = (
  { status, endsAtMs }: { readonly status: string | null; readonly endsAtMs: number | null },
  nowMs: number,
): boolean => hasCome(endsAtMs, nowMs) || givesNothing(status);
