import { basename, join } from 'node:path';
import type { FileReader, ForeignFiles } from '../../../ports/foreign-files.ts';
import type { LogFolders } from '../../../ports/sources.ts';
import { keptMs } from '../ledger.ts';
import type { LogKind } from '../reading/records.ts';
import { sessionsFolder } from './known-sessions.ts';
import type { Activity, NameBook } from './name-book.ts';
import { createRuntimeFolders, type RuntimeFolder } from './runtime-folders.ts';

export interface LogFile {
  readonly path: string;
  readonly kind: LogKind;
  /** Changes with the file's size or time, so an equal value means an unchanged file; null: not reliable. */
  readonly look: string | null;
  readonly files: FileReader;
  /** Only records of this session count; null: all records do. */
  readonly sessionId: string | null;
}

/** Lists the log files to read now. It keeps no file handles, and folders may appear and disappear. */
export interface LogLister {
  /** The user's own log files, first the one with the sessions' sums. */
  own(nowMs: number): Promise<readonly LogFile[]>;
  /**
   * The log files in the folders of projects: transcripts of sessions that the user's own files name, because anybody can
   * put a transcript into a project. The sums name projects and sessions, so `own` must be read before. Also adds the
   * projects and sessions it finds to `activity`.
   */
  ofProjects(nowMs: number, activity: Activity): Promise<readonly LogFile[]>;
  /** How many calls to foreign places did not return so far. */
  abandoned(): number;
  /** The folders to watch: those most likely to change next, as of the last calls. */
  lively(): readonly string[];
}

/** A transcript unchanged for this long is checked only every `coldEveryMs`, in case its session is resumed. */
const coldAfterMs = 60 * 60_000;
const coldEveryMs = 10 * 60_000;
/** How often the folder of a project is looked at that no session was added to for {@link coldAfterMs}. */
const quietEveryMs = 60_000;
/** File times are coarse: a folder that changed this recently may change again without a new time. */
const coarseTickMs = 3_000;
/** Systems limit how many folders one program may watch. */
const livelyAtMost = 48;

/** How many files are checked at the same time. */
const atOnce = 64;
/** Larger files in a project are ignored: no transcript is that large, but a file full of zeros takes no room. */
const largestForeignBytes = 2 ** 31;

interface KnownFolder {
  readonly changedAtMs: number;
  readonly lookedAtMs: number;
  readonly names: readonly string[];
}

/**
 * There may be thousands of transcripts: recently changed ones are checked on each call, older ones rarely, and those too
 * old for any window never. A new file changes its folder's time, so unchanged folders are not read again.
 */
