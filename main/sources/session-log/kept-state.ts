import * as z from 'zod';
import { containsKey } from '../../core/secrets.ts';
import type { Document } from '../../ports/system.ts';
import { type Activity, createNameBook, NameBookStateSchema } from './folders/name-book.ts';
import { createLedger, type Ledger, LedgerStateSchema, type SessionTotal } from './ledger.ts';
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

/**
 * What is written to the file. A name that looks like a key is none of a session, a model or a file that matters, so what
 * it names is left out, and read again at the next start.
 */
export function stateOf({ ledger, positions, activity, scannedAtMs }: Kept): State {
  const { groups, totals } = ledger.state();
  const isPlain = ([name]: readonly [string, unknown]): boolean => !containsKey(name);
  return {
    version: 2,
    ledger: {
      groups: groups.filter(({ sessionId, model, client }) => !containsKey(`${sessionId} ${model} ${client}`)),
      totals: totals.flatMap(withoutKeys),
    },
    positions: Object.fromEntries([...positions].slice(-mostPositions).filter(isPlain)),
    projects: activity.projects.state().filter(isPlain),
    sessions: activity.sessions.state().filter(isPlain),
    scannedAtMs,
  };
}

function withoutKeys(total: SessionTotal): readonly SessionTotal[] {
  if (containsKey(total.sessionId)) return [];
  const models = Object.entries(total.requestsByModel).filter(([model]) => !containsKey(model));
  return [{ ...total, requestsByModel: Object.fromEntries(models) }];
}

/** Restores the state of the last run. */
export const keptIn = ({ ledger, positions, projects, sessions, scannedAtMs }: State): Kept => ({
  ledger: createLedger(ledger),
  positions: new Map(Object.entries(positions)),
  activity: { projects: createNameBook(projects), sessions: createNameBook([...endedIn(ledger), ...sessions]) },
  scannedAtMs,
});

const endedIn = ({ totals }: State['ledger']): [string, number][] =>
  totals.map(({ sessionId, endMs }) => [sessionId, endMs]);
