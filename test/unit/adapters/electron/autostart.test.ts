import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { programOf } from '../../../../main/adapters/desktop/autostart-file.ts';
import { createAutostart, desktopEntry } from '../../../../main/adapters/electron/autostart.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'autostart-'));
  file = path.join(folder, 'autostart/QwenGauge.desktop');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const deps = (over: object = {}) => ({
  platform: 'linux' as const,
  command: ['/opt/Qwen Gauge/app', '--a=100%', 'q"$`\\'],
  productName: 'QwenGauge',
  configFolder: folder,
  loginItem: { isOn: () => false, set: vi.fn() },
  ...over,
});

describe('createAutostart', () => {
  it('writes a desktop entry on Linux and removes it', async () => {
    const autostart = createAutostart(deps());
    expect(await autostart.isOn()).toBe(false);
    expect(await autostart.set(true)).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(desktopEntry(deps()));
    expect(await autostart.isOn()).toBe(true);
    expect(await autostart.set(false)).toBe(true);
    expect(existsSync(file)).toBe(false);
    expect(await autostart.set(false)).toBe(true);
  });

  it.each(['Hidden=true', 'Hidden = true ', 'X-GNOME-Autostart-enabled=false'])(
    'believes the settings of a desktop that wrote %s',
    async (line) => {
      mkdirSync(path.dirname(file));
      writeFileSync(file, `${desktopEntry(deps())}${line}\n`);
      expect(await createAutostart(deps()).isOn()).toBe(false);
    },
  );

  it('returns false where the folder cannot be written', async () => {
    const blocked = path.join(folder, 'file');
    writeFileSync(blocked, '');
    expect(await createAutostart(deps({ configFolder: blocked })).set(true)).toBe(false);
  });

  it('uses the list of the other systems', async () => {
    const loginItem = { isOn: () => true, set: vi.fn() };
    const autostart = createAutostart(deps({ platform: 'darwin', loginItem }));
    expect(await autostart.isOn()).toBe(true);
    expect(await autostart.set(true)).toBe(true);
    expect(loginItem.set).toHaveBeenCalledWith(true);
    expect(existsSync(path.dirname(file))).toBe(false);
  });
});

describe('desktopEntry', () => {
  const exec = (...command: string[]) => /^Exec=(.*)$/m.exec(desktopEntry({ command, productName: 'Q' }))?.[1];

  it('quotes and escapes as the specification asks', () => {
    expect(exec(...deps().command)).toBe('"/opt/Qwen Gauge/app" "--a=100%%" "q\\\\"\\\\$\\\\`\\\\\\\\"');
  });

  it('keeps each argument on its line', () => {
    expect(exec('/opt/app', 'a\nHidden=true\r')).toBe('"/opt/app" "a\\nHidden=true\\r"');
  });

  // `gio launch` of GLib 2.74 refuses entries with such paths.
  it.each(['/opt/50%/app', '/opt/a=b/app'])('lets a shell find the program %s', (program) => {
    expect(exec(program, 'x')).toBe(
      `"/bin/sh" "-c" "exec \\\\"\\\\$0\\\\" \\\\"\\\\$@\\\\"" "${program.replace('%', '%%')}" "x"`,
    );
  });
});

it('says which program an entry starts, whatever its name', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 3 }), (command) => {
      expect(programOf(desktopEntry({ command, productName: 'QwenGauge' }))).toBe(command[0]);
    }),
  );
  expect(programOf(desktopEntry({ command: ['/opt/a=b 100%/"app"\\n'], productName: 'QwenGauge' }))).toBe(
    '/opt/a=b 100%/"app"\\n',
  );
  expect(programOf('[Desktop Entry]\nExec=qwen-gauge-app %U\n')).toBeNull();
});
