import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, realpath, rename, rm } from 'node:fs/promises';
import { BrowserWindow, dialog, type WebContents } from 'electron';

/** Far above any export. A larger file, or a pipe or device in its place, is refused unread. */
const fileCapBytes = 1024 * 1024;

const filters = [{ name: 'JSON', extensions: ['json'] }];

/** Lets the user choose a file; `page` is the one to whose window the dialog belongs. */
export interface FileDialogs {
  /** null: the user chose none. `text` null: it cannot be read. */
  read(page: WebContents | null): Promise<{ readonly text: string | null } | null>;
  /** Replaces the chosen file as a whole, or not at all. */
  write(page: WebContents | null, name: string, text: string): Promise<'saved' | 'cancelled' | 'failed'>;
}

export const fileDialogs: FileDialogs = {
  async read(page) {
    const options: Electron.OpenDialogOptions = { filters, properties: ['openFile'] };
    const window = windowOf(page);
    const { filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    const [chosen] = filePaths;
    return chosen === undefined ? null : { text: await textOf(chosen) };
  },
  async write(page, name, text) {
    const options: Electron.SaveDialogOptions = { filters, defaultPath: name };
    const window = windowOf(page);
    const { filePath } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    if (filePath === '') return 'cancelled';
    return (await replaceFile(filePath, text)) ? 'saved' : 'failed';
  },
};

const windowOf = (page: WebContents | null): BrowserWindow | null =>
  page === null ? null : BrowserWindow.fromWebContents(page);

async function textOf(file: string): Promise<string | null> {
  try {
    // O_NONBLOCK keeps a pipe from blocking. The flag does not exist on Windows.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const found = await handle.stat();
      return found.isFile() && found.size <= fileCapBytes ? await handle.readFile('utf8') : null;
    } finally {
      await handle.close();
    }
  } catch {
    // It is gone or may not be read; nothing was changed.
    return null;
  }
}

async function replaceFile(chosen: string, text: string): Promise<boolean> {
  // A link stays, and the file behind it is replaced.
  const file = await realpath(chosen).catch(() => chosen);
  const beside = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
    return true;
  } catch {
    // The folder is full or read-only, and an earlier file is unchanged.
    await rm(beside, { force: true }).catch(() => {});
    return false;
  }
}
