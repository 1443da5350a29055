import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { listen } from '../testing/listen.ts';
import { manualClock, type ManualClock } from '../testing/manual-clock.ts';
import { createTransport } from './client.ts';
import { listOf } from './decode.ts';
import { defineUpstream } from './define-upstream.ts';
import { bulk, find, get } from './endpoint.ts';
import { UpstreamError } from './errors.ts';
import { defaultResilience } from '../resilience/options.ts';
import { connectPlain, withListener, type HeardLifetime, type ListeningOperation } from '../testing/plain.ts';
import type { StaleUse } from './result.ts';
import { reuseOptionsOf } from './reuse-options.ts';

const thing = z.object({ id: z.string(), version: z.number() });
/** An endpoint that says itself how long its answers may be served stale. */
const stale = { maxAgeMs: 600_000 };

const shop = defineUpstream({
  name: 'shop',
  resilience: {
    deadlineMs: 100_000,
    attemptTimeoutMs: 90_000,
    retry: { attempts: 1, backoffMs: 0, maxBackoffMs: 0 },
    breaker: {
      ...defaultResilience.breaker,
      minimumCalls: 1_000,
      slowCallMs: 80_000,
      windowMs: 300_000,
      openMs: 95_000,
    },
  },
  endpoints: {
    /** Says nothing of stale answers: what the service says holds alone. */
    one: get('/one', { decode: thing }),
    lasting: get('/lasting', { decode: thing, stale }),
    mine: get('/mine', { decode: thing, varyOn: ['principal'], stale }),
    maybe: find('/maybe', { decode: thing, stale }),
    many: bulk('/many', {
      parameter: 'ids',
      maxIds: 10,
      decode: z.object({ items: listOf(thing) }),
      items: ({ items }) => items,
      idOf: ({ id }) => id,
      stale,
    }),
  },
});

interface Response {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the service takes. */
  readonly takesMs?: number;
}

/** A service that gives the responses named, one after the other and the last for ever, and one process that asks it. */
function given(...responses: readonly Response[]) {
  return givenAt(manualClock(1_000_000), ...responses);
}

/** The same, as it is timed by `clock`. */
async function givenAt(clock: ManualClock, ...responses: readonly Response[]) {
  const requests: IncomingMessage[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const version = requests.push(request);
    const { status = 200, headers = {}, takesMs = 0 } = responses[Math.min(version, responses.length) - 1]!;
    if (takesMs > 0) await clock.advance(takesMs);
    const ids = new URL(request.url!, 'http://shop.test').searchParams.get('ids')?.split(',');
    const body = ids ? { items: ids.map((id) => ({ id, version })) } : { id: 'a', version };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(status === 304 ? undefined : JSON.stringify(body));
  };
  const url = await listen(createServer((request, response) => void respond(request, response)));
  const transport = createTransport();
  const connected = connectPlain(shop, {
    baseUrl: url,
    transport: transport.send,
    clock,
    observe: () => {},
    sharing: reuseOptionsOf({ BATCHING: true, SINGLE_FLIGHT: true, ENTITY_CACHE_MB: 1 }),
  });
  onTestFinished(() => {
    connected.close();
    transport.close();
  });
  const heard: HeardLifetime[] = [];
  const scope: ListeningOperation = {
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineAt: Infinity,
    principal: { customerId: 'u-1' },
    heard: (lifetime) => heard.push(lifetime),
  };
  return {
    ...connected,
    clock,
    scope,
    heard,
    asked: () => requests.length,
    /** The tags of the conditional requests, undefined for each that was not. */
    tags: () => requests.map(({ headers }) => headers['if-none-match']),
  };
}

const tagged = (etag: string, cacheControl = 'no-cache') => ({ 'cache-control': cacheControl, etag });
const unavailable: Response = { status: 503 };

