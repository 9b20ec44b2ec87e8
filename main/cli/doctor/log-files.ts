import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export interface LogFiles {
  readonly count: number;
  readonly newestAtMs: number | null;
}

/** How many transcripts of Qwen Code lie below a folder, and when one was last written to. */
export async function logFilesIn(runtimeFolder: string): Promise<LogFiles> {
  const projects = path.join(runtimeFolder, 'projects');
  const perProject = await Promise.all(
    (await namesIn(projects)).map(async (project) => {
      const folder = path.join(projects, project, 'chats');
      return (await namesIn(folder)).filter((name) => name.endsWith('.jsonl')).map((name) => path.join(folder, name));
    }),
  );
  const files = perProject.flat();
  const times = (await Promise.all(files.map(changedAtMs))).filter((atMs) => atMs !== null);
  return {
    count: files.length,
    newestAtMs: times.reduce<number | null>((one, other) => Math.max(one ?? 0, other), null),
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return []; // There is none, or it cannot be read.
  }
}

async function changedAtMs(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return null; // It was removed meanwhile.
  }
}
