import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { keptMs } from './ledger.ts';

export type LogKind = 'transcript' | 'usage' | 'session-total';

export interface LogFile {
  readonly path: string;
  readonly kind: LogKind;
}

/** Where Qwen Code writes: `runtimeFolder` is QWEN_RUNTIME_DIR, or `advanced.runtimeOutputDir`, or `qwenFolder`. */
export interface LogFolders {
  readonly qwenFolder: string;
  readonly runtimeFolder: string;
}

/** Lists the log files worth a look now. Keeps no handles; safe when folders come and go. */
export interface LogLister {
  list(nowMs: number): Promise<readonly LogFile[]>;
}

/** A transcript untouched for this long is looked at only every `coldEveryMs`: people do resume old sessions. */
const coldAfterMs = 60 * 60_000;
const coldEveryMs = 10 * 60_000;

/**
 * Transcripts grow by the thousand: those touched lately are looked at on each call, the others rarely, and those no
 * window can reach not at all. A new file shows by itself, since each folder is read anew (one call a project).
 */
export function createLogLister(folders: () => Promise<LogFolders>): LogLister {
  const touchedAtMs = new Map<string, number>();
  let coldCheckedAtMs = Number.NEGATIVE_INFINITY;

  async function transcripts(runtimeFolder: string, nowMs: number): Promise<LogFile[]> {
    const checkCold = nowMs - coldCheckedAtMs >= coldEveryMs;
    if (checkCold) coldCheckedAtMs = nowMs;
    const found: LogFile[] = [];
    const projects = join(runtimeFolder, 'projects');
    for (const project of await namesIn(projects)) {
      const folder = join(projects, project, 'chats');
      for (const name of await namesIn(folder)) {
        if (!name.endsWith('.jsonl') || name.endsWith('.ledger.jsonl')) continue;
        const path = join(folder, name);
        const known = touchedAtMs.get(path);
        if (known !== undefined && nowMs - known > coldAfterMs && !checkCold) continue;
        const touched = await modifiedAtMs(path);
        if (touched === null) continue;
        touchedAtMs.set(path, touched);
        if (nowMs - touched <= keptMs) found.push({ path, kind: 'transcript' });
      }
    }
    return found;
  }

  async function usageFiles(runtimeFolder: string): Promise<LogFile[]> {
    const folder = join(runtimeFolder, 'usage');
    const names = (await namesIn(folder)).filter((name) => /^token-usage-\d{4}-\d{2}\.jsonl$/.test(name)).sort();
    // A window reaches back 31 days: two months' files, and a third across a short February.
    return names.slice(-3).map((name) => ({ path: join(folder, name), kind: 'usage' }));
  }

  return {
    async list(nowMs) {
      const { qwenFolder, runtimeFolder } = await folders();
      const total: LogFile = { path: join(qwenFolder, 'usage_record.jsonl'), kind: 'session-total' };
      return [...(await transcripts(runtimeFolder, nowMs)), ...(await usageFiles(runtimeFolder)), total];
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

async function modifiedAtMs(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return null; // deleted between the listing and the look
  }
}
