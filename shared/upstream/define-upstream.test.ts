import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { listen } from '../testing/listen.ts';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { createTransport } from './client.ts';
import { listOf } from './decode.ts';
import { defineUpstream, type UpstreamStatus } from './define-upstream.ts';
import { find, get } from './endpoint.ts';
import { UpstreamError } from './errors.ts';
import type { UpstreamEvent } from './events.ts';
import { defaultResilience, type ResilienceOptions } from '../resilience/options.ts';
import { connectPlain } from '../testing/plain.ts';
import type { Operation } from './operation.ts';

const item = z.object({ id: z.string() });

const shop = defineUpstream({
  name: 'shop',
  resilience: {
    deadlineMs: 1_000,
    attemptTimeoutMs: 500,
    bulkhead: { concurrency: 4, queue: 4 },
    retry: { attempts: 1, backoffMs: 0, maxBackoffMs: 0 },
    breaker: { ...defaultResilience.breaker, minimumCalls: 3, slowCallMs: 400 },
  },
  endpoints: {
    items: get('/items', { decode: z.object({ items: listOf(item) }) }),
    item: get('/items/:id', { params: (id: string) => ({ id }), decode: item }),
    findItem: find('/items/:id', { params: (id: string) => ({ id }), decode: item }),
    search: get('/search', {
      query: (text: string) => ({ text, limit: 5, cursor: undefined }),
      decode: z.unknown(),
    }),
  },
});

/** The upstream above, connected to a server of the test's own; `path` is the path of its base URL. */
async function given(listener: RequestListener, path = '') {
  const clock = manualClock();
  const events: UpstreamEvent[] = [];
  const transport = createTransport();
  const baseUrl = (await listen(createServer(listener))) + path;
  const connected = connectPlain(shop, {
    baseUrl,
    transport: transport.send,
    clock,
    observe: (event) => events.push(event),
  });
  onTestFinished(() => {
    connected.close();
    transport.close();
  });
  const client = new AbortController();
  const scope: Operation = {
    requestId: 'r-1',
    signal: client.signal,
    deadlineAt: clock.now() + 10_000,
    principal: null,
  };
  return { ...connected, clock, events, client, scope, baseUrl };
}

const breakerOf = ({ classes }: UpstreamStatus) => classes['default']!.breaker.state;

