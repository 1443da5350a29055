import { createServer, type IncomingMessage } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { listen } from '../testing/listen.ts';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { createTransport } from './client.ts';
import { listOf } from './decode.ts';
import { defineUpstream } from './define-upstream.ts';
import { bulk, find, get } from './endpoint.ts';
import { UpstreamError } from './errors.ts';
import { defaultResilience } from '../resilience/options.ts';
import { connectPlain, type HeardLifetime, type ListeningOperation, withListener } from '../testing/plain.ts';
import { reuseOptionsOf } from './reuse-options.ts';

const thing = z.object({ id: z.string(), version: z.number() });
const stale = { maxAgeMs: 600_000 };
const own = { varyOn: ['principal'], stale } as const;
const byIds = {
  parameter: 'ids',
  maxIds: 4,
  decode: z.object({ items: listOf(thing) }),
  items: ({ items }: { items: z.output<typeof thing>[] }) => items,
  idOf: ({ id }: { id: string }) => id,
} as const;

const shop = defineUpstream({
  name: 'shop',
  resilience: {
    deadlineMs: 1_000,
    attemptTimeoutMs: 500,
    bulkhead: { concurrency: 16, queue: 0 },
    retry: { attempts: 1, backoffMs: 0, maxBackoffMs: 0 },
    breaker: { ...defaultResilience.breaker, minimumCalls: 1_000, slowCallMs: 400 },
  },
  endpoints: {
    one: get('/one', { decode: thing, stale }),
    unstale: get('/unstale', { decode: thing }),
    maybe: find('/maybe', { decode: thing, stale }),
    mine: get('/mine', { decode: thing, ...own }),
    many: bulk('/many', { ...byIds, stale }),
    manyOfMine: bulk('/many-of-mine', { ...byIds, ...own }),
    manyByCode: bulk('/many', { ...byIds, parameter: 'codes', stale }),
    priced: bulk('/priced', { ...byIds, query: (currency: string) => ({ currency }), stale }),
  },
});

type Headers = Readonly<Record<string, string>>;

/** What the service answers, until the test changes it. The version tells one answer from another. */
interface Service {
  status: number;
  headers: Headers;
  /** Ids of bulk answers that it knows nothing of, and those that it has in a form that nobody can read. */
  unknown: string;
  unreadable: string;
  /** Holds every answer until it is resolved. */
  gate: Promise<void>;
}

const everything = { BATCHING: true, SINGLE_FLIGHT: true, ENTITY_CACHE_MB: 1 };

async function given(
  headers: Headers = {},
  { BATCHING, SINGLE_FLIGHT, ENTITY_CACHE_MB }: Partial<typeof everything> = everything,
) {
  const clock = manualClock();
  const service: Service = { status: 200, headers, unknown: '', unreadable: '', gate: Promise.resolve() };
  const requests: IncomingMessage[] = [];
  const closed: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const version = requests.length;
    response.on('close', () => {
      if (!response.writableFinished) closed.push(request.url!);
    });
    const query = new URL(request.url!, 'http://shop.test').searchParams;
    const ids = (query.get('ids') ?? query.get('codes'))?.split(',');
    const items = ids
      ?.filter((id) => !service.unknown.includes(id))
      .map((id) => (service.unreadable.includes(id) ? { id } : { id, version }));
    void service.gate.then(() => {
      response.writeHead(service.status, { 'content-type': 'application/json', ...service.headers });
      response.end(
        service.status === 304 ? undefined : JSON.stringify(items ? { items } : { id: 'a', version }),
      );
    });
  });
  const transport = createTransport();
  const connected = connectPlain(shop, {
    baseUrl: await listen(server),
    transport: transport.send,
    clock,
    observe: () => {},
    sharing: reuseOptionsOf({
      BATCHING: BATCHING ?? false,
      SINGLE_FLIGHT: SINGLE_FLIGHT ?? false,
      ENTITY_CACHE_MB: ENTITY_CACHE_MB ?? 0,
    }),
  });
  onTestFinished(() => {
    connected.close();
    transport.close();
  });
  /** One operation: its client, its scope, and what it was told of lifetimes. */
  const operation = (customerId: string | null = null, deadlineMs = 10_000) => {
    const client = new AbortController();
    const heard: HeardLifetime[] = [];
    const scope: ListeningOperation = {
      requestId: 'r-1',
      signal: client.signal,
      deadlineAt: clock.now() + deadlineMs,
      principal: customerId === null ? null : { customerId },
      heard: (lifetime) => heard.push(lifetime),
    };
    return { client, scope, heard };
  };
  const gate = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    service.gate = promise;
    return resolve;
  };
  return {
    ...connected,
    clock,
    service,
    requests,
    closed,
    operation,
    gate,
    scopeOf: (customerId: string | null = null) => operation(customerId).scope,
    asked: () => requests.map(({ url }) => decodeURIComponent(url!)),
    arrived: async (count: number) => {
      while (requests.length < count) await settle();
    },
  };
}

