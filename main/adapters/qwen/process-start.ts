/** The unit of `starttime` in /proc/<pid>/stat; Linux shows it as 100 to every program, whatever the kernel runs at. */
const ticksPerSecond = 100;

/** When a process started, in seconds since the epoch, from Linux's /proc; null elsewhere, and where it hides that. */
export async function readProcessStart(
  readText: (path: string) => Promise<string | null>,
  platform: NodeJS.Platform,
  pid: number,
): Promise<number | null> {
  if (platform !== 'linux') return null;
  const [ofProcess, ofSystem] = await Promise.all([readText(`/proc/${pid}/stat`), readText('/proc/stat')]);
  // The program's name comes second, in parentheses, and may hold spaces and parentheses itself.
  const afterName = ofProcess?.slice(ofProcess.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(afterName?.[19]);
  const bootedAt = Number(/^btime (\d+)$/m.exec(ofSystem ?? '')?.[1]);
  return Number.isFinite(ticks) && Number.isFinite(bootedAt) ? bootedAt + ticks / ticksPerSecond : null;
}