const json = (response: ServerResponse, body: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const fails = (run: Promise<unknown>) =>
  run.then(
    () => expect.unreachable('it was answered'),
    (error: unknown) => error as UpstreamError,
  );

describe('a status', () => {
  it.each([
    [400, 'BAD_USER_INPUT', 'ignored'],
    [401, 'UPSTREAM_UNAVAILABLE', 'ignored'],
    [402, 'UPSTREAM_BAD_ANSWER', 'ignored'],
    [403, 'UPSTREAM_UNAVAILABLE', 'ignored'],
    [404, 'NOT_FOUND', 'ignored'],
    [405, 'UPSTREAM_BAD_ANSWER', 'ignored'],
    [409, 'UPSTREAM_BAD_ANSWER', 'ignored'],
    [410, 'NOT_FOUND', 'ignored'],
    [414, 'BAD_USER_INPUT', 'ignored'],
    [422, 'BAD_USER_INPUT', 'ignored'],
    [431, 'BAD_USER_INPUT', 'ignored'],
    [429, 'UPSTREAM_UNAVAILABLE', 'failure'],
    [300, 'UPSTREAM_BAD_ANSWER', 'failure'],
    [302, 'UPSTREAM_BAD_ANSWER', 'failure'],
    [304, 'UPSTREAM_BAD_ANSWER', 'failure'],
    [500, 'UPSTREAM_UNAVAILABLE', 'failure'],
    [501, 'UPSTREAM_UNAVAILABLE', 'failure'],
    [502, 'UPSTREAM_UNAVAILABLE', 'failure'],
    [503, 'UPSTREAM_UNAVAILABLE', 'failure'],
    [504, 'UPSTREAM_UNAVAILABLE', 'failure'],
    [599, 'UPSTREAM_UNAVAILABLE', 'failure'],
  ])('%d is %s, and for the breaker a %s', async (status, code, outcome) => {
    const {
      endpoints,
      scope,
      status: state,
    } = await given((_request, response) => json(response, { items: [] }, status));

    for (let n = 0; n < 3; n++) {
      const error = await fails(endpoints.items(scope));
      expect(error).toBeInstanceOf(UpstreamError);
      expect(error).toMatchObject({ code, outcome, upstream: 'shop', reason: `answered ${status}` });
    }

    expect(breakerOf(state())).toBe(outcome === 'failure' ? 'open' : 'closed');
  });

  it.each([200, 201, 203, 206])('%d is an answer', async (status) => {
    const { endpoints, scope } = await given((_request, response) => json(response, { items: [] }, status));

    expect(await endpoints.items(scope)).toEqual({ items: [] });
  });

  it.each([404, 410])('%d is null where an answer may well not exist', async (status) => {
    const { endpoints, scope } = await given((_request, response) => json(response, {}, status));

    expect(await endpoints.findItem(scope, 'a')).toBeNull();
  });

  it.each([400, 403, 500])('%d is no less an error there', async (status) => {
    const { endpoints, scope } = await given((_request, response) => json(response, {}, status));

    await expect(endpoints.findItem(scope, 'a')).rejects.toBeInstanceOf(UpstreamError);
  });
});

describe('a body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/problem+json',
    'application/vnd.api+json',
    'Application/JSON',
  ])('of type %s is read', async (type) => {
    const { endpoints, scope } = await given((_request, response) =>
      response.setHeader('content-type', type).end('{"items":[{"id":"ä€😀"}]}'),
    );

    expect(await endpoints.items(scope)).toEqual({ items: [{ id: 'ä€😀' }] });
  });

  const valid = '{"items":[]}';
  it.each<[string, string | undefined, string | Buffer]>([
    ['of another type', 'text/html', valid],
    ['of a type that only begins like JSON', 'application/jsonp', valid],
    ['of no type', undefined, valid],
    [
      'of bad UTF-8',
      'application/json',
      Buffer.from([...Buffer.from('{"items":[{"id":"'), 0xff, 0x22, 0x7d]),
    ],
    ['of bad UTF-8 in valid JSON', 'application/json', Buffer.from('{"items":[{"id":"\xff"}]}', 'latin1')],
    ['that is empty', 'application/json', ''],
    ['that is cut off', 'application/json', '{"items":['],
    ['that is not JSON', 'application/json', '<html>'],
    ['with more after its end', 'application/json', `${valid}${valid}`],
    ['with NaN', 'application/json', '{"items":[],"n":NaN}'],
    ['with another envelope', 'application/json', '{"products":[]}'],
    ['with an envelope of another type', 'application/json', '{"items":{}}'],
    ['that is null', 'application/json', 'null'],
    ['of nothing but bad items', 'application/json', `{"items":[${'null,'.repeat(300_000)}null]}`],
    ['that goes too deep', 'application/json', `{"items":${'['.repeat(500_000)}${']'.repeat(500_000)}}`],
  ])('%s is UPSTREAM_BAD_ANSWER, and counts against the service', async (_what, type, body) => {
    const { endpoints, scope, status } = await given((_request, response) => {
      if (type !== undefined) response.setHeader('content-type', type);
      response.end(body);
    });

    for (let n = 0; n < 3; n++) {
      expect(await fails(endpoints.items(scope))).toMatchObject({
        code: 'UPSTREAM_BAD_ANSWER',
        outcome: 'failure',
      });
    }

    expect(breakerOf(status())).toBe('open');
  });

  it('loses its bad items, which are reported, and keeps the rest', async () => {
    const { endpoints, scope, events } = await given((_request, response) =>
      json(response, { items: [{ id: 'a' }, { id: 1 }, null, { id: 'b' }] }),
    );

    expect(await endpoints.items(scope)).toEqual({ items: [{ id: 'a' }, { id: 'b' }] });
    expect(events).toEqual([
      { type: 'call', upstream: 'shop', endpoint: 'GET /items', requestId: 'r-1', durationMs: 0 },
      {
        type: 'items-dropped',
        upstream: 'shop',
        endpoint: 'GET /items',
        requestId: 'r-1',
        count: 2,
        issue: expect.stringMatching(/^id: /),
      },
    ]);
  });
});

