import type { Server } from './servers.ts';
import type { UpstreamSettings } from './upstream.ts';
import type { WorkloadName } from './workloads.ts';

/** What each operation of a server came to, as far as calls go. */
export interface ServerCalls {
  readonly name: string;
  readonly asks: Server['asks'];
  /** Calls that reached the services. */
  readonly calls: number;
  /** What it answered out of its caches; NaN where it does not tell. */
  readonly kept: number;
}

/**
 * Sees that servers did what the figures beside it claim: asked the services wherever they have nothing that they may keep,
 * and answered out of their caches where they have, and nowhere else.
 *
 * @throws {Error} naming the server that did otherwise
 */
export function checkClaims(
  servers: readonly ServerCalls[],
  workload: WorkloadName,
  cacheControl: UpstreamSettings['cacheControl'],
): void {
  if (workload === 'no-op') return;
  for (const { name, asks, calls, kept } of servers) {
    const keeps = asks === 'when stale' && cacheControl !== 'no-store';
    const claims: readonly (readonly [boolean, string])[] = [
      [asks === 'never' || keeps || calls > 0, 'made no call of the services'],
      [!keeps || kept > 0 || Number.isNaN(kept), 'had nothing in its caches'],
      [keeps || kept === 0 || Number.isNaN(kept), 'answered out of a cache'],
    ];
    const broken = claims.find(([isTrue]) => !isTrue);
    if (broken) throw new Error(`${workload}, ${cacheControl}: ${name} ${broken[1]}`);
  }
}
