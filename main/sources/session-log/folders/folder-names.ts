import { join } from 'node:path';
import type { FileReader } from '../../../ports/foreign-files.ts';

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
