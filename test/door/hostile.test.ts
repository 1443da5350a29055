import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBff } from '../../bench/kit/bff.ts';
import { residentBytes } from '../../bench/kit/memory.ts';
import { startMocks, type RunningMocks } from '../running-mocks.ts';
import { watchServices } from './asked-of-services.ts';
import { hostileRequests, type HostileRequest } from './hostile-requests.ts';

/** A BFF in a process of its own, as it would be attacked. */
type Bff = Awaited<ReturnType<typeof startBff>>;

const settings = {
  development: {},
  production: { NODE_ENV: 'production', DOCUMENTS: 'open' },
};

/** How long the event loop may be blocked by any of it. */
const LONGEST_BLOCK_MS = 250;

/** What may be left of it in memory; V8 gives back what it has taken when it sees fit. */
const MEMORY_LEFT_BYTES = 120_000_000;

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

it('is at least 150 different things', () => {
  const all = Object.values(hostileRequests).flat();

  expect(all.length).toBeGreaterThanOrEqual(150);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

describe.each(Object.entries(settings))('what is hostile, in %s', (_setting, environment) => {
  let bff: Bff;
  let services: ReturnType<typeof watchServices>;
  let warmBytes = 0;
  beforeAll(async () => {
    bff = await startBff(mocks.urls, { environment });
    for (let n = 0; n < 200; n++) await bff.ask({ text: '{ categories { id name } }' });
    warmBytes = await residentBytes(bff.pid);
    services = watchServices(mocks.urls);
  });
  afterAll(() => {
    services.close();
    return bff.stop();
  });

  it.each(Object.keys(hostileRequests))(
    'is answered as it should be, and holds up nobody (%s)',
    async (family) => {
      const wrong: string[] = [];
      for (const request of hostileRequests[family]!) {
        let sent = await send(bff.url, request);
        // A busy machine can hold up anything once.
        if (sent.blockedMs > LONGEST_BLOCK_MS) sent = await send(bff.url, request);
        const { answered, blockedMs } = sent;
        const allowed = request.expected.includes(answered);
        if (!allowed) wrong.push(`${request.name}: ${answered}, and not ${request.expected.join(' or ')}`);
        if (blockedMs > LONGEST_BLOCK_MS)
          wrong.push(`${request.name}: blocked for ${Math.round(blockedMs)} ms`);
      }

      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it('asks the services for nothing that is not meant', () => {
    expect(services.asked()).toBeGreaterThan(0);
    expect(services.mistakes()).toEqual([]);
  });

  it('leaves a server that answers, with little more in memory', async () => {
    expect((await bff.ask({ text: '{ __typename }' })).data).toEqual({ __typename: 'Query' });
    await sleep(1_000);

    expect((await residentBytes(bff.pid)) - warmBytes).toBeLessThan(MEMORY_LEFT_BYTES);
  });
});

/** Sends it over a connection of its own, and looks how long another client waits meanwhile. */
async function send(url: string, { bytes }: HostileRequest) {
  const { hostname, port } = new URL(url);
  const answer = new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const end = () => {
      socket.destroy();
      resolve(text);
    };
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
    socket.on('close', end).on('error', end);
    // Nobody waits for ever for a request that is never whole.
    socket.setTimeout(2_000, end);
  });
  let done = false;
  const watching = watch(url, () => done);
  const text = await answer;
  done = true;
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
  return { answered: status ? Number(status) : ('closed' as const), blockedMs: await watching };
}

/** The longest that a probe waited. */
async function watch(url: string, isOver: () => boolean): Promise<number> {
  let longestMs = 0;
  do {
    const startedAt = performance.now();
    await (await fetch(`${url}/livez`)).text();
    longestMs = Math.max(longestMs, performance.now() - startedAt);
  } while (!isOver());
  return longestMs;
}