const versions = (items: readonly { id: string; version: number }[]) =>
  Object.fromEntries(items.map(({ id, version }) => [id, version]));

describe('an answer that is fresh', () => {
  it('is served without a call, and asked for again after its time', async () => {
    const { endpoints, scopeOf, asked, clock, status } = await given({ 'cache-control': 'max-age=60' });

    await endpoints.one(scopeOf());
    await clock.advance(59_999);
    expect(await endpoints.one(scopeOf())).toMatchObject({ version: 1 });
    expect(asked()).toEqual(['/one']);
    await clock.advance(1);
    expect(await endpoints.one(scopeOf())).toMatchObject({ version: 2 });

    expect(status().reads).toMatchObject({ kept: 1, joined: 0, sent: 2 });
  });

  it('has spent a part of its time on the way', async () => {
    const { endpoints, scopeOf, clock } = await given({ 'cache-control': 'max-age=60', 'age': '50' });

    await endpoints.one(scopeOf());
    await clock.advance(9_999);
    expect(await endpoints.one(scopeOf())).toMatchObject({ version: 1 });
    await clock.advance(1);

    expect(await endpoints.one(scopeOf())).toMatchObject({ version: 2 });
  });

  it.each<[string, Headers]>([
    ['nothing', {}],
    ['no-store', { 'cache-control': 'no-store, max-age=60' }],
    ['no-cache', { 'cache-control': 'no-cache, max-age=60' }],
    ['that it varies on what differs', { 'cache-control': 'max-age=60', 'vary': 'x-request-id' }],
    ['that it varies on everything', { 'cache-control': 'max-age=60', 'vary': '*' }],
  ])('is none where the service says %s', async (_what, headers) => {
    const { endpoints, scopeOf } = await given(headers);

    await endpoints.one(scopeOf());

    expect(await endpoints.one(scopeOf())).toMatchObject({ version: 2 });
  });

  it('that varies on what all requests say alike is served', async () => {
    const { endpoints, scopeOf, asked } = await given({
      'cache-control': 'max-age=60',
      'vary': 'Accept-Encoding',
    });

    await endpoints.one(scopeOf());
    await endpoints.one(scopeOf());

    expect(asked()).toHaveLength(1);
  });

  it('is served with the service down, and is not called stale', async () => {
    const { endpoints, scopeOf, service } = await given({ 'cache-control': 'max-age=60' });
    await endpoints.one(scopeOf());
    service.status = 503;
    const served = vi.fn();

    expect(await endpoints.one(withListener(scopeOf(), { served }))).toMatchObject({ version: 1 });
    expect(served).not.toHaveBeenCalled();
  });

  it('is none where there was only a failure', async () => {
    const { endpoints, scopeOf, service } = await given({ 'cache-control': 'max-age=60' });
    service.status = 503;
    await expect(endpoints.unstale(scopeOf())).rejects.toThrow(UpstreamError);
    service.status = 200;

    expect(await endpoints.unstale(scopeOf())).toMatchObject({ version: 2 });
  });
});

