import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogFolders, ProjectLogFolders } from '../../../ports/sources.ts';
import { foldersNamed } from './folder-names.ts';
import type { ProjectBook } from './projects.ts';
import { createRunningProjects } from './running-projects.ts';

/** Projects looked at on every call; the others every `coldEveryMs`. */
const recentAtMost = 64;
const coldEveryMs = 10 * 60_000;
/** Questions to the file system under way at a time. */
const atOnce = 64;

export interface RuntimeFolder {
  readonly path: string;
  /** The project it belongs to; null: all that have none of their own. */
  readonly project: string | null;
}

/**
 * Finds the runtime folders to look into now: the common ones, and those of the projects that are known to the book, each
 * once however many names it has. Folders that are not there are left out.
 */
export function createRuntimeFolders(): (
  folders: LogFolders,
  projects: ProjectBook,
  nowMs: number,
) => Promise<readonly RuntimeFolder[]> {
  const noteRunning = createRunningProjects();
  const decoded = new Map<string, readonly string[]>();
  let coldAtMs = Number.NEGATIVE_INFINITY;

  async function of(project: string, ofProjects: ProjectLogFolders): Promise<readonly RuntimeFolder[]> {
    const there = await Promise.all((await ofProjects.of(project)).map(realPathOf));
    return there.flatMap((path) => (path === null ? [] : [{ path, project }]));
  }

  /** Those whose folder's name below the Qwen folder is all that is known of them: how 0.15.10 leaves a trace. */
  async function guessed(qwenFolder: string): Promise<readonly string[]> {
    const names = await readdir(join(qwenFolder, 'projects')).catch(() => []); // none yet
    for (const name of names) if (!decoded.has(name)) decoded.set(name, await foldersNamed(name));
    return names.flatMap((name) => decoded.get(name) ?? []);
  }

  async function ofAll(folders: LogFolders, projects: ProjectBook, nowMs: number): Promise<readonly RuntimeFolder[]> {
    const { qwenFolder, ofProjects } = folders;
    if (ofProjects === undefined) return [];
    await noteRunning(qwenFolder, projects);
    const isCold = nowMs - coldAtMs >= coldEveryMs;
    const newest = projects.newestFirst();
    if (!isCold) return inBatches(newest.slice(0, recentAtMost), (project) => of(project, ofProjects));
    coldAtMs = nowMs;
    const rest = [...ofProjects.known, ...(ofProjects.areTheRule ? await guessed(qwenFolder) : [])];
    return inBatches([...new Set([...newest, ...rest])], (project) => of(project, ofProjects));
  }

  return async (folders, projects, nowMs) => {
    const common = await Promise.all([folders.runtimeFolder, folders.qwenFolder].map(realPathOf));
    const shared = common.flatMap((path) => (path === null ? [] : [{ path, project: null }]));
    const found = new Map<string, RuntimeFolder>();
    for (const folder of [...shared, ...(await ofAll(folders, projects, nowMs))]) {
      if (!found.has(folder.path)) found.set(folder.path, folder);
    }
    return [...found.values()];
  };
}

async function inBatches<Item, Result>(
  items: readonly Item[],
  task: (item: Item) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(task))).flat());
  }
  return results;
}

const realPathOf = (path: string): Promise<string | null> => realpath(path).catch(() => null); // not there (yet)
