import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AppSession } from './app-session.ts';

/** One place something was said or kept, with all that was. */
export interface RecordedOutput {
  readonly where: string;
  readonly bytes: Buffer;
}

/**
 * Everything that left the app's memory during a run: its files, the desktop's, its terminal, the bus, and what its
 * page was told. A secret must be found in none of it.
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

function filesBelow(folder: string): readonly RecordedOutput[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const file = path.join(entry.parentPath, entry.name);
    try {
      return [{ where: file, bytes: readFileSync(file) }];
    } catch {
      // Chromium's passing files come and go while this looks.
      return [];
    }
  });
}

/** Where the text lies, also as UTF-16 and as Base64 at any offset. */
export function placesOf(secret: string, said: readonly RecordedOutput[]): readonly string[] {
  const forms = [Buffer.from(secret), Buffer.from(secret, 'utf16le'), ...base64Forms(secret)];
  return said.filter(({ bytes }) => forms.some((form) => bytes.includes(form))).map(({ where }) => where);
}

function base64Forms(secret: string): readonly Buffer[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString('base64');
    // The ends depend on what stands beside the secret.
    return Buffer.from(encoded.slice(4, -4));
  });
}
