import { join } from 'node:path';
import * as z from 'zod';
import { jsonOf } from '../../../core/json.ts';
import { ownFiles } from '../reading/own-files.ts';
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
    const facts = await ownFiles.facts(path);
    if (facts === null || facts.size > largestBytes) return;
    const look = `${facts.size}/${facts.changedAtMs}`;
    if (looks.get(path) === look) return;
    const value = jsonOf(await textIn(path));
    if (value === undefined) return; // It is being written or was removed: the next call reads it.
    const record = RecordSchema.safeParse(value);
    if (record.success) projects.note(record.data.cwd, facts.changedAtMs);
    looks.set(path, look);
  }

  return async (qwenFolder, projects) => {
    const folder = sessionsFolder(qwenFolder);
    const names = (await ownFiles.list(folder)).map(({ name }) => name);
    const paths = names.filter((name) => recordName.test(name)).map((name) => join(folder, name));
    for (const path of looks.keys()) if (!paths.includes(path)) looks.delete(path);
    for (const path of paths.slice(0, mostRecords)) await read(path, projects);
  };
}

/** Returns the start of a file as text; '' if it cannot be read. */
async function textIn(path: string): Promise<string> {
  const file = await ownFiles.open(path);
  if (file === null) return '';
  try {
    const buffer = Buffer.alloc(largestBytes);
    return buffer.toString('utf8', 0, await file.read(buffer, 0));
  } catch {
    return '';
  } finally {
    await file.close();
  }
}

export const sessionsFolder = (qwenFolder: string): string => join(qwenFolder, 'sessions');
