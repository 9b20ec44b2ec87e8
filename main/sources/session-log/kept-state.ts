import * as z from 'zod';
import type { Document } from '../../ports/system.ts';
import { type Activity, createNameBook, NameBookStateSchema } from './folders/name-book.ts';
import { createLedger, type Ledger, LedgerStateSchema } from './ledger.ts';
import { type TailPosition, TailPositionSchema } from './reading/tail.ts';

/** What was collected from the logs, and how far each file was read. */
export interface Kept {
  readonly ledger: Ledger;
  readonly positions: Map<string, TailPosition>;
  readonly activity: Activity;
  /** What the clock showed at the last scan. */
  readonly scannedAtMs: number;
}

const StateSchema = z.strictObject({
  version: z.literal(2),
  ledger: LedgerStateSchema,
  positions: z.record(z.string(), TailPositionSchema),
  projects: NameBookStateSchema,
  /** Absent in files of earlier versions, like the next one. */
  sessions: NameBookStateSchema.default([]),
  scannedAtMs: z.number().default(0),
});
type State = z.infer<typeof StateSchema>;

/** The file that keeps the state between two runs. Without it the logs are read again from their beginning. */
export type SessionLogDocument = Pick<Document<State>, 'read' | 'write' | 'settled'>;
export const sessionLogFile = { name: 'session-log.json', schema: StateSchema } as const;

export const nothingKept = (): Kept => ({
  ledger: createLedger(),
  positions: new Map(),
  activity: { projects: createNameBook(), sessions: createNameBook() },
  scannedAtMs: 0,
});

/** Positions of files that no longer exist are not searched for, but dropped when there are too many. */
const mostPositions = 20_000;

export const stateOf = ({ ledger, positions, activity, scannedAtMs }: Kept): State => ({
  version: 2,
  ledger: ledger.state(),
  positions: Object.fromEntries([...positions].slice(-mostPositions)),
  projects: [...activity.projects.state()],
  sessions: [...activity.sessions.state()],
  scannedAtMs,
});

/** Restores the state of the last run. */
export const keptIn = ({ ledger, positions, projects, sessions, scannedAtMs }: State): Kept => ({
  ledger: createLedger(ledger),
  positions: new Map(Object.entries(positions)),
  activity: { projects: createNameBook(projects), sessions: createNameBook([...endedIn(ledger), ...sessions]) },
  scannedAtMs,
});

const endedIn = ({ totals }: State['ledger']): [string, number][] =>
  totals.map(({ sessionId, endMs }) => [sessionId, endMs]);
