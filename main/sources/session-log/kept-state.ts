import { access } from 'node:fs/promises';
import * as z from 'zod';
import { jsonOf } from '../../core/json.ts';
import type { DataFiles, Log } from '../../ports/system.ts';
import { createProjectBook, type ProjectBook, ProjectsStateSchema } from './folders/projects.ts';
import { createLedger, type Ledger, LedgerStateSchema } from './ledger.ts';
import { type TailPosition, TailPositionSchema } from './reading/tail.ts';

/** What is known of the logs, and how far they were read. */
export interface Kept {
  readonly ledger: Ledger;
  readonly positions: Map<string, TailPosition>;
  readonly projects: ProjectBook;
}

interface KeptStateDeps {
  readonly dataFiles: DataFiles;
  readonly log: Log;
}

const stateName = 'session-log.json';
const StateSchema = z.strictObject({
  version: z.literal(2),
  ledger: LedgerStateSchema,
  positions: z.record(z.string(), TailPositionSchema),
  projects: ProjectsStateSchema,
});

export const nothingKept = (): Kept => ({
  ledger: createLedger(),
  positions: new Map(),
  projects: createProjectBook(),
});

export async function keepState({ dataFiles, log }: KeptStateDeps, kept: Kept): Promise<void> {
  const state: z.infer<typeof StateSchema> = {
    version: 2,
    ledger: kept.ledger.state(),
    positions: Object.fromEntries(kept.positions),
    projects: [...kept.projects.state()],
  };
  const written = await dataFiles.write(stateName, Buffer.from(JSON.stringify(state)));
  if (!written) log.warn('session log: the state could not be kept; the logs are read again at the next start');
}

/** What the last run kept; nothing where there was none, or it cannot be read: that one is set aside. */
export async function recallState({ dataFiles, log }: KeptStateDeps): Promise<Kept> {
  const bytes = await dataFiles.read(stateName);
  if (bytes === null) return nothingKept();
  const parsed = StateSchema.safeParse(jsonOf(Buffer.from(bytes).toString('utf8')));
  if (parsed.success) {
    const { ledger, positions, projects } = parsed.data;
    // What was counted of a deleted file stays; where it was read to is of no use any more.
    const living = await Promise.all(
      Object.entries(positions).map(async (entry) => ((await isThere(entry[0])) ? [entry] : [])),
    );
    return {
      ledger: createLedger(ledger),
      positions: new Map(living.flat()),
      projects: createProjectBook(projects),
    };
  }
  const keptAs = await dataFiles.setAside(stateName);
  log.warn(`session log: the state could not be read (kept as ${keptAs ?? 'nothing'}); the logs are read again`);
  return nothingKept();
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