describe('a request', () => {
  it('goes below the path of the base URL, with the id of the operation and the time that is left', async () => {
    const seen: unknown[] = [];
    const { endpoints, scope } = await given((request, response) => {
      const { 'x-request-id': id, 'x-request-deadline-ms': ms } = request.headers;
      seen.push([request.method, request.url, id, ms]);
      json(response, { id: 'a' });
    }, '/gateway/shop');

    await endpoints.item(scope, 'a');
    await endpoints.search(scope, 'ä & b=c/../#?');

    expect(seen).toEqual([
      ['GET', '/gateway/shop/items/a', 'r-1', '500'],
      ['GET', '/gateway/shop/search?text=%C3%A4+%26+b%3Dc%2F..%2F%23%3F&limit=5', 'r-1', '500'],
    ]);
  });

  it.each([
    ['a/b', '/items/a%2Fb'],
    ['%2e%2e', '/items/%252e%252e'],
    ['../admin', '/items/..%2Fadmin'],
    ['a\r\nx-admin: 1', '/items/a%0D%0Ax-admin%3A%201'],
  ])('keeps %j in its one segment on the wire', async (id, expected) => {
    let seen: string | undefined;
    const { endpoints, scope } = await given((request, response) => {
      seen = request.url;
      expect(request.headers).not.toHaveProperty('x-admin');
      json(response, { id: 'a' });
    });

    await endpoints.item(scope, id);

    expect(seen).toBe(expected);
  });

  it.each(['', '.', '..', '\ud800'])('is not made for %j, which no URL can hold', async (id) => {
    const asked = vi.fn();
    const { endpoints, scope, status } = await given(asked);

    for (let n = 0; n < 3; n++) {
      expect(await fails(endpoints.findItem(scope, id))).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
    expect(asked).not.toHaveBeenCalled();
    expect(breakerOf(status())).toBe('closed');
  });
});

describe('time', () => {
  it('ends an attempt on the wire, and counts it against the service', async () => {
    const closed: Promise<void>[] = [];
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const { endpoints, scope, clock, events } = await given((_request, response) => {
      closed.push(new Promise((resolve) => response.on('close', resolve)));
      arrive();
    });

    const outcome = fails(endpoints.items(scope));
    await arrived;
    await clock.advance(500);

    expect(await outcome).toMatchObject({ code: 'UPSTREAM_TIMEOUT', outcome: 'failure' });
    await Promise.all(closed);
    expect(closed).toHaveLength(1);
    expect(events).toMatchObject([{ type: 'call', durationMs: 500, failure: { code: 'UPSTREAM_TIMEOUT' } }]);
    expect(clock.pending()).toBe(0);
  });

  it('ends an answer that trickles in', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const { endpoints, scope, clock } = await given((_request, response) => {
      response.setHeader('content-type', 'application/json').write('{"items":[', () => arrive());
    });

    const outcome = fails(endpoints.items(scope));
    await arrived;
    await clock.advance(500);

    expect(await outcome).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  it('that the operation no longer has makes no call', async () => {
    const asked = vi.fn();
    const { endpoints, scope, clock } = await given(asked);

    const late: Operation = { ...scope, deadlineAt: clock.now() };
    const outcome = fails(endpoints.items(late));

    expect(await outcome).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(asked).not.toHaveBeenCalled();
  });
});

it('a client that leaves ends its calls on the wire, and says nothing about the service', async () => {
  const gone = new Error('the client closed the connection');
  const closed: Promise<void>[] = [];
  const { endpoints, scope, status, clock, events } = await given((request, response) => {
    closed.push(new Promise((resolve) => response.on('close', resolve)));
    request.resume();
  });

  for (let n = 0; n < 5; n++) {
    const client = new AbortController();
    const leaving: Operation = { ...scope, signal: client.signal };
    const outcome = fails(endpoints.items(leaving));
    while (closed.length <= n) await settle();
    client.abort(gone);
    expect(await outcome).toBe(gone);
  }

  await Promise.all(closed);
  expect(status().classes['default']).toMatchObject({
    breaker: { state: 'closed', calls: 0 },
    bulkhead: { running: 0, waiting: 0 },
  });
  expect(clock.pending()).toBe(0);
  expect(events).toEqual([]);
});

it('an open breaker asks the service no more, and is told of once', async () => {
  let requests = 0;
  const { endpoints, scope, events, status } = await given((_request, response) => {
    requests += 1;
    json(response, {}, 503);
  });
  for (let n = 0; n < 3; n++) await fails(endpoints.items(scope));

  expect(await fails(endpoints.items(scope))).toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    reason: 'breaker open',
  });

  expect(requests).toBe(3);
  expect(breakerOf(status())).toBe('open');
  expect(events.filter(({ type }) => type === 'breaker-changed')).toEqual([
    { type: 'breaker-changed', upstream: 'shop', endpointClass: 'default', state: 'open' },
  ]);
});

describe('what a client may read of a failure', () => {
  const secret = 's3cr3t-word';

  it.each<[string, RequestListener]>([
    ['a refusal', (_request, response) => json(response, { detail: secret }, 400)],
    ['an error', (_request, response) => json(response, { stack: secret }, 500)],
    ['a redirect', (_request, response) => response.writeHead(302, { location: `http://${secret}/` }).end()],
    ['a type', (_request, response) => response.setHeader('content-type', secret).end()],
    ['a page', (_request, response) => response.setHeader('content-type', 'application/json').end(secret)],
    ['a wrong field', (_request, response) => json(response, { [secret]: secret, items: secret })],
    ['a reason phrase', (_request, response) => response.writeHead(503, secret).end()],
    ['a lost connection', (request) => request.socket.resetAndDestroy()],
  ])('holds neither address nor words of the service (%s)', async (_how, listener) => {
    const { endpoints, scope, baseUrl } = await given(listener, '/internal');

    const error = await fails(endpoints.items(scope));

    const { host, port } = new URL(baseUrl);
    for (const hidden of [secret, host, port, 'internal', '/items', '127.0.0.1']) {
      expect(`${error.message} ${error.code} ${error.upstream}`).not.toContain(hidden);
    }
    expect(error.message).toMatch(/^The shop service [a-z ]+\.$/);
  });
});

