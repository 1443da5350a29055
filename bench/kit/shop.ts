import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultPlan } from '../../mocks/kit/fault-plan.ts';
import type { UpstreamName } from '../../shared/upstreams/index.ts';
import { startChild } from './child.ts';

/** All services. */
export const upstreamNames = [
  'catalog',
  'pricing',
  'inventory',
  'reviews',
  'users',
  'orders',
  'recommendations',
  'shipping',
] as const satisfies readonly UpstreamName[];

/** The id of the `n`th customer, from 1. */
export const customerId = (n: number) => `u-${String(n).padStart(3, '0')}`;

/** One rule of a mock's fault plan; what it leaves out has the plan's defaults. */
export type FaultRule = Partial<FaultPlan['rules'][number]>;

/** One of the mock services, in a process of its own. */
export interface Service {
  readonly url: string;
  /** Makes it sick from now on; without rules it is well again. */
  readonly fault: (...rules: readonly FaultRule[]) => Promise<void>;
  /** Calls of its API that have arrived since it started, faulted ones included. */
  readonly calls: () => Promise<number>;
}

/** The addresses of all services, by name. */
export type Urls = Readonly<Record<UpstreamName, string>>;

export interface Shop {
  readonly services: Readonly<Record<UpstreamName, Service>>;
  readonly urls: Urls;
  readonly stop: () => Promise<void>;
}

/** Starts all eight services on free ports, each with a new database in a folder that goes with them. */
export async function startShop(): Promise<Shop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'storefront-bench-'));
  const environment = { DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const started = await Promise.allSettled(
    upstreamNames.map(async (name) => ({
      name,
      child: await startChild(`mocks/${name}/main.ts`, {
        ...environment,
        [`${name.toUpperCase()}_PORT`]: '0',
      }),
    })),
  );
  const running = started.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
  const stop = async () => {
    await Promise.all(running.map(({ child }) => child.stop()));
    await rm(dataDir, { recursive: true, force: true });
  };
  const failed = started.find((each) => each.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const byName = <Value>(valueOf: (url: string) => Value) =>
    Object.fromEntries(running.map(({ name, child }) => [name, valueOf(child.url)])) as Record<
      UpstreamName,
      Value
    >;
  return { services: byName(service), urls: byName((url) => url), stop };
}

function service(url: string): Service {
  return {
    url,
    fault: async (...rules) => {
      const response = await fetch(`${url}/_faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rules }),
      });
      if (!response.ok) throw new Error(`the mock refused the fault: ${await response.text()}`);
    },
    calls: async () => {
      const response = await fetch(`${url}/_calls`);
      return ((await response.json()) as { total: number }).total;
    },
  };
}
