/** The unit of `starttime` in /proc/<pid>/stat. Linux reports it in 1/100 s, whatever the kernel's own tick rate. */
const ticksPerSecond = 100;

/** Reads a process's start from Linux's /proc, in seconds since the epoch; null on other systems or if /proc hides it. */
export async function readProcessStart(
  readText: (path: string) => Promise<string | null>,
  platform: NodeJS.Platform,
  pid: number,
): Promise<number | null> {
  if (platform !== 'linux') return null;
  const [processStat, systemStat] = await Promise.all([readText(`/proc/${pid}/stat`), readText('/proc/stat')]);
  // The second field is the program's name in parentheses; the name itself may contain spaces and parentheses.
  const afterName = processStat?.slice(processStat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(afterName?.[19]);
  const bootedAt = Number(/^btime (\d+)$/m.exec(systemStat ?? '')?.[1]);
  return Number.isFinite(ticks) && Number.isFinite(bootedAt) ? bootedAt + ticks / ticksPerSecond : null;
}
