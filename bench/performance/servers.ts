import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startBff } from '../kit/bff.ts';
import { startChild } from '../kit/child.ts';
import { upstreamNames, type Urls } from '../kit/shop.ts';
import { cores, type Bench } from './bench.ts';

/** A server in a process of its own, alone on its processor. */
export interface Server {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** How to start a server. */
export type ServerStart = (bench: Bench) => Promise<Server>;

/** The servers that the BFF is measured against, by file in `bench/peers`. */
export const peerNames = ['plain', 'yoga', 'mercurius', 'hand', 'precomputed'] as const;
export type PeerName = (typeof peerNames)[number];

const peers = join(import.meta.dirname, '..', 'peers');

/** Levers that a configuration can switch off, each by its variable. */
export const levers = {
  'batching': { BATCHING: 'off' },
  'single flight': { SINGLE_FLIGHT: 'off' },
  'entity cache': { ENTITY_CACHE_MB: '0' },
  'compiled execution': { COMPILED_EXECUTION: 'off' },
  'coalescing': { COALESCING: 'off' },
  'response cache': { RESPONSE_CACHE_MB: '0' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** A BFF as in production, its log thrown away and all its limits on; only the load that is meant is let in. */
export function bff(
  name: string,
  kind: 'bff-web' | 'bff-mobile',
  environment: Readonly<Record<string, string>> = {},
  options: { readonly core?: number | undefined; readonly execArgv?: readonly string[] } = {
    core: cores.server,
  },
): ServerStart {
  return async ({ upstream, manifests }) => {
    const urls = Object.fromEntries(upstreamNames.map((each) => [each, upstream.url])) as Urls;
    const { url, pid, stop } = await startBff(urls, {
      name: kind,
      environment: {
        NODE_ENV: 'production',
        SITE_URL: 'https://shop.example',
        LOG_LEVEL: 'info',
        MAX_OPERATIONS: '2000',
        MANIFESTS_DIR: manifests,
        ...environment,
      },
      ...options,
    });
    return { name, url, pid, stop };
  };
}

/** A peer; `precomputed` answers what `answer` says. */
export function peer(name: PeerName, answer = ''): ServerStart {
  return async ({ upstream, folder }) => {
    const file = join(folder, 'answer.json');
    await writeFile(file, answer);
    const child = await startChild(
      `bench/peers/${name}.js`,
      { NODE_ENV: 'production', UPSTREAM_URL: upstream.url, ANSWER: file },
      { core: cores.server },
    );
    return { name, url: child.url, pid: child.pid, stop: child.stop };
  };
}

/** Installs what the peers are made of, unless it is there: they are no part of the product, nor of its packages. */
export async function installPeers(): Promise<void> {
  if (existsSync(join(peers, 'node_modules'))) return;
  await promisify(execFile)('npm', ['ci', '--no-audit', '--ignore-scripts'], { cwd: peers });
}
