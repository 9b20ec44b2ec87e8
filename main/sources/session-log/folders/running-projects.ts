import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { jsonOf } from '../../../core/json.ts';
import type { ProjectBook } from './projects.ts';

/** Of such a record nothing else is looked at: it holds the way into the session, too. */
const RecordSchema = z.object({ cwd: z.string().min(1) });

/** As the client names them, and as large as it lets them be (0.24.4, its session registry). */
const recordName = /^\d+(-[0-9a-f]{8})?\.json$/;
const largestBytes = 64 * 1024;
/** Nobody runs more; the rest are left-overs of sessions that were killed. */
const mostRecords = 500;

/**
 * Notes the projects of the sessions that run, from `<QWEN_HOME>/sessions/<pid>.json`, which 0.24.4 writes for a session in a
 * terminal and removes at its end; older clients write none. A record that was read is not read again.
 */
export function createRunningProjects(): (qwenFolder: string, projects: ProjectBook) => Promise<void> {
  const looks = new Map<string, string>();

  async function read(path: string, projects: ProjectBook): Promise<void> {
    try {
      const { size, mtimeMs } = await stat(path);
      const look = `${size}/${mtimeMs}`;
      if (size > largestBytes || looks.get(path) === look) return;
      const value = jsonOf(await readFile(path, 'utf8'));
      if (value === undefined) return; // It is being written: the next look reads it.
      const record = RecordSchema.safeParse(value);
      if (record.success) projects.note(record.data.cwd, mtimeMs);
      looks.set(path, look);
    } catch {
      // The session ended this moment.
    }
  }

  return async (qwenFolder, projects) => {
    const folder = sessionsFolder(qwenFolder);
    const names = await readdir(folder).catch(() => []); // an older client, or none yet
    const paths = names.filter((name) => recordName.test(name)).map((name) => join(folder, name));
    for (const path of looks.keys()) if (!paths.includes(path)) looks.delete(path);
    for (const path of paths.slice(0, mostRecords)) await read(path, projects);
  };
}

export const sessionsFolder = (qwenFolder: string): string => join(qwenFolder, 'sessions');
