import { readdir, readFile } from 'node:fs/promises';

/** What the kernel counts a process's time in: `USER_HZ` is 100 on every Linux that Node runs on. */
const TICK_MS = 10;

/** CPU that a process, all its threads and its living descendants have used, user and system together (ms). Linux. */
export async function cpuMs(pid: number): Promise<number> {
  const family = await descendants(pid);
  const each = await Promise.all([pid, ...family].map(ownCpuMs));
  return each.reduce((sum, value) => sum + value, 0);
}

/** CPU that a process and all its threads have used (ms); not a number where there is no `/proc`. */
export async function ownCpuMs(pid: number): Promise<number> {
  const fields = await statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** The processes that a process has started, and those that these have. */
export async function descendants(pid: number): Promise<readonly number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(
    all.map(async (each) => ({ pid: each, parent: Number((await statOf(each))[1]) })),
  );
  const below = (parent: number): number[] =>
    parents.filter((each) => each.parent === parent).flatMap((each) => [each.pid, ...below(each.pid)]);
  return below(pid);
}

/** The fields of `/proc/<pid>/stat` after the name, which may hold blanks; none of a process that has ended. */
async function statOf(pid: number): Promise<readonly string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
