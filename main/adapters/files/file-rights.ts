import { type SpawnOptions, spawn } from 'node:child_process';

/** Where Linux has the program, whatever the PATH says. */
const program = '/bin/cp';
const timeoutMs = 5_000;

/** GNU `cp` copies the access control list with the mode, and extended attributes as far as the system allows. */
const options = ['--attributes-only', '--preserve=all', '--no-preserve=timestamps,links,ownership'];

/** The program of {@link copyRights}, with the files to copy from and to as descriptors 3 and 4. */
export const rightsCopier = {
  program,
  args: [...options, '--', '/proc/self/fd/3', '/proc/self/fd/4'],
  timeoutMs,
};

/** Only Linux needs {@link copyRights}: elsewhere nothing is copied. */
export const copiesRights = process.platform === 'linux';

/**
 * Copies mode, access control list and extended attributes between open files, whatever their names are by now. Node
 * cannot do this itself. Returns false if the list could not be copied, so that a mode which meant its mask must not
 * become the right of a group.
 */
export async function copyRights(fromDescriptor: number, toDescriptor: number): Promise<boolean> {
  if (!copiesRights) return true;
  const { ok } = await run(rightsCopier.args, ['ignore', 'ignore', 'ignore', fromDescriptor, toDescriptor]);
  return ok;
}

/** Whether {@link copyRights} can work here: busybox has a `cp` without these options. */
export async function canCopyRights(): Promise<boolean> {
  if (!copiesRights) return true;
  const { ok, output } = await run(['--version'], ['ignore', 'pipe', 'ignore']);
  return ok && output.includes('coreutils');
}

interface ProgramEnd {
  readonly ok: boolean;
  readonly output: string;
}

function run(args: readonly string[], stdio: NonNullable<SpawnOptions['stdio']>): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: { LC_ALL: 'C' }, timeout: timeoutMs, stdio });
    let output = '';
    child.stdout?.on('data', (part: Buffer) => {
      output += part.toString();
    });
    child.on('error', () => resolve({ ok: false, output }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
