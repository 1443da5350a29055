import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { connectPlain } from '../testing/plain.ts';
import { listen } from '../testing/listen.ts';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { createTransport, type TransportOptions } from './client.ts';
import { defineUpstream } from './define-upstream.ts';
import { get } from './endpoint.ts';
import type { UpstreamEvent } from './events.ts';
import type { Operation } from './operation.ts';

/** What becomes of a request: `late` is answered when the test says so. */
type Manner = 'answers' | 'resets' | 'ends' | 'says nothing' | 'resets inside the head' | 'is late';

const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n';

/** A service whose connections can be spoilt one by one, as what lies between us and a real one does. */
async function given(options: TransportOptions = {}, moreHead = '') {
  const connections: { readonly socket: Socket; manner: Manner; requests: number }[] = [];
  const late: { readonly socket: Socket; readonly path: string }[] = [];
  let waitFor = 0;
  let waiting: Socket[] = [];
  const server = createServer((socket) => {
    const connection = { socket, manner: 'answers' as Manner, requests: 0 };
    connections.push(connection);
    socket.on('data', (head: Buffer) => {
      connection.requests += 1;
      const answer = (to: Socket) => to.write(`${OK}${moreHead}\r\n{}`);
      const { manner } = connection;
      if (manner === 'resets') socket.resetAndDestroy();
      if (manner === 'ends') socket.end();
      if (manner === 'resets inside the head') socket.write('HTTP/1.1 20', () => socket.resetAndDestroy());
      if (manner === 'is late') late.push({ socket, path: String(head).split(' ')[1]! });
      if (manner !== 'answers') return;
      waiting.push(socket);
      if (waiting.length < waitFor) return;
      waiting.forEach(answer);
      waiting = [];
    });
  });
  const url = await listen(server);
  const clock = manualClock();
  const transport = createTransport({ clock, random: () => 0, ...options });
  onTestFinished(() => transport.close());

  const send = (path = '/') =>
    transport.send({
      upstream: 'shop',
      endpoint: 'GET /',
      method: 'GET',
      url: new URL(path, url).href,
      headers: {},
      signal: new AbortController().signal,
    });
  const statuses = (requests: readonly Promise<{ status: number }>[]) =>
    Promise.all(requests.map((request) => request.then(({ status }) => status, String)));
  const many = (count: number) => Array.from({ length: count }, () => send());
  return {
    url,
    clock,
    transport,
    connections,
    send,
    many,
    statuses,
    /** Leaves `count` connections idle in the pool. */
    warm: async (count: number) => {
      waitFor = count;
      await statuses(many(count));
      waitFor = 0;
      expect(connections).toHaveLength(count);
      await settle();
    },
    spoil: (manner: Manner) => connections.forEach((connection) => (connection.manner = manner)),
    /** What is late, in the order in which it was asked for. */
    late,
    answerLate: () => late.splice(0).forEach(({ socket }) => socket.write(`${OK}\r\n{}`)),
  };
}

/** Resolves as soon as `check` holds; the test's own limit ends the wait. */
async function until(check: () => boolean) {
  while (!check()) await settle();
}

const requestsOf = (connections: readonly { readonly requests: number }[]) =>
  connections.reduce((sum, { requests }) => sum + requests, 0);

describe.each(['resets', 'ends'] as const)('a pooled connection that %s when it is used again', (manner) => {
  it('costs no request, however many there are', async () => {
    const { warm, spoil, statuses, many, connections } = await given();
    await warm(12);
    spoil(manner);

    expect(await statuses(many(20))).toEqual(Array(20).fill(200));
    // Twelve dead ones, and as many new ones as there are requests.
    expect(connections).toHaveLength(12 + 20);
  });

  it('makes the others of its age suspect: one request after the other meets no second one', async () => {
    const { warm, spoil, statuses, send, connections } = await given();
    await warm(12);
    const old = [...connections];
    spoil(manner);
    await statuses([send()]);
    const before = requestsOf(old);

    expect(await statuses([send()])).toEqual([200]);
    expect(requestsOf(old)).toBe(before);
  });
});

it('a reset of a new connection is not repeated: that is for the retry to decide', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  let connections = 0;
  server.on('connection', () => (connections += 1));
  const url = await listen(server);
  const transport = createTransport();
  onTestFinished(() => transport.close());

  await expect(
    transport.send({ upstream: 'shop', endpoint: 'GET /', method: 'GET', url, headers: {}, signal: new AbortController().signal }), // prettier-ignore
  ).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', reason: 'ECONNRESET' });
  expect(connections).toBe(1);
});

