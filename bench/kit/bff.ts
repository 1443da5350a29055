import type { UpstreamStatus } from '../../shared/upstream/define-upstream.ts';
import type { UpstreamName } from '../../shared/upstreams/index.ts';
import { startChild, type Child, type ChildOptions } from './child.ts';
import { createClient, type Client } from './client.ts';
import type { Urls } from './shop.ts';

export interface BffStart extends ChildOptions {
  /** `bff-web` unless given. */
  readonly name?: 'bff-web' | 'bff-mobile';
  readonly environment?: Readonly<Record<string, string>>;
}

/** A BFF in a process of its own, as its clients and its operators see it. */
export interface Bff extends Client {
  readonly pid: number;
  readonly url: string;
  readonly status: (upstream: UpstreamName) => Promise<UpstreamStatus>;
  readonly forceBreaker: (upstream: UpstreamName, state: 'open' | 'closed' | 'auto') => Promise<void>;
  /** One of its metrics; of those with labels, the sum of all whose labels contain `labels`. */
  readonly metric: (name: string, labels?: string) => Promise<number>;
}

/** Starts a BFF over the services at `urls`. */
export async function startBff(
  urls: Urls,
  { name = 'bff-web', environment = {}, ...options }: BffStart = {},
): Promise<Bff & Pick<Child, 'stop'>> {
  const prefix = name.replace('bff-', '').toUpperCase();
  const addresses = Object.entries(urls).map(([upstream, url]) => [`${upstream.toUpperCase()}_URL`, url]);
  const child = await startChild(
    `${name}/main.ts`,
    {
      ...(Object.fromEntries(addresses) as Record<string, string>),
      [`${prefix}_PORT`]: '0',
      [`${prefix}_OPS_PORT`]: '0',
      LOG_LEVEL: 'silent',
      // Counted as ever; the load is one client, and means to be let in.
      COST_PER_MINUTE: '999999999',
      MAX_CONNECTIONS_PER_ADDRESS: '10000',
      ...environment,
    },
    options,
  );
  const client = createClient(child.url);
  const stop = () => {
    client.close();
    return child.stop();
  };
  return { ...client, pid: child.pid, url: child.url, ...operator(child.opsUrl), stop };
}

/** Starts a BFF, lends it to `use`, and ends it. */
export async function withBff<Result>(
  urls: Urls,
  use: (bff: Bff) => Promise<Result>,
  start: BffStart = {},
): Promise<Result> {
  const bff = await startBff(urls, start);
  try {
    return await use(bff);
  } finally {
    await bff.stop();
  }
}

function operator(opsUrl: string): Pick<Bff, 'status' | 'forceBreaker' | 'metric'> {
  return {
    status: async (upstream) => {
      const response = await fetch(`${opsUrl}/ops/upstreams`);
      const { upstreams } = (await response.json()) as { upstreams: readonly UpstreamStatus[] };
      return upstreams.find(({ name }) => name === upstream)!;
    },
    forceBreaker: async (upstream, state) => {
      const response = await fetch(`${opsUrl}/ops/upstreams/${upstream}/breaker`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ state }),
      });
      if (!response.ok) throw new Error(`the breaker was not forced: ${await response.text()}`);
    },
    metric: async (name, labels = '') => {
      const text = await (await fetch(`${opsUrl}/metrics`)).text();
      return text
        .split('\n')
        .filter(
          (line) => line.startsWith(`${name} `) || (line.startsWith(`${name}{`) && line.includes(labels)),
        )
        .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    },
  };
}
