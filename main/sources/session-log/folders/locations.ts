import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogFolders } from '../../../ports/sources.ts';
import { keptMs } from '../ledger.ts';
import type { LogKind } from '../reading/records.ts';
import type { ProjectBook } from './projects.ts';
import { sessionsFolder } from './running-projects.ts';
import { createRuntimeFolders } from './runtime-folders.ts';

export interface LogFile {
  readonly path: string;
  readonly kind: LogKind;
  /** Changes with the file's size or time, so an equal value means an unchanged file; null: not reliable. */
  readonly look: string | null;
}

/** Lists the log files to read now. It keeps no file handles, and folders may appear and disappear. */
export interface LogLister {
  /** The file with the sessions' sums. It names their projects, so it must be read before `list` is called. */
  sums(): Promise<LogFile>;
  /** Also adds the projects it finds to `projects`. */
  list(nowMs: number, projects: ProjectBook): Promise<readonly LogFile[]>;
  /** The folders to watch: those most likely to change next, as of the last `list`. */
  lively(): readonly string[];
}

/** A transcript unchanged for this long is checked only every `coldEveryMs`, in case its session is resumed. */
const coldAfterMs = 60 * 60_000;
const coldEveryMs = 10 * 60_000;
/** File times are coarse: a folder that changed this recently may change again without a new time. */
const coarseTickMs = 3_000;
/** Systems limit how many folders one program may watch. */
const livelyAtMost = 48;

/** How many file system calls run at the same time. */
const atOnce = 64;

interface KnownFolder {
  readonly changedAtMs: number;
  readonly names: readonly string[];
}

/**
 * There may be thousands of transcripts: recently changed ones are checked on each call, older ones rarely, and those too
 * old for any window never. A new file changes its folder's time, so unchanged folders are not read again.
 */
export function createLogLister(folders: () => Promise<LogFolders>): LogLister {
  const runtimeFolders = createRuntimeFolders();
  const touchedAtMs = new Map<string, number>();
  const known = new Map<string, KnownFolder>();
  let commonFolders: readonly string[] = [];
  let coldCheckedAtMs = Number.NEGATIVE_INFINITY;

  async function transcripts(runtimeFolder: string, nowMs: number, checkCold: boolean): Promise<LogFile[]> {
    const found: LogFile[] = [];
    const projects = join(runtimeFolder, 'projects');
    for (const project of await namesIn(projects)) {
      const folder = join(projects, project, 'chats');
      const paths = (await transcriptNames(folder, nowMs))
        .map((name) => join(folder, name))
        .filter((path) => checkCold || nowMs - (touchedAtMs.get(path) ?? nowMs) <= coldAfterMs);
      for (let at = 0; at < paths.length; at += atOnce) {
        const batch = await Promise.all(paths.slice(at, at + atOnce).map((path) => lookAt(path, nowMs)));
        found.push(...batch.flat());
      }
    }
    return found;
  }

  async function lookAt(path: string, nowMs: number): Promise<readonly LogFile[]> {
    const status = await statusOf(path);
    if (status === null) return [];
    const { mtimeMs, size } = status;
    touchedAtMs.set(path, mtimeMs);
    // Two writes within one tick of the file system's clock may leave the same size and time.
    const look = nowMs - mtimeMs > coarseTickMs ? `${size}/${mtimeMs}` : null;
    return nowMs - mtimeMs <= keptMs ? [{ path, kind: 'transcript', look }] : [];
  }

  async function transcriptNames(folder: string, nowMs: number): Promise<readonly string[]> {
    const changedAtMs = (await statusOf(folder))?.mtimeMs;
    if (changedAtMs === undefined) {
      known.delete(folder);
      return [];
    }
    const before = known.get(folder);
    if (before?.changedAtMs === changedAtMs && nowMs - changedAtMs > coarseTickMs) return before.names;
    const names = (await namesIn(folder)).filter((name) => name.endsWith('.jsonl') && !name.endsWith('.ledger.jsonl'));
    known.set(folder, { changedAtMs, names });
    return names;
  }

  async function usageFiles(runtimeFolder: string): Promise<LogFile[]> {
    const folder = join(runtimeFolder, 'usage');
    const names = (await namesIn(folder)).filter((name) => /^token-usage-\d{4}-\d{2}\.jsonl$/.test(name)).sort();
    // A window reaches back 31 days: two months' files, and a third across a short February.
    return names.slice(-3).map((name) => ({ path: join(folder, name), kind: 'usage', look: null }));
  }

  function noteProject(project: string, files: readonly LogFile[], projects: ProjectBook): void {
    const touched = files.map(({ path }) => touchedAtMs.get(path) ?? 0);
    if (touched.length > 0) projects.note(project, Math.max(...touched));
  }

  return {
    async sums() {
      return { path: join((await folders()).qwenFolder, 'usage_record.jsonl'), kind: 'session-total', look: null };
    },
    async list(nowMs, projects) {
      const where = await folders();
      const runtimes = await runtimeFolders(where, projects, nowMs);
      const common = runtimes.filter(({ project }) => project === null).map(({ path }) => join(path, 'projects'));
      commonFolders = where.ofProjects === undefined ? common : [sessionsFolder(where.qwenFolder), ...common];
      const checkCold = nowMs - coldCheckedAtMs >= coldEveryMs;
      if (checkCold) coldCheckedAtMs = nowMs;
      const found: LogFile[] = [];
      for (const { path, project } of runtimes) {
        const files = await transcripts(path, nowMs, checkCold);
        if (project !== null) noteProject(project, files, projects);
        found.push(...files, ...(await usageFiles(path)));
      }
      return found;
    },
    lively() {
      const newestFirst = [...known].sort(([, one], [, other]) => other.changedAtMs - one.changedAtMs);
      return [...commonFolders, ...newestFirst.slice(0, livelyAtMost).map(([folder]) => folder)];
    },
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return []; // not there (yet), or not ours to read: nothing to count
  }
}

async function statusOf(path: string): Promise<{ readonly mtimeMs: number; readonly size: number } | null> {
  try {
    return await stat(path);
  } catch {
    return null; // deleted between the listing and the look
  }
}
