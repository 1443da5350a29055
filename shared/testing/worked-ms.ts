/** The time that this thread has worked so far (ms), whatever else the machine does. */
export function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
