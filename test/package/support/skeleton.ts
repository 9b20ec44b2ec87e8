import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Precedes the fuses in each binary of Electron; version 1 with eight fuses follows, all of them set as in a release. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const shippedFuses = '10110010';

/** What a binary of Electron has where electron-builder looks: the fuses alone. */
const binaryWithFuses = (): Buffer =>
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

const cText = (bytes: Buffer): string => [...bytes].join(', ');

/** An electron.exe without any code but the fuses; `electron-builder` edits its version, its icon and its archive's hash. */
const programSource = `const char code[] = { ${cText(binaryWithFuses())} };
int main(int count, char **words) { return ((volatile const char *)code)[count] + (words == 0); }
`;
const resourceSource = `1 VERSIONINFO
FILEVERSION 1,0,0,0
BEGIN
  BLOCK "StringFileInfo" BEGIN BLOCK "040904b0" BEGIN VALUE "CompanyName", "Electron" END END
  BLOCK "VarFileInfo" BEGIN VALUE "Translation", 0x409, 1200 END
END
`;

/** Writes the parts of an Electron for Windows that electron-builder reads; needs the mingw compiler. */
export function writeWindowsSkeleton(folder: string): void {
  const at = (name: string): string => path.join(folder, name);
  mkdirSync(at('locales'), { recursive: true });
  for (const language of ['en-US', 'de', 'zh-CN']) writeFileSync(at(`locales/${language}.pak`), language);
  writeFileSync(at('LICENSE'), 'Electron');
  writeFileSync(at('LICENSES.chromium.html'), 'Chromium');
  writeFileSync(at('program.c'), programSource);
  writeFileSync(at('program.rc'), resourceSource);
  execFileSync('x86_64-w64-mingw32-windres', ['program.rc', 'program.o'], { cwd: folder });
  execFileSync('x86_64-w64-mingw32-gcc', ['-s', '-o', 'electron.exe', 'program.c', 'program.o'], { cwd: folder });
  for (const name of ['program.c', 'program.rc', 'program.o']) rmSync(at(name));
}
