import { join } from 'node:path';
import { jsonOf } from '../../core/json.ts';
import type { RunningSession } from '../../core/provider/precedence/facts.ts';

export interface RunningSessionsDependencies {
  readonly hostName: string;
  readText(path: string): Promise<string | null>;
  /** Names in a folder; none where it cannot be read. */
  list(folder: string): Promise<readonly string[]>;
  isAlive(pid: number): boolean;
  /** When a process started, in seconds since the epoch; null where the system does not say. */
  startedAtSeconds(pid: number): Promise<number | null>;
}

/** Clocks of the two sources differ by rounding, and the record is written some time after the start. */
const toleranceSeconds = 5;

/**
 * The `qwen` processes that run now, from `<runtime>/projects/<name>/chats/<id>.runtime.json` (docs/facts/qwen-code.md
 * §5.1). A record of another machine (a shared home), or whose number now belongs to a younger process, is of a session
 * that ended.
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
  const reused =
    startedAt !== null && record.startedAtSeconds !== null && startedAt > record.startedAtSeconds + toleranceSeconds;
  return reused ? null : { pid: record.pid, workFolder: record.workFolder, version: record.version };
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
