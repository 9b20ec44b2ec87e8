import { access } from 'node:fs/promises';
import * as z from 'zod';
import type { Document } from '../../ports/system.ts';
import { createProjectBook, type ProjectBook, ProjectsStateSchema } from './folders/projects.ts';
import { createLedger, type Ledger, LedgerStateSchema } from './ledger.ts';
import { type TailPosition, TailPositionSchema } from './reading/tail.ts';

/** What was collected from the logs, and how far each file was read. */
export interface Kept {
  readonly ledger: Ledger;
  readonly positions: Map<string, TailPosition>;
  readonly projects: ProjectBook;
}

const StateSchema = z.strictObject({
  version: z.literal(2),
  ledger: LedgerStateSchema,
  positions: z.record(z.string(), TailPositionSchema),
  projects: ProjectsStateSchema,
});
type State = z.infer<typeof StateSchema>;

/** The file that keeps the state between two runs. Without it the logs are read again from their beginning. */
export type SessionLogDocument = Pick<Document<State>, 'read' | 'write' | 'settled'>;
export const sessionLogFile = { name: 'session-log.json', schema: StateSchema } as const;

export const nothingKept = (): Kept => ({
  ledger: createLedger(),
  positions: new Map(),
  projects: createProjectBook(),
});

export const stateOf = ({ ledger, positions, projects }: Kept): State => ({
  version: 2,
  ledger: ledger.state(),
  positions: Object.fromEntries(positions),
  projects: [...projects.state()],
});

/** Restores the state of the last run. Counts from a deleted log file are kept, but its read position is dropped. */
export async function keptIn({ ledger, positions, projects }: State): Promise<Kept> {
  const existing = await Promise.all(
    Object.entries(positions).map(async (entry) => ((await isThere(entry[0])) ? [entry] : [])),
  );
  return {
    ledger: createLedger(ledger),
    positions: new Map(existing.flat()),
    projects: createProjectBook(projects),
  };
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
