import { programText } from '../../main/adapters/foreign-files/file-process.ts';

/** Makes every call about a path that contains "dead" wait for ever, as a mount does whose server is gone. */
export const withDeadMount = `
  const fs = process.getBuiltinModule('node:fs');
  for (const name of ['lstatSync', 'statSync', 'readlinkSync', 'readdirSync', 'opendirSync', 'openSync', 'realpathSync']) {
    const real = fs[name].native ?? fs[name];
    fs[name] = (path, ...rest) => {
      if (path.includes('dead')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      return real(path, ...rest);
    };
    fs[name].native = fs[name];
  }
  ${programText('reader')}`;
