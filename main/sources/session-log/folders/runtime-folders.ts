import { join, relative, resolve, sep } from 'node:path';
import type { FileReader, ForeignFiles } from '../../../ports/foreign-files.ts';
import type { LogFolders, ProjectLogFolders } from '../../../ports/sources.ts';
import { createKnownSessions } from './known-sessions.ts';
import type { Activity } from './name-book.ts';

/** The projects that are checked on every call; the others are checked every `coldEveryMs`. */
const recentAtMost = 64;
const coldEveryMs = 10 * 60_000;
/** How many projects are checked at the same time. */
const atOnce = 64;

export interface RuntimeFolder {
  readonly path: string;
  /** The project that it belongs to; null for the user's own folders. */
  readonly project: string | null;
  readonly files: FileReader;
}

export interface RuntimeFolders {
  own(folders: LogFolders): Promise<readonly RuntimeFolder[]>;
  /** The folders of known projects that are due for a check. Adds what it learns of sessions to `activity`. */
  ofProjects(folders: LogFolders, activity: Activity, nowMs: number): Promise<readonly RuntimeFolder[]>;
}

/** Finds the runtime folders to read now, each once, however many names it has. Missing folders are left out. */
export function createRuntimeFolders(foreign: ForeignFiles): RuntimeFolders {
  const known = createKnownSessions(foreign.own);
  const decoded = new Map<string, readonly string[]>();
  let coldAtMs = Number.NEGATIVE_INFINITY;

  async function of(project: string, ofProjects: ProjectLogFolders): Promise<readonly RuntimeFolder[]> {
    const files = foreign.of(project);
    const found = await Promise.all((await ofProjects.of(project)).map((path) => realFolder(files, path, project)));
    return found.flatMap((path) => (path === null ? [] : [{ path, project, files }]));
  }

  /** Guesses projects from the names of folders below the Qwen folder, the only trace that 0.15.10 leaves of them. */
  async function guessed(qwenFolder: string): Promise<readonly string[]> {
    const names = (await foreign.own.list(join(qwenFolder, 'projects'))).map(({ name }) => name);
    for (const name of names) if (!decoded.has(name)) decoded.set(name, await foldersNamed(name, foreign.of(name)));
    return names.flatMap((name) => decoded.get(name) ?? []);
  }

  return {
    async own(folders) {
      const paths = await Promise.all([folders.runtimeFolder, folders.qwenFolder].map(foreign.own.realPath));
      return [...new Set(paths)].flatMap((path) =>
        path === null ? [] : [{ path, project: null, files: foreign.own }],
      );
    },
    async ofProjects({ qwenFolder, ofProjects }, activity, nowMs) {
      if (ofProjects === undefined) return [];
      await known.noteRunning(qwenFolder, activity);
      const isCold = Math.abs(nowMs - coldAtMs) >= coldEveryMs;
      if (isCold) coldAtMs = nowMs;
      if (isCold || ofProjects.areTheRule) await known.noteRemembered(qwenFolder, activity);
      const newest = activity.projects.newestFirst();
      const rest = isCold ? [...ofProjects.known, ...(ofProjects.areTheRule ? await guessed(qwenFolder) : [])] : [];
      const due = new Set([...(isCold ? newest : newest.slice(0, recentAtMost)), ...rest]);
      const abandonedBefore = foreign.abandoned();
      return inBatches([...due], async (project) =>
        foreign.abandoned() > abandonedBefore ? [] : of(project, ofProjects),
      );
    },
  };
}

/** Returns the folder without links; null if it is missing, or if it lies in the project but a link leads out of it. */
async function realFolder(files: FileReader, path: string, project: string): Promise<string | null> {
  const real = await files.realPath(path);
  if (real === null || !isWithin(path, project)) return real;
  const realProject = await files.realPath(project);
  return realProject !== null && isWithin(real, realProject) ? real : null;
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === resolve(path);
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

/** Limits the file system calls per name. */
const mostQuestions = 200;

/**
 * Finds the folders that a name below `<QWEN_HOME>/projects` may be the name of. The name is a project's path with everything
 * but letters and digits replaced by "-" (0.15.10 and 0.24.4, `sanitizeCwd`; in lower case on Windows). Several folders
 * may match, or none if they were deleted.
 */
export async function foldersNamed(
  name: string,
  files: FileReader,
  platform: NodeJS.Platform = process.platform,
): Promise<readonly string[]> {
  let questions = 0;
  const written = (text: string): string =>
    (platform === 'win32' ? text.toLowerCase() : text).replace(/[^a-zA-Z0-9]/g, '-');

  async function below(folder: string, rest: string): Promise<readonly string[]> {
    if (rest === '') return [folder];
    questions += 1;
    if (questions > mostQuestions) return [];
    const found: string[] = [];
    for (const entry of await files.list(folder)) {
      // The client uses the path that a link leads to.
      if (entry.kind !== 'folder') continue;
      const head = written(entry.name);
      if (rest === head) found.push(join(folder, entry.name));
      else if (rest.startsWith(`${head}-`))
        found.push(...(await below(join(folder, entry.name), rest.slice(head.length + 1))));
    }
    return found;
  }

  const root = platform === 'win32' ? `${name.slice(0, 1)}:\\` : '/';
  return name.startsWith(written(root)) ? below(root, name.slice(root.length)) : [];
}
