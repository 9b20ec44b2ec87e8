/**
 * The processor time that this process needs for `work`, in milliseconds. Unlike wall-clock time it does not grow while
 * other processes use the machine.
 */
export async function processorTimeMs(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