describe('an answer with a tag', () => {
  const headers = { 'cache-control': 'max-age=60', 'etag': '"1"' };

  it('is asked for by its tag, and served for as long again when nothing has changed', async () => {
    const { endpoints, scopeOf, clock, service, requests } = await given(headers);
    await endpoints.unstale(scopeOf());
    await clock.advance(60_000);
    service.status = 304;
    service.headers = { 'cache-control': 'max-age=10', 'etag': '"1"' };

    expect(await endpoints.unstale(scopeOf())).toMatchObject({ version: 1 });
    await clock.advance(9_999);
    expect(await endpoints.unstale(scopeOf())).toMatchObject({ version: 1 });
    expect(requests.map((request) => request.headers['if-none-match'])).toEqual([undefined, '"1"']);
    await clock.advance(1);
    expect(await endpoints.unstale(scopeOf())).toMatchObject({ version: 1 });

    expect(requests.map((request) => request.headers['if-none-match'])).toEqual([undefined, '"1"', '"1"']);
  });

  it('is replaced when it has changed', async () => {
    const { endpoints, scopeOf, clock, service, requests } = await given(headers);
    await endpoints.one(scopeOf());
    await clock.advance(60_000);
    service.headers = { 'cache-control': 'max-age=60', 'etag': '"2"' };

    expect(await endpoints.one(scopeOf())).toMatchObject({ version: 2 });
    await clock.advance(60_000);
    await endpoints.one(scopeOf());

    expect(requests.map((request) => request.headers['if-none-match'])).toEqual([undefined, '"1"', '"2"']);
  });

  it('that did not change is as new, should it have to stand in', async () => {
    const { endpoints, scopeOf, clock, service } = await given(headers);
    await endpoints.one(scopeOf());
    await clock.advance(500_000);
    service.status = 304;
    await endpoints.one(scopeOf());
    await clock.advance(500_000);
    service.status = 503;

    expect(await endpoints.one(scopeOf())).toMatchObject({ version: 1 });
  });

  it('of one customer is compared for that customer alone', async () => {
    const { endpoints, scopeOf, clock, requests } = await given(headers);
    await endpoints.mine(scopeOf('u-1'));
    await clock.advance(60_000);
    await endpoints.mine(scopeOf('u-2'));
    await endpoints.mine(scopeOf());
    await endpoints.mine(scopeOf('u-1'));

    expect(requests.map((request) => request.headers['if-none-match'])).toEqual([
      undefined,
      undefined,
      undefined,
      '"1"',
    ]);
  });

  it('for many ids is never asked for by it', async () => {
    const { endpoints, scopeOf, clock, requests } = await given(headers);
    await endpoints.many(scopeOf(), ['a', 'b']);
    await clock.advance(60_000);
    await endpoints.many(scopeOf(), ['a', 'b']);

    expect(requests.map((request) => request.headers['if-none-match'])).toEqual([undefined, undefined]);
  });
});

describe('an answer that may be served while it is renewed', () => {
  const headers = { 'cache-control': 'max-age=60, stale-while-revalidate=30' };

  it('is served at once, and renewed once, though its client has left', async () => {
    const { endpoints, operation, scopeOf, clock, gate, arrived, asked } = await given(headers);
    await endpoints.one(scopeOf());
    await clock.advance(60_000);
    const open = gate();

    const { client, scope } = operation(null, 5);
    expect(await endpoints.one(scope)).toMatchObject({ version: 1 });
    client.abort(new Error('gone'));
    await arrived(2);
    await clock.advance(10);
    expect(await endpoints.one(scopeOf())).toMatchObject({ version: 1 });
    open();
    let answer = await endpoints.one(scopeOf());
    while (answer.version === 1) {
      await settle();
      answer = await endpoints.one(scopeOf());
    }

    expect(answer).toMatchObject({ version: 2 });
    expect(asked()).toEqual(['/one', '/one']);
  });

  it('is waited for after that time', async () => {
    const { endpoints, scopeOf, clock } = await given(headers);
    await endpoints.one(scopeOf());
    await clock.advance(90_000);

    expect(await endpoints.one(scopeOf())).toMatchObject({ version: 2 });
  });

  it.each([everything, { ENTITY_CACHE_MB: 1 }])('is renewed for all ids together (%j)', async (levers) => {
    const { endpoints, scopeOf, clock, arrived, asked } = await given(headers, levers);
    await endpoints.many(scopeOf(), ['a', 'b', 'c']);
    await clock.advance(60_000);

    expect(versions(await endpoints.many(scopeOf(), ['a', 'b', 'c']))).toEqual({ a: 1, b: 1, c: 1 });
    await arrived(2);
    let answer = await endpoints.many(scopeOf(), ['a', 'b', 'c']);
    while (answer.some(({ version }) => version === 1)) {
      await settle();
      answer = await endpoints.many(scopeOf(), ['a', 'b', 'c']);
    }

    expect(versions(answer)).toEqual({ a: 2, b: 2, c: 2 });
    expect(asked()).toEqual(['/many?ids=a,b,c', '/many?ids=a,b,c']);
  });

  it('of one customer is renewed for that customer', async () => {
    const { endpoints, scopeOf, clock, arrived } = await given(headers);
    await endpoints.mine(scopeOf('u-1'));
    await clock.advance(60_000);
    await endpoints.mine(scopeOf('u-1'));
    await arrived(2);
    let answer = await endpoints.mine(scopeOf('u-1'));
    while (answer.version === 1) {
      await settle();
      answer = await endpoints.mine(scopeOf('u-1'));
    }

    expect(answer).toMatchObject({ version: 2 });
    expect(await endpoints.mine(scopeOf('u-2'))).toMatchObject({ version: 3 });
  });
});

