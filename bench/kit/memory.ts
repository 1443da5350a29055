import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const SAMPLE_MS = 10;

/** The memory of a process that is in use and not swapped out (bytes). */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  const kilobytes = status
    ? /^VmRSS:\s+(\d+)/m.exec(status)?.[1]
    : (await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])).stdout;
  return Number(kilobytes) * 1_024;
}

/** The most memory that a process had in use while `work` ran, looked at every 10 ms. */
export async function peakResidentBytes(pid: number, work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const look = async () => {
    peak = Math.max(peak, await residentBytes(pid));
  };
  let done = false;
  const watch = async () => {
    while (!done) {
      await look();
      await sleep(SAMPLE_MS);
    }
  };
  const watching = watch();
  await work().finally(() => (done = true));
  await watching;
  await look();
  return peak;
}
