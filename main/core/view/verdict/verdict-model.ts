import type { PoolId, PoolStatus, QuotaWindow, Reading, WindowId } from '../../quota/model.ts';
import type { Level } from '../level.ts';
import type { QuotaInput } from '../quota/quota-view.ts';

/**
 * What the verdict says of its window, which the row then leaves out: what is left, how it goes on, when it resets or comes
 * back, and how long or how much that is.
 */
export type Told = 'left' | 'outcome' | 'back' | 'back-exactly';

/** How the quota stands, in one sentence, and what to do or know in one line. */
export interface Verdict {
  readonly sentence: string;
  /** The part of the sentence that is shown in the colour of the level; null: none. */
  readonly strongText: string | null;
  readonly line: string | null;
  /** That of a pool which is not in use is calm. */
  readonly level: Level;
  readonly isOld: boolean;
  readonly pool: PoolId;
  /** What it says. `plenty`: that there is enough, and not how much, so that a notice about the window says more. */
  readonly kind: 'plenty' | 'left' | 'may-end' | 'ends' | 'used-up' | 'billed' | 'old';
  /** The window that is spoken of; null for a pool without windows. */
  readonly windowId: WindowId | null;
  readonly told: readonly Told[];
}

/** What is said of one pool. */
export interface Speaker {
  readonly input: QuotaInput;
  readonly status: PoolStatus;
  readonly reading: Reading;
  /** The windows that still count what was read, with the packs that follow them. */
  readonly windows: readonly QuotaWindow[];
}

/** What one part says; the pool and the age of its numbers are known before. */
export type Said = Omit<Verdict, 'pool' | 'isOld'>;
