import * as z from 'zod';
import type { NoticeRecord } from '../../core/history/record.ts';
import { type Decision, DecisionSchema, withDecision } from '../../core/notices/decision.ts';
import type { DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';
import type { Journal } from '../history/journal.ts';

export const decisionsFileName = 'decisions.json';
export const DecisionsFileSchema = z.strictObject({
  version: z.literal(1),
  decisions: z.array(DecisionSchema).readonly(),
});

/** Keeps the last 500 decisions about notices. Its file holds names of kinds and windows, times and percentages, no text. */
export interface DecisionLog {
  /** Oldest first. */
  all(): readonly Decision[];
  note(decision: Decision): void;
  start(): Promise<void>;
  settled(): Promise<void>;
}

export interface DecisionLogDependencies {
  readonly files: DataFiles;
  readonly log: Log;
  /** Where the user's history records the notices that came, beyond the last 500 decisions. */
  readonly journal: Pick<Journal, 'append'>;
}

export function createDecisionLog({ files, log, journal }: DecisionLogDependencies): DecisionLog {
  let decisions: readonly Decision[] = [];
  const merged = (earlier: readonly Decision[]): readonly Decision[] => decisions.reduce(withDecision, earlier);
  const document = createDocument<z.infer<typeof DecisionsFileSchema>>({
    files,
    name: decisionsFileName,
    schema: DecisionsFileSchema,
    log,
    merge(earlier) {
      decisions = merged(earlier.decisions);
      return { version: 1, decisions };
    },
  });
  return {
    all: () => decisions,
    note(decision) {
      const after = withDecision(decisions, decision);
      if (after === decisions) return;
      decisions = after;
      document.write({ version: 1, decisions });
      if (decision.outcome === 'shown' || decision.outcome === 'desktop-refused') journal.append(recordOf(decision));
    },
    async start() {
      decisions = merged((await document.read())?.decisions ?? []);
    },
    settled: document.settled,
  };
}

const recordOf = ({ atMs, kind, pool, windowId, thresholdPercent, outcome }: Decision): NoticeRecord => ({
  kind: 'notice',
  atMs,
  about: kind,
  pool,
  windowId,
  thresholdPercent,
  outcome,
});