describe('an answer for many ids', () => {
  it('is kept id by id, and only what is missing is asked for', async () => {
    const { endpoints, scopeOf, asked, status } = await given({ 'cache-control': 'max-age=60' });

    await endpoints.many(scopeOf(), ['a', 'b']);
    expect(versions(await endpoints.many(scopeOf(), ['c', 'b', 'd', 'b']))).toEqual({ b: 1, c: 2, d: 2 });
    expect(versions(await endpoints.many(scopeOf(), ['d', 'a']))).toEqual({ a: 1, d: 2 });

    expect(asked()).toEqual(['/many?ids=a,b', '/many?ids=c,d']);
    expect(status().reads).toMatchObject({ kept: 3, joined: 0, sent: 4 });
  });

  it('says for five seconds that there is none', async () => {
    const { endpoints, scopeOf, clock, service, asked } = await given({ 'cache-control': 'max-age=60' });
    service.unknown = 'b';

    await endpoints.many(scopeOf(), ['a', 'b']);
    await clock.advance(4_999);
    expect(versions(await endpoints.many(scopeOf(), ['a', 'b']))).toEqual({ a: 1 });
    expect(asked()).toHaveLength(1);
    await clock.advance(1);
    service.unknown = '';
    expect(versions(await endpoints.many(scopeOf(), ['a', 'b']))).toEqual({ a: 1, b: 2 });

    expect(asked()).toEqual(['/many?ids=a,b', '/many?ids=b']);
  });

  it('does not say that there is none of what it has in a form that cannot be read', async () => {
    const { endpoints, scopeOf, service, asked } = await given({ 'cache-control': 'max-age=60' });
    service.unreadable = 'b';
    const missed = vi.fn();

    const found = await endpoints.many(withListener(scopeOf(), { served: () => {}, missed }), ['a', 'b']);
    expect(versions(found)).toEqual({ a: 1 });
    expect(missed).toHaveBeenCalledExactlyOnceWith(
      'b',
      expect.objectContaining({ code: 'UPSTREAM_BAD_ANSWER' }),
    );
    service.unreadable = '';
    expect(versions(await endpoints.many(scopeOf(), ['a', 'b']))).toEqual({ a: 1, b: 2 });

    expect(asked()).toEqual(['/many?ids=a,b', '/many?ids=b']);
  });

  it('to one cacheKey is no answer to another', async () => {
    const { endpoints, scopeOf, asked } = await given({ 'cache-control': 'max-age=60' });

    await Promise.all(['EUR', 'JPY'].map((currency) => endpoints.priced(scopeOf(), ['a'], currency)));

    expect(asked().toSorted()).toEqual(['/priced?currency=EUR&ids=a', '/priced?currency=JPY&ids=a']);
    await Promise.all([endpoints.many(scopeOf(), ['a']), endpoints.manyByCode(scopeOf(), ['a'])]);

    expect(asked().slice(2).toSorted()).toEqual(['/many?codes=a', '/many?ids=a']);
  });

  it('is not asked for where no id is given', async () => {
    const { endpoints, scopeOf, asked } = await given();

    expect(await endpoints.many(scopeOf(), [])).toEqual([]);
    expect(asked()).toEqual([]);
  });
});

