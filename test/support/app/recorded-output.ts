import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { holdsSecret } from '../secret-forms.ts';
import type { AppSession } from './app-session.ts';

/** One output of the app, such as a file or its terminal, with its whole content. */
export interface RecordedOutput {
  readonly where: string;
  readonly bytes: Buffer;
}

/**
 * Collects everything that left the app's memory during a run: its files, the desktop's files, its terminal, the bus,
 * and the states sent to its page. No secret may occur in any of it.
 */
export async function recordedOutput(appSession: AppSession): Promise<readonly RecordedOutput[]> {
  const { bus, user, driver } = appSession;
  const folders = [user.base, bus.desktop.home];
  const pages = await Promise.all(
    driver()
      .app.windows()
      .map((page) => page.content()),
  );
  return [
    ...folders.flatMap((folder) => filesBelow(folder)),
    { where: 'the session bus', bytes: Buffer.from(bus.transcript()) },
    { where: 'the terminal', bytes: Buffer.from(driver().output()) },
    ...pages.map((content) => ({ where: 'the page', bytes: Buffer.from(content) })),
  ];
}

/** Every file below a folder, with its content. */
export function filesBelow(folder: string): readonly RecordedOutput[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const file = path.join(entry.parentPath, entry.name);
    try {
      return [{ where: file, bytes: readFileSync(file) }];
    } catch {
      // Chromium deletes temporary files while this reads the folder.
      return [];
    }
  });
}

/** Returns the outputs that contain the secret in any of its forms. */
export const placesOf = (secret: string, said: readonly RecordedOutput[]): readonly string[] =>
  said.filter(({ bytes }) => holdsSecret(bytes, secret)).map(({ where }) => where);
