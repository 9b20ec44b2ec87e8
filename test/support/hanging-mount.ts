import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** The number of the system call `mount`. */
export const mountCalls: Readonly<Record<string, number>> = { x64: 165, arm64: 40 };

/** Mounts a file system whose server never answers, and prints "mounted". */
const server = `
  use Fcntl;
  my ($folder, $call) = @ARGV;
  sysopen(my $device, "/dev/fuse", O_RDWR) or die "open: $!";
  my @texts = ("hanging", $folder, "fuse.hanging", "fd=" . fileno($device) . ",rootmode=40000,user_id=0,group_id=0,allow_other");
  syscall($call + 0, $texts[0], $texts[1], $texts[2], 0, $texts[3]) == 0 or die "mount: $!";
  $| = 1;
  print "mounted\\n";
  sleep 600;
`;

/** Why no mount can be made here; null: one can. */
export const noHangingMount = ((): string | null => {
  if (process.platform !== 'linux' || mountCalls[process.arch] === undefined) return 'made for Linux only';
  if (process.geteuid?.() !== 0) return 'only root may mount';
  if (spawnSync('perl', ['-e', '1']).status !== 0) return 'no perl';
  try {
    accessSync('/dev/fuse', constants.R_OK | constants.W_OK);
    if (!readFileSync('/proc/filesystems', 'utf8').includes('fuse')) return 'no FUSE in the kernel';
  } catch {
    return 'no /dev/fuse';
  }
  return spawnSync('unshare', ['--mount', 'true']).status === 0 ? null : 'mounting is not permitted';
})();

/** Makes a folder on which every call waits without end, until the test ends. */
export async function hangingMount(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-hanging-'));
  const child = spawn('perl', ['-e', server, folder, String(mountCalls[process.arch])], { stdio: 'pipe' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    spawnSync('umount', ['--lazy', folder]);
    rmdirSync(folder);
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.stderr.once('data', (data: Buffer) => reject(new Error(data.toString())));
    child.once('error', reject);
  });
  return folder;
}