describe('one customer’s answer', () => {
  it.each<[string, Headers]>([
    ['says so', { 'cache-control': 'private, max-age=60' }],
    ['forgets to say so', { 'cache-control': 'public, max-age=60' }],
  ])('is served to that one alone, where the service %s', async (_how, headers) => {
    const { endpoints, scopeOf } = await given(headers);
    const ask = async (customerId: string | null) => (await endpoints.mine(scopeOf(customerId))).version;

    expect(await ask('u-1')).toBe(1);
    expect(await ask('u-2')).toBe(2);
    expect(await ask(null)).toBe(3);
    expect(await ask(null)).toBe(4);
    expect([await ask('u-1'), await ask('u-2')]).toEqual([1, 2]);
  });

  it('is served id by id to that one alone', async () => {
    const { endpoints, scopeOf } = await given({ 'cache-control': 'max-age=60' });
    const ask = async (customerId: string | null, ...ids: string[]) =>
      versions(await endpoints.manyOfMine(scopeOf(customerId), ids));

    expect(await ask('u-1', 'a')).toEqual({ a: 1 });
    expect(await ask('u-2', 'a')).toEqual({ a: 2 });
    expect(await ask(null, 'a')).toEqual({ a: 3 });
    expect(await ask('u-1', 'a', 'b')).toEqual({ a: 1, b: 4 });
  });

  it('is not waited for by another, and does not travel with others', async () => {
    const { endpoints, scopeOf, gate, arrived, asked } = await given();
    const open = gate();
    const customers = ['u-1', 'u-2', null, null];

    const answers = Promise.all([
      ...customers.map((each) => endpoints.mine(scopeOf(each))),
      ...customers.map((each) => endpoints.manyOfMine(scopeOf(each), ['a'])),
    ]);
    await arrived(8);
    open();
    await answers;

    expect(asked().toSorted()).toEqual([
      ...(Array(4).fill('/many-of-mine?ids=a') as string[]),
      ...(Array(4).fill('/mine') as string[]),
    ]);
  });

  it('stands in for nobody else', async () => {
    const { endpoints, scopeOf, service } = await given();
    await endpoints.mine(scopeOf('u-1'));
    await endpoints.mine(scopeOf());
    service.status = 503;

    await expect(endpoints.mine(scopeOf('u-2'))).rejects.toThrow(UpstreamError);
    await expect(endpoints.mine(scopeOf())).rejects.toThrow(UpstreamError);
    expect(await endpoints.mine(scopeOf('u-1'))).toMatchObject({ version: 1 });
  });

  it('by the word of the service is not served at an endpoint that does not know whose it is', async () => {
    const { endpoints, operation } = await given({
      'cache-control': 'private, max-age=60, stale-while-revalidate=60',
      'etag': '"1"',
    });
    const [first, second] = [operation('u-1'), operation('u-1')];

    await endpoints.one(first.scope);

    expect(await endpoints.one(second.scope)).toMatchObject({ version: 2 });
    expect(first.heard).toEqual([{ freshMs: 0, clientFreshMs: 0, private: true }]);
  });
});