export function createLogLister(folders: () => Promise<LogFolders>, foreign: ForeignFiles): LogLister {
  const runtimeFolders = createRuntimeFolders(foreign);
  const touchedAtMs = new Map<string, number>();
  const known = new Map<string, KnownFolder>();
  const coldCheckedAtMs = { own: Number.NEGATIVE_INFINITY, ofProjects: Number.NEGATIVE_INFINITY };
  let commonFolders: readonly string[] = [];
  let ownPaths: ReadonlySet<string> = new Set();

  /** Tells whether transcripts that have not changed for long are checked this time. */
  function isColdCheckDue(of: keyof typeof coldCheckedAtMs, nowMs: number): boolean {
    const isDue = Math.abs(nowMs - coldCheckedAtMs[of]) >= coldEveryMs;
    if (isDue) coldCheckedAtMs[of] = nowMs;
    return isDue;
  }

  /** `sessions`: only these sessions are wanted. */
  async function transcripts(
    runtime: RuntimeFolder,
    nowMs: number,
    checkCold: boolean,
    sessions?: NameBook,
  ): Promise<LogFile[]> {
    const { path, files } = runtime;
    const found: LogFile[] = [];
    const projects = join(path, 'projects');
    for (const project of await namesIn(files, projects)) {
      const folder = join(projects, project, 'chats');
      const paths = (await transcriptNames(files, folder, nowMs))
        .filter((name) => sessions === undefined || sessions.has(sessionOf(name)))
        .map((name) => join(folder, name))
        .filter((path) => checkCold || nowMs - (touchedAtMs.get(path) ?? nowMs) <= coldAfterMs);
      for (let at = 0; at < paths.length; at += atOnce) {
        const batch = await Promise.all(paths.slice(at, at + atOnce).map((path) => checked(path, runtime, nowMs)));
        found.push(...batch.flat());
      }
    }
    return found;
  }

  async function checked(path: string, { files, project }: RuntimeFolder, nowMs: number): Promise<readonly LogFile[]> {
    const facts = await files.facts(path);
    if (facts?.kind !== 'file' || (project !== null && facts.size > largestForeignBytes)) return [];
    const { changedAtMs, size } = facts;
    touchedAtMs.set(path, changedAtMs);
    // Two writes within one tick of the file system's clock may leave the same size and time.
    const look = nowMs - changedAtMs > coarseTickMs ? `${size}/${changedAtMs}` : null;
    const sessionId = project === null ? null : sessionOf(path);
    return nowMs - changedAtMs <= keptMs ? [{ path, kind: 'transcript', look, files, sessionId }] : [];
  }

  /** Thousands of projects are not looked at again and again, if nothing happens in them. */
  const isQuiet = ({ changedAtMs, lookedAtMs }: KnownFolder, nowMs: number): boolean =>
    nowMs - changedAtMs > coldAfterMs && Math.abs(nowMs - lookedAtMs) < quietEveryMs;

  async function transcriptNames(files: FileReader, folder: string, nowMs: number): Promise<readonly string[]> {
    const found = known.get(folder);
    if (found !== undefined && isQuiet(found, nowMs)) return found.names;
    const facts = await files.facts(folder);
    if (facts?.kind !== 'folder') {
      known.delete(folder);
      return [];
    }
    const { changedAtMs } = facts;
    if (found?.changedAtMs === changedAtMs && nowMs - changedAtMs > coarseTickMs) {
      known.set(folder, { ...found, lookedAtMs: nowMs });
      return found.names;
    }
    const names = (await files.list(folder)).map(({ name }) => name).filter(isTranscriptName);
    known.set(folder, { changedAtMs, lookedAtMs: nowMs, names });
    return names;
  }

  function noteProject(project: string, files: readonly LogFile[], projects: NameBook): void {
    const touched = files.map(({ path }) => touchedAtMs.get(path) ?? 0);
    if (touched.length > 0) projects.note(project, Math.max(...touched));
  }

  return {
    async own(nowMs) {
      const where = await folders();
      const runtimes = await runtimeFolders.own(where);
      const projects = runtimes.map(({ path }) => join(path, 'projects'));
      ownPaths = new Set(runtimes.map(({ path }) => path));
      const common = [where.qwenFolder, ...projects];
      const wanted = where.ofProjects === undefined ? common : [sessionsFolder(where.qwenFolder), ...common];
      // Watching a folder on a mount that does not answer would hold up the whole app.
      const kinds = await Promise.all(wanted.map(async (folder) => (await foreign.own.facts(folder))?.kind));
      commonFolders = wanted.filter((_, index) => kinds[index] === 'folder');
      const checkCold = isColdCheckDue('own', nowMs);
      const found: LogFile[] = [sumsIn(where.qwenFolder, foreign.own)];
      for (const runtime of runtimes) {
        found.push(...(await transcripts(runtime, nowMs, checkCold)), ...(await usageFiles(runtime)));
      }
      return found;
    },
    async ofProjects(nowMs, activity) {
      const abandonedBefore = foreign.abandoned();
      const seen = new Set(ownPaths);
      const found: LogFile[] = [];
      const checkCold = isColdCheckDue('ofProjects', nowMs);
      for (const runtime of await runtimeFolders.ofProjects(await folders(), activity, nowMs)) {
        // After one place that does not answer, the others wait for the next call.
        if (foreign.abandoned() > abandonedBefore) break;
        if (seen.has(runtime.path)) continue;
        seen.add(runtime.path);
        const files = await transcripts(runtime, nowMs, checkCold, activity.sessions);
        if (runtime.project !== null) noteProject(runtime.project, files, activity.projects);
        found.push(...files);
      }
      return found;
    },
    abandoned: foreign.abandoned,
    lively() {
      const newestFirst = [...known].sort(([, one], [, other]) => other.changedAtMs - one.changedAtMs);
      return [...commonFolders, ...newestFirst.slice(0, livelyAtMost).map(([folder]) => folder)];
    },
  };
}

const sumsIn = (qwenFolder: string, files: FileReader): LogFile => ({
  path: join(qwenFolder, 'usage_record.jsonl'),
  kind: 'session-total',
  look: null,
  files,
  sessionId: null,
});

async function usageFiles({ path, files }: RuntimeFolder): Promise<readonly LogFile[]> {
  const folder = join(path, 'usage');
  const names = (await namesIn(files, folder)).filter((name) => /^token-usage-\d{4}-\d{2}\.jsonl$/.test(name)).sort();
  // A window reaches back 31 days: two months' files, and a third across a short February.
  return names
    .slice(-3)
    .map((name) => ({ path: join(folder, name), kind: 'usage', look: null, files, sessionId: null }));
}

/** The client names a transcript after its session. */
const sessionOf = (path: string): string => basename(path, '.jsonl');

const isTranscriptName = (name: string): boolean => name.endsWith('.jsonl') && !name.endsWith('.ledger.jsonl');

/** Returns the names in a folder; none if it is missing, or if it is a link where links are not followed. */
async function namesIn(files: FileReader, folder: string): Promise<readonly string[]> {
  const facts = await files.facts(folder);
  return facts?.kind === 'folder' ? (await files.list(folder)).map(({ name }) => name) : [];
}
