import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Precedes the fuses in each binary of Electron; version 1 with eight fuses follows, all of them set as in a release. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const shippedFuses = '10110010';

/** What a binary of Electron has where electron-builder looks: the fuses alone. */
export const binaryWithFuses = (): Buffer =>
  Buffer.concat([
    Buffer.from(`code ${sentinel}`),
    Buffer.from([1, shippedFuses.length]),
    Buffer.from(`${shippedFuses} code`),
  ]);

/** The fuses in a binary, in their order: `1` is on, `0` off, `r` removed. */
export function fusesIn(binary: Buffer): string {
  const at = binary.indexOf(sentinel);
  if (at === -1) return 'no fuses';
  const start = at + sentinel.length;
  return binary.subarray(start + 2, start + 2 + (binary[start + 1] ?? 0)).toString();
}

const plist = (values: Readonly<Record<string, string>>): string => {
  const entries = Object.entries(values).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>${entries.join('')}</dict></plist>\n`;
};

const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].map((kind) => `Electron Helper${kind}`);

/**
 * Writes the folders and files of an Electron for macOS that electron-builder renames, edits and copies, without any code:
 * neither npm nor Debian has the real one.
 */
export function writeMacSkeleton(folder: string): void {
  const put = (file: string, content: string | Buffer, mode = 0o644): void => {
    const target = path.join(folder, 'Electron.app', 'Contents', file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content, { mode });
  };
  const manifest = (name: string) => plist({ CFBundleExecutable: name, CFBundleName: name, CFBundleIdentifier: 'x.y' });
  put('Info.plist', manifest('Electron'));
  put('MacOS/Electron', 'program', 0o755);
  put('Resources/electron.icns', 'icns');
  for (const language of ['en', 'de', 'zh_CN']) {
    put(`Resources/${language}.lproj/locale.pak`, '');
    put(`Frameworks/Electron Framework.framework/Versions/A/Resources/${language}.lproj/locale.pak`, language);
  }
  put('Frameworks/Electron Framework.framework/Versions/A/Electron Framework', binaryWithFuses(), 0o755);
  put('Frameworks/Electron Framework.framework/Electron Framework', binaryWithFuses(), 0o755);
  for (const name of helpers) {
    put(`Frameworks/${name}.app/Contents/Info.plist`, manifest(name));
    put(`Frameworks/${name}.app/Contents/MacOS/${name}`, 'program', 0o755);
  }
  writeFileSync(path.join(folder, 'LICENSE'), 'Electron');
  writeFileSync(path.join(folder, 'LICENSES.chromium.html'), 'Chromium');
}