describe('when the service fails, its last answer', () => {
  it.each([everything, {}])('stands in (%j)', async (levers) => {
    const { endpoints, scopeOf, service, clock } = await given({ 'cache-control': 'max-age=1' }, levers);
    await endpoints.one(scopeOf());
    await endpoints.many(scopeOf(), ['a', 'b']);
    await clock.advance(5_000);
    service.status = 503;
    const served = vi.fn();

    const [one, many] = await Promise.all([
      endpoints.one(withListener(scopeOf(), { served })),
      endpoints.many(withListener(scopeOf(), { served }), ['b', 'a']),
    ]);

    expect([one.version, versions(many)]).toEqual([1, { a: 2, b: 2 }]);
    const use = { upstream: 'shop', reason: 'UPSTREAM_UNAVAILABLE', ageMs: 5_000 };
    expect(served.mock.calls.toSorted()).toEqual([
      [use, undefined],
      [use, 'a'],
      [use, 'b'],
    ]);
  });

  it.each([everything, {}])('remembers that there was none (%j)', async (levers) => {
    const { endpoints, scopeOf, service } = await given({}, levers);
    service.status = 404;
    expect(await endpoints.maybe(scopeOf())).toBeNull();
    service.status = 200;
    service.unknown = 'b';
    await endpoints.many(scopeOf(), ['a', 'b']);
    service.status = 503;

    expect(await endpoints.maybe(scopeOf())).toBeNull();
    expect(await endpoints.many(scopeOf(), ['b'])).toEqual([]);
  });

  it('stands in for the ids that it had, and whoever can do with a part is told of the rest', async () => {
    const { endpoints, scopeOf, service } = await given();
    await endpoints.many(scopeOf(), ['a']);
    service.status = 503;
    const [served, missed] = [vi.fn(), vi.fn()];

    const found = await endpoints.many(withListener(scopeOf(), { served, missed }), ['a', 'b']);

    expect(versions(found)).toEqual({ a: 1 });
    expect(served).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ ageMs: 0 }), 'a');
    expect(missed).toHaveBeenCalledExactlyOnceWith('b', expect.any(UpstreamError));
    await expect(endpoints.many(scopeOf(), ['a', 'b'])).rejects.toThrow(UpstreamError);
  });

  it('is no answer to another cacheKey', async () => {
    const { endpoints, scopeOf, service } = await given();
    await endpoints.priced(scopeOf(), ['a'], 'EUR');
    service.status = 503;

    await expect(endpoints.priced(scopeOf(), ['a'], 'JPY')).rejects.toThrow(UpstreamError);
  });

  it('is not served for a client that left', async () => {
    const { endpoints, operation, scopeOf } = await given();
    await endpoints.one(scopeOf());
    const { client, scope } = operation();
    client.abort(new Error('gone'));

    await expect(endpoints.one(scope)).rejects.toThrow('gone');
  });
});

describe('an operation hears', () => {
  it('how long its answers stay true', async () => {
    const { endpoints, operation, clock } = await given({ 'cache-control': 'max-age=60' });
    const first = operation();
    await endpoints.one(first.scope);
    await clock.advance(20_000);
    const second = operation();
    await endpoints.one(second.scope);
    await endpoints.many(second.scope, ['a']);
    await clock.advance(10_000);
    const third = operation();
    await endpoints.many(third.scope, ['b', 'a']);

    expect([first.heard, second.heard, third.heard]).toEqual([
      [{ freshMs: 60_000, clientFreshMs: 60_000, private: false }],
      [
        { freshMs: 40_000, clientFreshMs: 40_000, private: false },
        { freshMs: 60_000, clientFreshMs: 60_000, private: false },
      ],
      [{ freshMs: 50_000, clientFreshMs: 50_000, private: false }],
    ]);
  });

  it('that what is not there may soon be', async () => {
    const { endpoints, operation, service } = await given({ 'cache-control': 'max-age=60' });
    service.unknown = 'b';
    const { scope, heard } = operation();

    await endpoints.many(scope, ['a', 'b']);
    service.status = 404;
    await endpoints.maybe(scope);

    expect(heard).toEqual([
      { freshMs: 5_000, clientFreshMs: 5_000, private: false },
      { freshMs: 0, clientFreshMs: 0, private: false },
    ]);
  });

  it('what is one customer’s, be it by the endpoint or by the service', async () => {
    const { endpoints, operation, service } = await given({ 'cache-control': 'max-age=60' });
    const { scope, heard } = operation('u-1');
    await endpoints.mine(scope);
    await endpoints.manyOfMine(scope, ['a']);
    await endpoints.manyOfMine(scope, ['a']);
    service.headers = { 'cache-control': 'private, max-age=60' };
    await endpoints.many(scope, ['a']);

    expect(heard).toEqual([
      { freshMs: 60_000, clientFreshMs: 60_000, private: true },
      { freshMs: 60_000, clientFreshMs: 60_000, private: true },
      { freshMs: 60_000, clientFreshMs: 60_000, private: true },
      { freshMs: 0, clientFreshMs: 0, private: true },
    ]);
  });

  it('that what is old, failed or stands in must be asked for again', async () => {
    const { endpoints, operation, service, clock } = await given({
      'cache-control': 'max-age=60, stale-while-revalidate=30',
    });
    const none = { freshMs: 0, clientFreshMs: 0, private: false };
    await endpoints.one(operation().scope);
    await endpoints.many(operation().scope, ['a']);
    await clock.advance(60_000);
    service.status = 503;
    const old = operation();
    await endpoints.one(old.scope);
    await endpoints.many(old.scope, ['a']);
    await clock.advance(30_000);
    const serveStale = operation();
    await endpoints.one(serveStale.scope);
    await endpoints.many(serveStale.scope, ['a']);
    const failed = operation();
    await endpoints.unstale(failed.scope).catch(() => {});
    await endpoints.many(failed.scope, ['b']).catch(() => {});

    expect([old.heard, serveStale.heard, failed.heard]).toEqual(Array(3).fill([none, none]));
  });
});

