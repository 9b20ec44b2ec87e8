import { join } from 'node:path';
import * as z from 'zod';
import { jsonOf } from '../../../core/json.ts';
import type { FileReader } from '../../../ports/foreign-files.ts';
import type { Activity } from './name-book.ts';

/** Nothing else of such a record is looked at: it also contains the access to the session. */
const RecordSchema = z.object({ cwd: z.string().min(1).optional(), sessionId: z.string().min(1).optional() });

/** As the client names them, and as large as it lets them be (0.24.4, its session registry). */
const recordName = /^\d+(-[0-9a-f]{8})?\.json$/;
const largestBytes = 64 * 1024;
/** Nobody runs more sessions; the rest are left over from sessions that were killed. */
const mostRecords = 500;

export interface KnownSessions {
  /**
   * Notes the sessions that run and their projects, from `<QWEN_HOME>/sessions/<pid>.json`, which 0.24.4 writes for a session
   * in a terminal and removes at its end; older clients write none.
   */
  noteRunning(qwenFolder: string, activity: Activity): Promise<void>;
  /** Notes the session that last updated the memory of each project (both generations; docs/facts/qwen-code.md §5.1). */
  noteRemembered(qwenFolder: string, activity: Activity): Promise<void>;
}

/** Reads the records of sessions in the user's own folder. An unchanged record is not read again. */
export function createKnownSessions(ownFiles: FileReader): KnownSessions {
  const looks = new Map<string, string>();

  async function read(path: string, { projects, sessions }: Activity): Promise<void> {
    const facts = await ownFiles.facts(path);
    if (facts === null || facts.size > largestBytes) return;
    const look = `${facts.size}/${facts.changedAtMs}`;
    if (looks.get(path) === look) return;
    const value = jsonOf(await textIn(ownFiles, path));
    if (value === undefined) return; // It is being written or was removed: the next call reads it.
    const { cwd, sessionId } = RecordSchema.safeParse(value).data ?? {};
    if (cwd !== undefined) projects.note(cwd, facts.changedAtMs);
    if (sessionId !== undefined) sessions.note(sessionId, facts.changedAtMs);
    looks.set(path, look);
  }

  return {
    async noteRunning(qwenFolder, activity) {
      const folder = sessionsFolder(qwenFolder);
      const names = (await ownFiles.list(folder)).map(({ name }) => name);
      const paths = names.filter((name) => recordName.test(name)).map((name) => join(folder, name));
      for (const path of looks.keys()) if (path.startsWith(folder) && !paths.includes(path)) looks.delete(path);
      for (const path of paths.slice(0, mostRecords)) await read(path, activity);
    },
    async noteRemembered(qwenFolder, activity) {
      const folder = join(qwenFolder, 'projects');
      for (const { name } of await ownFiles.list(folder))
        await read(join(folder, name, 'extract-cursor.json'), activity);
    },
  };
}

/** Returns the start of a file as text; '' if it cannot be read. */
async function textIn(files: FileReader, path: string): Promise<string> {
  const file = await files.open(path);
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