describe('a 304', () => {
  it.each([
    ['"v1"', '"v1"'],
    // RFC 9110, 8.8.3.2: a weak tag matches weakly.
    ['"v1"', 'W/"v1"'],
    ['W/"v1"', 'W/"v1"'],
    ['""', '""'],
  ])('to a request for %s that names %s says that nothing has changed', async (held, named) => {
    const { endpoints, scope, asked } = await given(
      { headers: tagged(held) },
      { status: 304, headers: tagged(named) },
    );

    await endpoints.one(scope);

    expect(await endpoints.one(scope)).toMatchObject({ version: 1 });
    expect(asked()).toBe(2);
  });

  it.each([
    ['"v1"', '"v2"'],
    ['"v1"', 'W/"v2"'],
    ['"v1"', '"V1"'],
    ['"v1"', 'v1'],
    ['"v1"', '*'],
    ['"v1"', '"v1", "v2"'],
    ['W/"v1"', 'W/"v2"'],
    // RFC 9111, 4.3.4: a strong validator selects what has the same strong one.
    ['W/"v1"', '"v1"'],
  ])(
    'to a request for %s that names %s is about something else: it is asked for anew',
    async (held, named) => {
      const { endpoints, scope, tags } = await given(
        { headers: tagged(held) },
        { status: 304, headers: tagged(named, 'max-age=60') },
        { headers: tagged('"v3"') },
        { headers: tagged('"v4"') },
      );

      await endpoints.one(scope);
      expect(await endpoints.one(scope)).toMatchObject({ version: 3 });
      expect(await endpoints.one(scope)).toMatchObject({ version: 4 });

      expect(tags()).toEqual([undefined, held, undefined, '"v3"']);
    },
  );

  it('that names another tag, when the service then fails, has made nothing of the old answer fresh', async () => {
    const { endpoints, scope } = await given(
      { headers: tagged('"v1"') },
      { status: 304, headers: tagged('"v2"', 'max-age=60') },
      unavailable,
    );

    await endpoints.lasting(scope);
    const served = vi.fn();
    expect(await endpoints.lasting(withListener(scope, { served }))).toMatchObject({ version: 1 });
    expect(served).toHaveBeenCalledOnce();
  });

  it('without a tag keeps the one that was asked for', async () => {
    const { endpoints, scope, tags } = await given({ headers: tagged('"v1"') }, { status: 304 });

    for (let round = 0; round < 4; round++) expect(await endpoints.one(scope)).toMatchObject({ version: 1 });

    expect(tags()).toEqual([undefined, '"v1"', '"v1"', '"v1"']);
  });

  it('without a lifetime keeps the one that was given, and begins it anew', async () => {
    const headers = { ...tagged('"v1"', 'max-age=60'), age: '20' };
    const { endpoints, scope, clock, asked } = await given({ headers }, { status: 304 });

    await endpoints.one(scope);
    await clock.advance(40_000);
    await endpoints.one(scope);
    await clock.advance(59_999);
    await endpoints.one(scope);
    expect(asked()).toBe(2);
    await clock.advance(1);
    await endpoints.one(scope);

    expect(asked()).toBe(3);
  });

  it('that keeps silent about it lifts nothing that the answer forbade', async () => {
    const headers = tagged('"v1"', 'no-cache, must-revalidate');
    const { endpoints, scope } = await given({ headers }, { status: 304 }, unavailable);

    await endpoints.lasting(scope);
    await endpoints.lasting(scope);

    await expect(endpoints.lasting(scope)).rejects.toThrow(UpstreamError);
  });

  it.each([
    ['no-store', { 'cache-control': 'no-store' }],
    ['that the answer is one customer’s', { 'cache-control': 'private, max-age=60' }],
    ['that it varies on what differs', { 'cache-control': 'max-age=60', 'vary': 'x-request-id' }],
    ['that it varies on everything', { vary: '*' }],
  ])('that says %s is the last word on what was kept', async (_what, headers) => {
    const { endpoints, scope, tags, heard } = await given(
      { headers: tagged('"v1"') },
      { status: 304, headers },
      {},
    );

    await endpoints.lasting(scope);
    expect(await endpoints.lasting(scope)).toMatchObject({ version: 1 });
    expect(await endpoints.lasting(scope)).toMatchObject({ version: 3 });

    expect(tags()).toEqual([undefined, '"v1"', undefined]);
    expect(heard.map(({ freshMs }) => freshMs)).toEqual([0, 0, 0]);
  });

  it.each(['one', 'maybe', 'many'] as const)('that nobody asked for is no answer (%s)', async (name) => {
    const { endpoints, scope } = await given({ status: 304, headers: tagged('"v1"', 'max-age=60') });

    await expect(endpoints[name](scope, ['a'])).rejects.toMatchObject({ code: 'UPSTREAM_BAD_ANSWER' });
  });

  it('is never provoked by what is no tag', async () => {
    for (const etag of ['*', 'v1', '"v1', '"a", "b"', 'w/"v1"', `"${'x'.repeat(2_000)}"`]) {
      const { endpoints, scope, tags } = await given({ headers: tagged(etag) });
      await endpoints.one(scope);
      await endpoints.one(scope);
      expect(tags(), etag).toEqual([undefined, undefined]);
    }
  });
});

