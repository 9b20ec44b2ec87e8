import { describe, expect, it } from 'vitest';
import { commandFor, programCandidates } from '../../../../main/adapters/programs/find-program.ts';

const linux = (path: string | undefined) => ({ platform: 'linux' as const, environment: { PATH: path } });
const windows = { platform: 'win32' as const, environment: { Path: 'C:\\Tools;"C:\\Program Files\\nodejs";.;sub' } };

describe('programCandidates', () => {
  it('searches the folders of the PATH in order, and never the working folder', () => {
    expect(programCandidates('bl', linux('/a:relative::.:/b'))).toEqual(['/a/bl', '/b/bl']);
    expect(programCandidates('bl', linux(undefined))).toEqual([]);
  });

  it('knows the extensions of Windows, its spelling of PATH and its quotes', () => {
    const found = programCandidates('qwencloud', windows);
    expect(found).toContain('C:\\Tools\\qwencloud.exe');
    expect(found).toContain('C:\\Program Files\\nodejs\\qwencloud.cmd');
    expect(found).toHaveLength(8);
  });

  it('refuses a name with a path', () => {
    for (const name of ['../bl', '/bin/bl', 'b l', '', 'a\\b'])
      expect(programCandidates(name, linux('/a'))).toEqual([]);
  });
});

describe('commandFor', () => {
  it('starts a program directly if possible', () => {
    expect(commandFor('/a/bl', ['usage', 'a b'], linux('/a'))).toMatchObject({ file: '/a/bl', args: ['usage', 'a b'] });
    expect(commandFor('C:\\Tools\\qwencloud.exe', ['%PATH%'], windows)).toMatchObject({ verbatim: false });
  });

  it("starts a batch file by Windows' own command processor, with plain words only", () => {
    const shim = 'C:\\Program Files\\nodejs\\qwencloud.cmd';
    expect(commandFor(shim, ['usage', 'summary', '--format=json'], windows)).toEqual({
      file: 'C:\\Windows\\System32\\cmd.exe',
      args: ['/d', '/s', '/c', '""C:\\Program Files\\nodejs\\qwencloud.cmd" usage summary --format=json"'],
      verbatim: true,
    });
    for (const arg of ['a&calc', '"', '%PATH%', 'a b', '^', '']) expect(commandFor(shim, [arg], windows)).toBeNull();
    expect(commandFor('C:\\100%\\x.cmd', [], windows)).toBeNull();
  });
});