it('connections to one service share nothing', async () => {
  const first = await given((_request, response) => json(response, {}, 500));
  const second = await given((_request, response) => json(response, { items: [] }));

  for (let n = 0; n < 3; n++) await fails(first.endpoints.items(first.scope));

  expect(breakerOf(first.status())).toBe('open');
  expect(await second.endpoints.items(second.scope)).toEqual({ items: [] });
});

describe('a 429 with Retry-After', () => {
  async function given(resilience: Partial<ResilienceOptions>) {
    const asked: string[] = [];
    const url = await listen(
      createServer(({ url = '' }, response) => {
        asked.push(url);
        if (url === '/search') response.writeHead(429, { 'retry-after': '3600' }).end();
        else json(response, []);
      }),
    );
    const transport = createTransport();
    const clock = manualClock();
    const events: UpstreamEvent[] = [];
    const definition = defineUpstream({
      name: 'shop',
      resilience: { retry: { attempts: 1, backoffMs: 0, maxBackoffMs: 0 }, ...resilience },
      classes: { search: {} },
      endpoints: {
        items: get('/items', { decode: z.unknown() }),
        search: get('/search', { class: 'search', decode: z.unknown() }),
      },
    });
    const observe = (event: UpstreamEvent) => void events.push(event);
    const connected = connectPlain(definition, { baseUrl: url, transport: transport.send, clock, observe });
    onTestFinished(() => {
      connected.close();
      transport.close();
    });
    const scope = (): Operation => ({
      requestId: 'r-1',
      signal: new AbortController().signal,
      deadlineAt: clock.now() + 10_000,
      principal: null,
    });
    await fails(connected.endpoints.search(scope()));
    const paused = () =>
      Object.entries(connected.status().classes).map(([, { rateLimit }]) => rateLimit.paused !== null);
    return { ...connected, asked, events, scope, paused };
  }

  it('silences the class that was answered so, and no other', async () => {
    const { endpoints, asked, events, scope, paused } = await given({});

    await fails(endpoints.search(scope()));
    await endpoints.items(scope());

    expect(asked).toEqual(['/search', '/items']);
    expect(paused()).toEqual([false, true]);
    expect(events.filter(({ type }) => type === 'paused')).toEqual([
      {
        type: 'paused',
        upstream: 'shop',
        endpointClass: 'search',
        endpoint: 'GET /search',
        requestId: 'r-1',
        pauseMs: 600_000,
      },
    ]);
  });

  it.each([
    ['the service says that its quota is common', { commonQuota: true }],
    ['it grants a quota', { rateLimit: { perSecond: 10, burst: 10 } }],
  ])('silences every class where %s, until it is lifted', async (_what, resilience) => {
    const { endpoints, liftPause, asked, scope, paused } = await given(resilience);

    await fails(endpoints.items(scope()));
    expect(asked).toEqual(['/search']);
    expect(paused()).toEqual([true, true]);

    expect(liftPause('search')).toBe(true);
    await endpoints.items(scope());
    expect(asked).toEqual(['/search', '/items']);
    expect(liftPause('gone')).toBe(false);
  });
});

describe('what contradicts itself', () => {
  const define = (
    resilience: Partial<ResilienceOptions>,
    classes: Record<string, Partial<ResilienceOptions>> = {},
  ) => defineUpstream({ name: 'shop', resilience, classes, endpoints: {} });

  it('is no upstream: it is refused as soon as it is written down', () => {
    expect(() => define({ deadlineMs: 100 })).toThrow('The resilience of shop (default) contradicts itself');
  });

  it('is no class of its endpoints either, be it by itself or with what it leaves as it is', () => {
    const slow = { attemptTimeoutMs: 1_500 };

    expect(() => define({}, { search: slow })).toThrow('The resilience of shop (search) contradicts itself');
    expect(() => define({}, { search: { ...slow, deadlineMs: 2_000 } })).not.toThrow();
  });

  it('is no class that an endpoint names and the upstream does not know', () => {
    const endpoints = { search: get('/search', { class: 'serach', decode: z.unknown() }) };

    expect(() => defineUpstream({ name: 'shop', classes: { search: {} }, endpoints })).toThrow(
      'shop has no class "serach" for its endpoint search.',
    );
  });
});