describe('when the service fails, an answer that said', () => {
  type Name = 'one' | 'lasting' | 'mine' | 'many';

  /** What comes of `name`, asked again `afterMs` after it was answered with `headers`, with the service down. */
  async function whileDown(name: Name, headers: Readonly<Record<string, string>>, afterMs: number) {
    const { endpoints, scope, clock } = await given({ headers }, unavailable);
    await endpoints[name](scope, ['a']);
    await clock.advance(afterMs);
    const uses: StaleUse[] = [];
    const listening = withListener(scope, { served: (use) => uses.push(use) });
    const outcome: 'fresh' | 'stale' | 'failed' = await endpoints[name](listening, ['a']).then(
      () => (uses.length > 0 ? 'stale' : 'fresh'),
      () => 'failed',
    );
    return outcome;
  }

  it.each<[cacheControl: string, afterMs: number, expected: Partial<Record<Name, string>>]>([
    // RFC 9111, 5.2.2.5 and 5.2.2.2: always honoured.
    ['no-store', 0, { one: 'failed', lasting: 'failed', mine: 'failed', many: 'failed' }],
    ['no-store, stale-if-error=600', 0, { one: 'failed', lasting: 'failed', mine: 'failed', many: 'failed' }],
    ['max-age=1, must-revalidate', 999, { one: 'fresh', lasting: 'fresh', mine: 'fresh', many: 'fresh' }],
    [
      'max-age=1, must-revalidate',
      1_000,
      { one: 'failed', lasting: 'failed', mine: 'failed', many: 'failed' },
    ],
    ['MUST-REVALIDATE , stale-if-error=60', 0, { one: 'failed', lasting: 'failed', many: 'failed' }],
    // 5.2.2.8: for caches between many what must-revalidate is for all; what is one customer's is kept apart.
    ['proxy-revalidate, stale-if-error=60', 0, { one: 'failed', lasting: 'failed', many: 'failed' }],
    ['private, proxy-revalidate', 0, { mine: 'stale' }],
    // RFC 5861, 4: the service allows it, for so long after it was fresh.
    ['stale-if-error=60', 59_999, { one: 'stale' }],
    ['stale-if-error=60', 60_001, { one: 'failed' }],
    ['max-age=60, stale-if-error=60', 119_999, { one: 'stale' }],
    ['max-age=60, stale-if-error=60', 120_001, { one: 'failed' }],
    ['no-cache, stale-if-error=60', 1_000, { one: 'stale' }],
    ['s-maxage=1, stale-if-error=60', 2_000, { one: 'stale' }],
    ['stale-if-error="60"', 1_000, { one: 'stale' }],
    ['stale-if-error=0', 1, { one: 'failed' }],
    ['stale-if-error=-1', 1, { one: 'failed' }],
    ['stale-if-error', 1, { one: 'failed' }],
    ['stale-if-error=soon', 1, { one: 'failed' }],
    [`stale-if-error=${'9'.repeat(400)}`, 86_000_000, { one: 'stale' }],
    ['stale-if-error=900', 700_000, { one: 'stale', lasting: 'stale', many: 'stale' }],
    // 4.2.4: without a word of the service, what the endpoint sets.
    ['no-cache', 1_000, { one: 'failed', lasting: 'stale', mine: 'stale', many: 'stale' }],
    ['s-maxage=1', 2_000, { one: 'failed', lasting: 'stale', mine: 'stale', many: 'stale' }],
    ['max-age=1', 2_000, { one: 'failed', lasting: 'stale', mine: 'stale', many: 'stale' }],
    ['', 1_000, { one: 'failed', lasting: 'stale', mine: 'stale', many: 'stale' }],
    ['private', 1_000, { one: 'failed', lasting: 'failed', mine: 'stale', many: 'failed' }],
    ['private, stale-if-error=60', 1_000, { one: 'failed', lasting: 'failed', many: 'failed' }],
    ['', 600_001, { lasting: 'failed', many: 'failed' }],
  ])('%j, %i ms ago, comes to %j', async (cacheControl, afterMs, expected) => {
    for (const [name, outcome] of Object.entries(expected)) {
      expect(await whileDown(name as Name, { 'cache-control': cacheControl }, afterMs), name).toBe(outcome);
    }
  });

  it.each(['*', 'x-request-id'])('that it varies on %s answers no other request', async (vary) => {
    expect(await whileDown('lasting', { vary }, 0)).toBe('failed');
    expect(await whileDown('many', { vary, 'cache-control': 'stale-if-error=60' }, 0)).toBe('failed');
  });

  it('that it must not be kept takes the place of one that could', async () => {
    const { endpoints, scope } = await given({}, { headers: { 'cache-control': 'no-store' } }, unavailable);
    await endpoints.lasting(scope);
    expect(await endpoints.lasting(scope)).toMatchObject({ version: 2 });

    await expect(endpoints.lasting(scope)).rejects.toThrow(UpstreamError);
  });

  it('that there is none is no answer to stand in, where it must not be kept', async () => {
    const { endpoints, scope } = await given(
      {},
      { status: 404, headers: { 'cache-control': 'no-store' } },
      unavailable,
    );
    expect(await endpoints.maybe(scope)).toMatchObject({ version: 1 });
    expect(await endpoints.maybe(scope)).toBeNull();

    await expect(endpoints.maybe(scope)).rejects.toThrow(UpstreamError);
  });

  it('what is gone is not served again, however lately it was there', async () => {
    const { endpoints, scope } = await given({}, { status: 404 }, unavailable);
    expect(await endpoints.maybe(scope)).toMatchObject({ version: 1 });
    expect(await endpoints.maybe(scope)).toBeNull();

    expect(await endpoints.maybe(scope)).toBeNull();
  });

  it('what has come to be is not called absent', async () => {
    const { endpoints, scope } = await given({ status: 404 }, {}, unavailable);
    expect(await endpoints.maybe(scope)).toBeNull();
    expect(await endpoints.maybe(scope)).toMatchObject({ version: 2 });

    expect(await endpoints.maybe(scope)).toMatchObject({ version: 2 });
  });

  it('what was found and then not found by an endpoint that always has one is forgotten', async () => {
    const { endpoints, scope } = await given({}, { status: 404 }, unavailable);
    expect(await endpoints.lasting(scope)).toMatchObject({ version: 1 });
    await expect(endpoints.lasting(scope)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    await expect(endpoints.lasting(scope)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('how old it came is called so old, and older', async () => {
    const { endpoints, scope, clock } = await given({ headers: { age: '100' }, takesMs: 3_000 }, unavailable);
    await endpoints.lasting(scope);
    await clock.advance(7_000);
    const uses: StaleUse[] = [];
    await endpoints.lasting(withListener(scope, { served: (use) => uses.push(use) }));

    expect(uses).toEqual([expect.objectContaining({ ageMs: 110_000 })]);
    await clock.advance(490_001);
    await expect(endpoints.lasting(scope)).rejects.toThrow(UpstreamError);
  });
});

describe('the time that an answer is fresh', () => {
  it.each(['one', 'many'] as const)(
    'is as long for clients as it is, though time goes on (%s)',
    async (name) => {
      const clock = manualClock();
      let looks = 0;
      const { endpoints, scope, heard } = await givenAt(
        { ...clock, now: () => clock.now() + (looks += 0.01) },
        { headers: { 'cache-control': 'max-age=60' } },
      );

      await endpoints[name](scope, ['a']);

      expect(heard).toHaveLength(1);
      expect(heard[0]!.freshMs).toBeGreaterThan(59_000);
      expect(heard[0]!.clientFreshMs).toBe(heard[0]!.freshMs);
    },
  );

  it.each(['one', 'many'] as const)(
    'begins when it is asked for, however long it takes (%s)',
    async (name) => {
      const headers = { 'cache-control': 'max-age=60', 'age': '10' };
      const { endpoints, scope, clock, heard, asked } = await given({ headers, takesMs: 20_000 });

      await endpoints[name](scope, ['a']);
      expect(heard).toEqual([expect.objectContaining({ freshMs: 30_000 })]);
      await clock.advance(29_999);
      await endpoints[name](scope, ['a']);
      expect(asked()).toBe(1);
      await clock.advance(1);
      await endpoints[name](scope, ['a']);

      expect(asked()).toBe(2);
    },
  );

  it('is over before an answer comes that takes longer', async () => {
    const { endpoints, scope, heard, asked } = await given({
      headers: { 'cache-control': 'max-age=5' },
      takesMs: 6_000,
    });
    await endpoints.one(scope);
    await endpoints.one(scope);

    expect(asked()).toBe(2);
    expect(heard.map(({ freshMs }) => freshMs)).toEqual([0, 0]);
  });

  it('begins at the 304 that renews it as it is asked for', async () => {
    const { endpoints, scope, clock, asked } = await given(
      { headers: tagged('"v1"') },
      { status: 304, headers: { 'cache-control': 'max-age=60', 'age': '10' }, takesMs: 20_000 },
    );
    await endpoints.one(scope);
    await endpoints.one(scope);
    await clock.advance(29_999);
    await endpoints.one(scope);
    expect(asked()).toBe(2);
    await clock.advance(1);
    await endpoints.one(scope);

    expect(asked()).toBe(3);
  });

  it('is one for the caches between and another for the client’s', async () => {
    const { endpoints, scope, clock, heard } = await given({
      headers: { 'cache-control': 's-maxage=60, max-age=30', 'age': '10' },
    });
    await endpoints.one(scope);
    await clock.advance(20_000);
    await endpoints.one(scope);

    expect(heard).toEqual([
      { freshMs: 50_000, clientFreshMs: 20_000, private: false },
      { freshMs: 30_000, clientFreshMs: 0, private: false },
    ]);
  });
});