it('a reset after the first byte is not repeated: the service had begun to answer', async () => {
  const { warm, spoil, send, connections } = await given();
  await warm(1);
  spoil('resets inside the head');

  await expect(send()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  expect(connections).toHaveLength(1);
});

it('a service that resets every connection is asked twice for one request, and no more', async () => {
  const { warm, spoil, send, connections } = await given();
  await warm(3);
  spoil('resets');
  const request = send();
  await until(() => connections.length > 3);
  spoil('resets');

  await expect(request).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  expect(connections).toHaveLength(4);
});

describe('pooled connections that say nothing', () => {
  it('cost no request where they had been idle for a second, and one trial finds out for all', async () => {
    const { warm, spoil, statuses, many, clock, connections } = await given();
    await warm(12);
    spoil('says nothing');
    await clock.advance(1_000);
    const requests = many(20);
    await until(() => requestsOf(connections) === 12 + 20);

    await clock.advance(199);
    await settle();
    expect(connections).toHaveLength(12 + 8);
    await clock.advance(1);

    expect(await statuses(requests)).toEqual(Array(20).fill(200));
    expect(connections).toHaveLength(12 + 20);
  });

  it('are one request more to a service that is merely slow, not one each', async () => {
    const { warm, spoil, statuses, many, clock, connections, answerLate } = await given();
    await warm(12);
    spoil('is late');
    await clock.advance(1_000);
    const requests = many(12);
    await until(() => requestsOf(connections) === 24);
    // A new connection is late as well.
    connections.push = (...added) => {
      added.forEach((connection) => (connection.manner = 'is late'));
      return Array.prototype.push.apply(connections, added);
    };
    await clock.advance(200);
    await until(() => requestsOf(connections) === 25);
    await clock.advance(200);
    answerLate();

    expect(await statuses(requests)).toEqual(Array(12).fill(200));
    expect(requestsOf(connections)).toBe(25);
  });

  it('that have answered meanwhile are not tried when the trial of another comes to nothing', async () => {
    const { warm, spoil, send, clock, connections, late } = await given();
    await warm(2);
    spoil('is late');
    await clock.advance(1_000);
    const requests = { '/a': send('/a'), '/b': send('/b') };
    await until(() => late.length === 2);
    // A new connection is late as well.
    connections.push = (...added) => {
      added.forEach((connection) => (connection.manner = 'is late'));
      return Array.prototype.push.apply(connections, added);
    };
    await clock.advance(200);
    await until(() => late.length === 3);
    const tried = late.pop()!.path as '/a' | '/b';
    const answer = async (path: '/a' | '/b') => {
      late.find((each) => each.path === path)!.socket.write(`${OK}\r\n{}`);
      await requests[path];
    };

    await answer(tried === '/a' ? '/b' : '/a');
    await answer(tried);
    spoil('answers');
    // Time enough for one more to arrive.
    for (let n = 0; n < 20; n++) await send();

    expect(requestsOf(connections)).toBe(2 + 2 + 1 + 20);
  });

  it('are not used by the retry, though they had been used a moment ago', async () => {
    const { warm, spoil, clock, transport, url, connections } = await given();
    const events: UpstreamEvent[] = [];
    const shop = defineUpstream({
      name: 'shop',
      endpoints: { item: get('/', { decode: z.object({}) }) },
    });
    const { endpoints, close } = connectPlain(shop, {
      baseUrl: url,
      transport: transport.send,
      clock,
      observe: (event) => events.push(event),
    });
    onTestFinished(close);
    const scope: Operation = {
      requestId: 'r-1',
      signal: new AbortController().signal,
      deadlineAt: clock.now() + 100_000,
      principal: null,
    };
    await warm(6);
    spoil('says nothing');

    for (let n = 0; n < 6; n++) {
      const before = requestsOf(connections);
      const answer = endpoints.item(scope);
      await until(() => requestsOf(connections) > before);
      // The attempt's time runs out, and the wait before the next one is over.
      for (let step = 0; n === 0 && step < 20; step++) await clock.advance(45);
      expect(await answer).toEqual({});
    }
    expect(events.filter(({ type }) => type === 'retry')).toHaveLength(1);
  });
});

it('what meets a dead connection spends no retry and counts as no failure', async () => {
  const { warm, spoil, clock, transport, url } = await given();
  const events: UpstreamEvent[] = [];
  const shop = defineUpstream({
    name: 'shop',
    resilience: { retryBudget: { ratio: 0, minimum: 0, windowMs: 10_000 } },
    endpoints: { item: get('/', { query: (id: string) => ({ id }), decode: z.object({}) }) },
  });
  const { endpoints, status, close } = connectPlain(shop, {
    baseUrl: url,
    transport: transport.send,
    clock,
    observe: (event) => events.push(event),
  });
  onTestFinished(close);
  const scope: Operation = {
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineAt: clock.now() + 100_000,
    principal: null,
  };
  await warm(12);
  spoil('resets');

  await Promise.all(Array.from({ length: 20 }, (_, n) => endpoints.item(scope, String(n))));

  expect(events.filter(({ type }) => type !== 'call')).toEqual([]);
  expect(status().classes['default']!.breaker).toMatchObject({ calls: 20, failures: 0 });
});

describe('a connection', () => {
  it('is used for a minute, less a fifth at most, and then made anew, so that a moved name is followed', async () => {
    const { send, clock, connections } = await given({ random: () => 0.5 });

    await send();
    for (let second = 0; second < 53; second++) {
      await settle();
      await clock.advance(1_000);
      await send();
    }
    expect(connections).toHaveLength(1);
    await clock.advance(1_000);
    await send();
    await settle();
    await send();

    expect(connections).toHaveLength(2);
  });

  it('is not left idle for as long as the service would keep it', async () => {
    const { send, connections } = await given({}, 'keep-alive: timeout=2\r\n');
    await send();

    // By Node's own timer: a second before the service's.
    await once(connections[0]!.socket, 'close');
    expect(connections).toHaveLength(1);
  });

  it('is used once where the service would close it within a second', async () => {
    const { send, connections } = await given({}, 'keep-alive: timeout=1\r\n');
    await send();
    await settle();
    await send();

    expect(connections).toHaveLength(2);
  });

  it('is left idle for some seconds at most', async () => {
    const { send, connections } = await given();
    await send();

    await once(connections[0]!.socket, 'close');
  });
});
