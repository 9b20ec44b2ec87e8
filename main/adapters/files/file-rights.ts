import { execFile } from 'node:child_process';

/** Where Linux has the program, whatever the PATH says. */
const program = '/bin/cp';
const timeoutMs = 5_000;

/** GNU `cp` copies the access control list with the mode, and extended attributes as far as the system allows. */
const options = ['--attributes-only', '--preserve=all', '--no-preserve=timestamps,links,ownership'];

/** Only Linux needs {@link copyRights}: elsewhere nothing is copied. */
export const copiesRights = process.platform === 'linux';

/**
 * Copies mode, access control list and extended attributes from one file to another, which Node cannot do itself. Returns false if the list could not be copied, so that a mode which meant its mask
 * must not become the right of a group.
 */
export function copyRights(from: string, to: string): Promise<boolean> {
  if (!copiesRights) return Promise.resolve(true);
  return run([...options, '--', from, to]).then((end) => end.ok);
}

/** Whether {@link copyRights} can work here: busybox has a `cp` without these options. */
export async function canCopyRights(): Promise<boolean> {
  if (!copiesRights) return true;
  const { ok, output } = await run(['--version']);
  return ok && output.includes('coreutils');
}

function run(args: readonly string[]): Promise<{ readonly ok: boolean; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { env: { LC_ALL: 'C' }, timeout: timeoutMs }, (error, output) =>
      resolve({ ok: error === null, output }),
    );
  });
}
