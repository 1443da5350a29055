import { Redis } from 'ioredis';
import { oneByOne } from '../../kit/load.ts';
import { honest, brief, summaryCells, summaryHead, withServers, type Experiment } from '../experiment.ts';
import { measureRound, summarized, type Round } from '../measure.ts';
import { bff } from '../servers.ts';

const server = 'redis://127.0.0.1:6379';

/** The last database that there is unless it is configured: it is used only where it is empty, and emptied again. */
const DATABASE = 15;

/** No more because a process is faster, and no more than one can do that has just started. */
const PER_SECOND = 50;

const withRedis = { REDIS_URL: `${server}/${DATABASE}` };

/** In the order in which they start, one after the other; Redis is empty before the first. */
const processes = [
  { name: 'without Redis', environment: {}, seed: 2 },
  { name: 'with Redis, nothing kept', environment: withRedis, seed: 3 },
  { name: 'with Redis, after another', environment: withRedis, seed: 2 },
];

export const redis: Experiment = {
  name: 'redis',
  title: 'A new process beside Redis',
  how:
    'Varied, honest Cache-Control, services that take 5 ms. Processes that have just started are asked ' +
    `${PER_SECOND} operations a second: one without \`REDIS_URL\`, one with it that finds nothing there, and one that ` +
    'finds what the one before was answered, which has meanwhile been under a closed loop of 50 connections. The ' +
    'first and the last are asked the same, and the one between them others of the kind.',
  run: async ({ bench, effort }) => {
    const client = await emptyRedis();
    if (typeof client === 'string') return { note: client, data: null };
    const { seconds } = effort;
    const job = { workload: 'varied', connections: 256, perSecond: PER_SECOND, seconds } as const;
    const others = { workload: 'varied', connections: 50, seed: 1, seconds } as const;
    try {
      const found = await oneByOne(brief(effort).rounds, async (round) => {
        await forget(client);
        return oneByOne(processes.length, async (index) => {
          const { name, environment, seed } = processes[index]!;
          const start = bff(name, 'bff-web', environment);
          return withServers(bench, { ...honest, latencyMs: 5 }, [start], async ([started]) => {
            const measured = await measureRound(bench, started!, { ...job, seed: 2 * round + seed });
            if (index === 1) await bench.ask({ ...others, url: started!.url });
            return measured.round;
          });
        });
      });
      const summaries = processes.map(({ name }, index) => ({
        name,
        summary: summarized(found.map((round): Round => round[index]!)),
      }));
      // What the last process was spared is what Redis brings: without that, nothing was measured.
      const [, emptyHanded, after] = summaries.map(({ summary }) => summary.calls);
      if (!(after! < emptyHanded!)) throw new Error('Redis spared a process no call');
      return {
        tables: [
          {
            title: `the first ${seconds * PER_SECOND} operations of a process`,
            head: ['', ...summaryHead],
            rows: summaries.map(({ name, summary }) => [name, ...summaryCells(summary)]),
          },
        ],
        data: Object.fromEntries(summaries.map(({ name, summary }) => [name, summary])),
      };
    } finally {
      await forget(client);
      client.disconnect();
    }
  },
};

/** Removes what BFFs have kept there, and nothing else. */
async function forget(client: Redis): Promise<void> {
  const keys = await client.keys('bff:*');
  if (keys.length > 0) await client.unlink(keys);
}

/** A Redis with a database that nobody uses, or why there is none. */
async function emptyRedis(): Promise<Redis | string> {
  const client = new Redis(server, {
    db: DATABASE,
    lazyConnect: true,
    retryStrategy: null,
    connectTimeout: 2_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    if ((await client.dbsize()) === 0) return client;
    client.disconnect();
    return `Not measured: database ${DATABASE} of the Redis at ${server} is in use.`;
  } catch {
    client.disconnect();
    return `Not measured: no Redis answers at ${server}.`;
  }
}
