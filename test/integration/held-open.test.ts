import { closeSync, constants, openSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCliEnvironment, twoProviders } from './cli/environment.ts';

/** Node's own flag on Windows (UV_FS_O_EXLOCK): nobody else may open the file. */
const exclusive = 0x1000_0000;

describe.runIf(process.platform === 'win32')('a settings file that another program has open', () => {
  function opened(flag: number) {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const descriptor = openSync(cli.settingsPath, constants.O_RDONLY | flag);
    return { cli, close: () => closeSync(descriptor) };
  }

  it.each([
    ['shared', 0],
    ['shared with nobody', exclusive],
  ])('is not switched while it is %s, and can be afterwards', async (_how, flag) => {
    const { cli, close } = opened(flag);
    const run = await cli.run(['switch', 'box b', '--yes']);
    close();
    expect(run).toMatchObject({ code: 1, err: expect.stringContaining('Another program has this file open') });
    expect(run.err).not.toContain('permi');
    expect(cli.settings()).toBe(twoProviders);
    expect(readdirSync(path.dirname(cli.settingsPath))).toEqual(['settings.json']);
    expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
  });

  it('is named by explain with that reason', async () => {
    const { cli, close } = opened(exclusive);
    const run = await cli.run(['explain']);
    close();
    expect(run).toMatchObject({ code: 1, out: expect.stringContaining('It is not known what Qwen Code') });
    expect(run.out.replace(/\s+/g, ' ')).toContain('Another program has this file open.');
  });
});
