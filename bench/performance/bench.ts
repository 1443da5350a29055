import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../kit/child.ts';
import { startShop } from '../kit/shop.ts';
import { documentIdOf, type Manifest } from '../../shared/graphql/documents/manifest.ts';
import type { Job, JobResult } from './generator.ts';
import { record, type Recording } from './recording.ts';
import type { UpstreamSettings } from './upstream.ts';
import { documents } from './workloads.ts';

/** Where processes run, by the numbers of processors; undefined where there is no choice. */
export interface Cores {
  readonly server: string | undefined;
  /** Of a server that may use two. */
  readonly two: string | undefined;
  /** What asks, and what is asked. */
  readonly rest: string | undefined;
}

/** Processors for the server alone, where there are enough and the system can bind processes to them. */
export const cores: Cores = coresOf(process.platform === 'linux' ? availableParallelism() : 1);

function coresOf(count: number): Cores {
  return {
    server: count > 1 ? '1' : undefined,
    two: count > 2 ? '1,2' : undefined,
    rest: count > 1 ? '0' : undefined,
  };
}

/** What all experiments stand on. */
export interface Bench {
  readonly recording: Recording;
  /** A folder for what is written on the way. */
  readonly folder: string;
  /** The folder of a manifest of all documents that are measured. */
  readonly manifests: string;
  readonly upstream: {
    readonly url: string;
    readonly become: (settings: UpstreamSettings) => Promise<void>;
    /** What it is now. */
    readonly settings: () => UpstreamSettings;
    /** Calls by route since it was last asked. */
    readonly takeCalls: () => Promise<Readonly<Record<string, number>>>;
  };
  /** Has the generator do a job. One at a time. */
  readonly ask: (job: Job) => Promise<JobResult>;
  readonly stop: () => Promise<void>;
}

/** A manifest of documents as they are: `npm run documents` would add `__typename`, and peers are sent none. */
function manifestOf(texts: readonly string[]): Manifest {
  const operations = texts.map((body) => {
    const name = /query (\w+)/.exec(body)![1]!;
    return { id: documentIdOf(body), name, type: 'query', body } as const;
  });
  return { format: 'apollo-persisted-query-manifest', version: 1, operations };
}

/** Records what the mocks answer, and starts the upstream that repeats it and the generator. */
export async function startBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'storefront-bench-'));
  const shop = await startShop();
  const recording = await record(shop.urls).finally(shop.stop);
  const file = join(folder, 'recording.json');
  await writeFile(file, JSON.stringify(recording));

  const manifests = join(folder, 'manifests');
  await mkdir(manifests);
  await writeFile(join(manifests, 'workloads.json'), JSON.stringify(manifestOf(documents)));

  const start = (name: string) =>
    startChild(`bench/performance/${name}.ts`, { RECORDING: file }, { cores: cores.rest });
  const [upstream, generator] = await Promise.all([start('upstream'), start('generator')]);
  let current: UpstreamSettings = { latencyMs: 0, cacheControl: 'no-store' };
  return {
    recording,
    folder,
    manifests,
    upstream: {
      url: upstream.url,
      settings: () => current,
      become: async (settings) => {
        current = settings;
        await fetch(`${upstream.url}/_settings`, { method: 'PUT', body: JSON.stringify(settings) });
      },
      takeCalls: async () => {
        const response = await fetch(`${upstream.url}/_calls`, { method: 'DELETE' });
        return (await response.json()) as Record<string, number>;
      },
    },
    ask: (job) =>
      new Promise((resolve, reject) => {
        const { process } = generator;
        const gone = () => reject(new Error('the generator has ended'));
        process.once('exit', gone);
        process.once('message', (result) => {
          process.off('exit', gone);
          resolve(result as JobResult);
        });
        process.send(job);
      }),
    stop: async () => {
      await Promise.all([upstream.stop(), generator.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
