import { join } from 'node:path';
import { jsonOf } from '../../core/json.ts';
import type { RunningSession } from '../../core/provider/precedence/facts.ts';

export interface RunningSessionsDependencies {
  readonly hostName: string;
  readText(path: string): Promise<string | null>;
  /** Returns the names in a folder; none if it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  isAlive(pid: number): boolean;
  /** Returns when a process started, in seconds since the epoch; null if the system does not reveal it. */
  startedAtSeconds(pid: number): Promise<number | null>;
}

/** Allows for rounding differences between the two sources. */
const toleranceSeconds = 5;

/**
 * Finds the running `qwen` processes from `<runtime>/projects/<name>/chats/<id>.runtime.json` (docs/facts/qwen-code.md
 * §5.1). Skips records from another machine (a shared home), and those whose process id now belongs to a later process.
 */
export async function findRunningSessions(
  dependencies: RunningSessionsDependencies,
  runtimeFolder: string,
): Promise<readonly RunningSession[]> {
  const projects = join(runtimeFolder, 'projects');
  const sessions = new Map<number, RunningSession>();
  for (const project of await dependencies.list(projects)) {
    const chats = join(projects, project, 'chats');
    for (const name of await dependencies.list(chats)) {
      if (!name.endsWith('.runtime.json')) continue;
      const session = await readSession(dependencies, join(chats, name));
      if (session !== null) sessions.set(session.pid, session);
    }
  }
  return [...sessions.values()];
}

async function readSession(dependencies: RunningSessionsDependencies, path: string): Promise<RunningSession | null> {
  const record = parseRecord(await dependencies.readText(path));
  if (record === null || !dependencies.isAlive(record.pid)) return null;
  if (record.hostName !== null && record.hostName !== dependencies.hostName) return null;
  const startedAt = await dependencies.startedAtSeconds(record.pid);
  const isPidReused =
    startedAt !== null && record.startedAtSeconds !== null && startedAt > record.startedAtSeconds + toleranceSeconds;
  return isPidReused ? null : { pid: record.pid, workFolder: record.workFolder, version: record.version };
}

interface SessionRecord extends RunningSession {
  readonly hostName: string | null;
  readonly startedAtSeconds: number | null;
}

function parseRecord(text: string | null): SessionRecord | null {
  const value = jsonOf(text ?? '');
  if (typeof value !== 'object' || value === null) return null;
  const field = new Map<string, unknown>(Object.entries(value));
  const pid = field.get('pid');
  const workFolder = field.get('work_dir');
  const version = field.get('qwen_version');
  const hostName = field.get('hostname');
  const startedAt = field.get('started_at');
  if (typeof pid !== 'number' || typeof workFolder !== 'string') return null;
  return {
    pid,
    workFolder,
    version: typeof version === 'string' ? version : null,
    hostName: typeof hostName === 'string' ? hostName : null,
    startedAtSeconds: typeof startedAt === 'number' ? startedAt : null,
  };
}
