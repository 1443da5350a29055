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
  /** When it asks the services: `when stale` has a cache that keeps what they allow. */
  readonly asks: 'always' | 'when stale' | 'never';
  /** Reads and operations that it has answered out of its caches since it started; NaN where it does not tell. */
  readonly kept: () => Promise<number>;
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

/** How late a process may be before it refuses operations, as it comes. */
export const sheddingAsItComes = { MAX_EVENT_LOOP_DELAY_MS: '250' };

/**
 * A BFF as in production, its log thrown away and its limits on, but that it refuses nobody for being late: the peers
 * refuse nobody, and a closed loop that is refused asks again at once, which costs what it measures.
 */
export function bff(
  name: string,
  kind: 'bff-web' | 'bff-mobile',
  environment: Readonly<Record<string, string>> = {},
  options: { readonly cores?: string | undefined; readonly execArgv?: readonly string[] } = {
    cores: cores.server,
  },
): ServerStart {
  return async ({ upstream, manifests }) => {
    const urls = Object.fromEntries(upstreamNames.map((each) => [each, upstream.url])) as Urls;
    const { url, pid, stop, status, metric } = await startBff(urls, {
      name: kind,
      environment: {
        NODE_ENV: 'production',
        SITE_URL: 'https://shop.example',
        LOG_LEVEL: 'info',
        MAX_OPERATIONS: '2000',
        MAX_EVENT_LOOP_DELAY_MS: '60000',
        // Nobody balances its load, and a profile is written when it ends.
        DRAIN_MS: '0',
        MANIFESTS_DIR: manifests,
        ...environment,
      },
      ...options,
    });
    const kept = async () => {
      // Several workers tell each for itself.
      if ('WORKERS' in environment) return NaN;
      const statuses = await Promise.all(upstreamNames.map(status));
      const cached = await metric('operations_total', 'source="cached"');
      return statuses.reduce((sum, { reads }) => sum + reads.kept + reads.shared, cached);
    };
    const cacheless = environment['ENTITY_CACHE_MB'] === '0' && environment['RESPONSE_CACHE_MB'] === '0';
    return { name, url, pid, asks: cacheless ? 'always' : 'when stale', kept, stop };
  };
}

/** A peer that keeps nothing. */
export const peer = (name: Exclude<PeerName, 'precomputed'>) => startPeer(name, { asks: 'always' });

/** A peer whose HTTP client keeps answers as the services allow. */
export const cachingPeer = (name: 'hand' | 'mercurius') =>
  startPeer(name, { called: `${name}, HTTP cache`, asks: 'when stale', HTTP_CACHE: 'on' });

/** A peer that answers `body` and asks nobody. */
export function precomputed(body: string): ServerStart {
  return async (bench) => {
    const file = join(bench.folder, 'answer.json');
    await writeFile(file, body);
    return startPeer('precomputed', { asks: 'never', ANSWER: file })(bench);
  };
}

function startPeer(
  file: PeerName,
  { called = file, asks, ...environment }: { called?: string; asks: Server['asks'] } & Record<string, string>,
): ServerStart {
  return async ({ upstream }) => {
    const { url, pid, stop } = await startChild(
      `bench/peers/${file}.js`,
      { NODE_ENV: 'production', UPSTREAM_URL: upstream.url, ...environment },
      { cores: cores.server },
    );
    return { name: called, url, pid, asks, kept: async () => NaN, stop };
  };
}

/** Installs what the peers are made of, unless it is there: they are no part of the product, nor of its packages. */
export async function installPeers(): Promise<void> {
  if (existsSync(join(peers, 'node_modules'))) return;
  await promisify(execFile)('npm', ['ci', '--no-audit', '--ignore-scripts'], { cwd: peers });
}