describe('operations at the same time', () => {
  it('wait for one answer, and one that leaves ends nobody else’s wait', async () => {
    const { endpoints, operation, gate, arrived, asked, closed, status } = await given();
    const open = gate();
    const [leaving, staying] = [operation('u-1'), operation('u-2')];

    const answers = Promise.allSettled([leaving, staying].map(({ scope }) => endpoints.one(scope)));
    await arrived(1);
    leaving.client.abort(new Error('gone'));
    await settle();
    open();

    expect(await answers).toMatchObject([{ reason: new Error('gone') }, { value: { version: 1 } }]);
    expect([asked(), closed]).toEqual([['/one'], []]);
    expect(status().reads).toMatchObject({ kept: 0, joined: 1, sent: 1 });
  });

  it('that have all left close the connection', async () => {
    const { endpoints, operation, gate, arrived, closed } = await given();
    gate();
    const operations = [operation(), operation()];
    const answers = Promise.allSettled([
      ...operations.map(({ scope }) => endpoints.one(scope)),
      ...operations.map(({ scope }) => endpoints.many(scope, ['a'])),
    ]);
    await arrived(2);

    operations.forEach(({ client }) => client.abort(new Error('gone')));

    expect(await answers).toMatchObject(Array(4).fill({ reason: new Error('gone') }));
    while (closed.length < 2) await settle();
    expect(closed.toSorted()).toEqual(['/many?ids=a', '/one']);
  });

  it('ask together, whoever they are, where the answer is public', async () => {
    const { endpoints, scopeOf, gate, arrived, asked, status } = await given();
    const open = gate();
    const ask = (customerId: string | null, ...ids: string[]) => endpoints.many(scopeOf(customerId), ids);

    const answers = Promise.all([ask('u-1', 'a'), ask('u-2', 'b'), ask(null, 'c', 'a')]);
    await arrived(1);
    open();

    expect((await answers).map(versions)).toEqual([{ a: 1 }, { b: 2 }, { a: 1, c: 2 }]);
    expect(asked()).toEqual(['/many?ids=a', '/many?ids=b,c']);
    expect(status().reads).toMatchObject({ kept: 0, joined: 1, sent: 3 });
  });

  it('that ask one after the other start anew', async () => {
    const { endpoints, scopeOf, asked } = await given();

    await endpoints.many(scopeOf(), ['a']);
    await endpoints.many(scopeOf(), ['a']);

    expect(asked()).toEqual(['/many?ids=a', '/many?ids=a']);
  });
});

it('with everything switched off each operation asks for itself, every time, and of everything', async () => {
  const { endpoints, scopeOf, gate, arrived, requests, status } = await given(
    { 'cache-control': 'max-age=60, stale-while-revalidate=60', 'etag': '"1"' },
    {},
  );
  const open = gate();

  const answers = Promise.all([
    endpoints.one(scopeOf()),
    endpoints.one(scopeOf()),
    endpoints.many(scopeOf(), ['a']),
    endpoints.many(scopeOf(), ['a']),
  ]);
  await arrived(4);
  open();
  await answers;
  await endpoints.one(scopeOf());
  await endpoints.many(scopeOf(), ['a']);

  expect(requests).toHaveLength(6);
  expect(requests.map((request) => request.headers['if-none-match'])).toEqual(Array(6).fill(undefined));
  expect(status().reads).toMatchObject({ kept: 0, joined: 0, sent: 6 });
});
