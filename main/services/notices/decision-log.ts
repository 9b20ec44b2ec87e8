import * as z from 'zod';
import { type Decision, DecisionSchema, withDecision } from '../../core/notices/decision.ts';
import type { DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

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

export function createDecisionLog({ files, log }: { readonly files: DataFiles; readonly log: Log }): DecisionLog {
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
    },
    async start() {
      decisions = merged((await document.read())?.decisions ?? []);
    },
    settled: document.settled,
  };
}
