import type { SourceId } from '../core/quota/model.ts';
import type { BreakdownAnswer } from '../core/usage/breakdown-model.ts';
import type { DateRange } from '../core/usage/breakdown-period.ts';

export interface BreakdownAsk {
  readonly model: string;
  readonly range: DateRange;
  /** YYYY-MM-DD: nothing is asked of months after it. */
  readonly today: string;
  /** Models the account is known to have: nobody needs to look them up. */
  readonly knownModels: readonly string[];
}

/** A place that can tell what one model used over time. Asked for by a person, never polled. */
export interface BreakdownSource {
  readonly id: SourceId;
  /** Day by day. Never throws. `superseded` once `signal` is aborted. */
  breakdown(asked: BreakdownAsk, signal: AbortSignal): Promise<BreakdownAnswer>;
}
