import { describe, expect, it, onTestFinished } from 'vitest';
import { pino } from 'pino';
import type { RateLimitStatus } from '../upstream/define-upstream.ts';
import { startSmallBff } from '../testing/small-bff.ts';
import { processControls } from './ops-controls.ts';
import { createOps } from './ops.ts';

interface Status {
  readonly name: string;
  readonly classes: Readonly<
    Record<string, { readonly breaker: { readonly state: string }; readonly rateLimit: RateLimitStatus }>
  >;
}

/** A BFF whose services are all well, and the server for its operators. */
async function given() {
  let calls = 0;
  let answer: readonly [status: number, headers: Record<string, string>] = [200, {}];
  const bff = await startSmallBff((_request, response) => {
    calls += 1;
    response
      .writeHead(answer[0], { 'content-type': 'application/json', ...answer[1] })
      .end('{"data":[],"shipments":[]}');
  });
  const log: Record<string, unknown>[] = [];
  const logger = pino({}, { write: (line) => log.push(JSON.parse(line) as Record<string, unknown>) });
  const ops = createOps(processControls(bff.upstreams, bff.metrics), logger);
  const url = await ops.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(ops.close);

  const post = async (path: string, body: unknown, type = 'application/json') => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': type, 'user-agent': 'ops-console/1' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Status & { error?: string } };
  };
  const answerWith = (status: number, headers: Record<string, string> = {}) => (answer = [status, headers]);
  const force = (name: string, body: unknown) => post(`/ops/upstreams/${name}/breaker`, body);
  const statuses = async () =>
    ((await (await fetch(`${url}/ops/upstreams`)).json()) as { upstreams: Status[] }).upstreams;
  const query = async (document: string) => {
    const response = await fetch(`${bff.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: document }),
    });
    return (await response.json()) as { data: unknown; errors?: { extensions: Record<string, unknown> }[] };
  };
  return { bff, url, log, post, force, statuses, query, answerWith, calls: () => calls };
}

const PARCELS = '{ parcels(order: "o-1") }';

describe('GET /ops/upstreams', () => {
  it('shows each upstream with its breakers, bulkheads, budget and limits', async () => {
    const { statuses } = await given();

    const all = await statuses();

    expect(all.map(({ name }) => name).sort()).toEqual([
      'catalog',
      'inventory',
      'orders',
      'pricing',
      'recommendations',
      'reviews',
      'shipping',
      'users',
    ]);
    for (const status of all) {
      expect(status).toMatchObject({
        retryBudget: { calls: 0, retries: 0, allowed: expect.any(Number) },
        reads: { kept: 0, joined: 0, sent: 0 },
        classes: {
          default: {
            breaker: { state: 'closed', calls: 0, failures: 0, slowCalls: 0 },
            bulkhead: { running: 0, waiting: 0, limit: expect.any(Number) },
            rateLimit: { tokens: status.name === 'shipping' ? 400 : null, paused: null },
            limits: { deadlineMs: expect.any(Number), breaker: { windowMs: expect.any(Number) } },
          },
        },
      });
    }
  });
});

describe('POST /ops/upstreams/{name}/breaker', () => {
  it('holds a breaker open, so that the service is left alone, and lets go of it', async () => {
    const { bff, force, query, calls } = await given();

    const opened = await force('shipping', { state: 'open' });
    const during = await query(PARCELS);

    expect(opened).toMatchObject({
      status: 200,
      body: { name: 'shipping', classes: { default: { breaker: { state: 'forced-open' } } } },
    });
    expect(during.errors?.[0]?.extensions).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      upstream: 'shipping',
    });
    expect(calls()).toBe(0);
    expect(await (await fetch(`${bff.url}/readyz`)).json()).toEqual({
      status: 'ready',
      openBreakers: expect.arrayContaining(['shipping']),
      failing: [],
    });

    const released = await force('shipping', { state: 'auto' });
    expect(released.body.classes['default']?.breaker.state).toBe('closed');
    expect(await query(PARCELS)).toEqual({ data: { parcels: [] } });
  });

  it('holds a breaker closed', async () => {
    const { bff, force } = await given();

    const { body } = await force('shipping', { state: 'closed' });

    expect(body.classes['default']?.breaker.state).toBe('disabled');
    expect(await (await fetch(`${bff.url}/readyz`)).json()).toEqual({
      status: 'ready',
      openBreakers: [],
      failing: [],
    });
  });

  it('touches one upstream, and of it one class where that is named', async () => {
    const { force, statuses } = await given();
    const several = (await statuses()).find(({ classes }) => Object.keys(classes).length > 1)!;
    const endpointClass = Object.keys(several.classes).find((name) => name !== 'default')!;

    await force(several.name, { state: 'open', class: endpointClass });

    const open = (await statuses()).flatMap(({ name, classes }) =>
      Object.entries(classes)
        .filter(([, { breaker }]) => breaker.state !== 'closed')
        .map(([of]) => `${name} ${of}`),
    );
    expect(open).toEqual([`${several.name} ${endpointClass}`]);
  });

  it('leaves a line in the log: what, and from where', async () => {
    const { force, log } = await given();

    await force('users', { state: 'open' });
    await force('users', { state: 'auto', class: 'default' });

    const by = { address: '127.0.0.1', userAgent: 'ops-console/1' };
    expect(log).toMatchObject([
      { level: 40, msg: 'breaker forced', upstream: 'users', endpointClass: 'all', state: 'open', by },
      { level: 40, msg: 'breaker forced', upstream: 'users', endpointClass: 'default', state: 'auto', by },
    ]);
  });

  it.each([
    ['an upstream', 'nobody', { state: 'open' }, 'There is no upstream "nobody". There are: catalog, '],
    ['an upstream', '__proto__', { state: 'open' }, 'There is no upstream "__proto__".'],
    [
      'a class',
      'users',
      { state: 'open', class: 'gone' },
      'There is no class "gone" of users. There are: default',
    ],
  ])('answers 404 for %s that there is not', async (_what, name, body, message) => {
    const { force, log } = await given();

    const answer = await force(name, body);

    expect(answer.status).toBe(404);
    expect(answer.body.error).toContain(message);
    expect(log).toEqual([]);
  });

  it.each([
    [{ state: 'ajar' }, 'state must be one of open, closed, auto'],
    [{}, 'state must be one of open, closed, auto'],
    [{ state: 'open', class: 7 }, 'class must be the name of a class of endpoints'],
    [{ state: 'open', klass: 'search' }, 'it knows no klass'],
    [{ state: 'ajar', for: '5m' }, 'state must be one of open, closed, auto; it knows no for'],
    [[], 'it must be a JSON object'],
    ['"open"', 'it must be a JSON object'],
    ['{"state":', 'JSON'],
    ['', 'empty'],
  ])('answers 400 for %j, and says what is wrong', async (body, problem) => {
    const { force, statuses, log } = await given();

    const answer = await force('users', body);

    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(problem);
    expect((await statuses()).every(({ classes }) => classes['default']?.breaker.state === 'closed')).toBe(
      true,
    );
    expect(log).toEqual([]);
  });

  it('is not to be had from a form on a web page', async () => {
    const { post, statuses } = await given();

    // The types that a browser sends to another origin without asking it first.
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
    for (const type of types) {
      const { status } = await post('/ops/upstreams/users/breaker', '{"state":"open"}', type);
      expect([400, 415]).toContain(status);
    }
    expect((await statuses()).every(({ classes }) => classes['default']?.breaker.state === 'closed')).toBe(
      true,
    );
  });
});

describe('POST /ops/upstreams/{name}/rate-limit', () => {
  it('ends the silence that a service asked for, which /ops/upstreams shows with its reason', async () => {
    const { post, statuses, query, log, answerWith } = await given();
    answerWith(429, { 'retry-after': '3600' });
    await query(PARCELS);
    answerWith(200);
    expect((await query(PARCELS)).errors).toHaveLength(1);
    const rateLimit = async () =>
      (await statuses()).find(({ name }) => name === 'shipping')!.classes['default']!.rateLimit;
    const shown = await rateLimit();
    expect(shown).toEqual({
      tokens: 399,
      paused: {
        since: expect.any(String),
        until: expect.any(String),
        reason: 'GET /shipments was answered 429 with Retry-After',
      },
    });
    expect(Date.parse(shown.paused!.until) - Date.parse(shown.paused!.since)).toBe(600_000);
    const lifted = await post('/ops/upstreams/shipping/rate-limit', { paused: false });

    expect(lifted.status).toBe(200);
    expect((await rateLimit()).paused).toBeNull();
    expect(await query(PARCELS)).toEqual({ data: { parcels: [] } });
    const by = { address: '127.0.0.1', userAgent: 'ops-console/1' };
    expect(log).toMatchObject([
      { level: 40, msg: 'pause lifted', upstream: 'shipping', endpointClass: 'all', by },
    ]);
  });

  it.each([
    ['shipping', { paused: true }, 400, 'paused must be false'],
    ['shipping', {}, 400, 'paused must be false'],
    ['shipping', { paused: false, class: 'gone' }, 404, 'There is no class "gone" of shipping.'],
    ['nobody', { paused: false }, 404, 'There is no upstream "nobody".'],
  ])('refuses for %s %j', async (name, body, status, message) => {
    const { post } = await given();

    const answer = await post(`/ops/upstreams/${name}/rate-limit`, body);

    expect(answer.status).toBe(status);
    expect(answer.body.error).toContain(message);
  });
});

describe('GET /metrics', () => {
  it('is what Prometheus reads', async () => {
    const { url, query } = await given();
    await query(PARCELS);

    const response = await fetch(`${url}/metrics`);

    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await response.text();
    expect(text).toContain(
      'operations_total{operation="other",client="other",version="other",outcome="ok",source="executed"} 1',
    );
    expect(text).toContain('process_cpu_seconds_total');
  });
});

describe('the operators’ server', () => {
  it('says what went wrong, and tells the log of a fault of its own alone', async () => {
    const log: Record<string, unknown>[] = [];
    const logger = pino({}, { write: (line) => log.push(JSON.parse(line) as Record<string, unknown>) });
    const broken = () => Promise.reject(new Error('a worker has ended'));
    const ops = createOps(
      { metrics: broken, upstreams: broken, forceBreaker: broken, liftPause: broken },
      logger,
    );
    const url = await ops.listen({ host: '127.0.0.1', port: 0 });
    onTestFinished(ops.close);

    const response = await fetch(`${url}/metrics`);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: 'a worker has ended' });
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);

    expect(log).toEqual([
      expect.objectContaining({
        level: 50,
        msg: 'ops request failed',
        err: expect.objectContaining({ message: 'a worker has ended', stack: expect.any(String) }),
      }),
    ]);
  });

  it('says what there is where there is nothing', async () => {
    const { url } = await given();
    const { error } = (await (await fetch(`${url}/`)).json()) as { error: string };

    for (const there of ['GET /ops/upstreams', '/breaker', '/rate-limit', 'GET /metrics'])
      expect(error).toContain(there);
  });

  it('says how an order is written, to who wrote another', async () => {
    const { post } = await given();
    const problem = async (path: string) => (await post(`/ops/upstreams/users/${path}`, {})).body.error;

    expect(await problem('breaker')).toBe(
      'The body is { "state": "open" | "closed" | "auto", "class"?: "…" }: state must be one of open, closed, auto.',
    );
    expect(await problem('rate-limit')).toBe(
      'The body is { "paused": false, "class"?: "…" }: paused must be false.',
    );
  });

  it.each(['/', '/graphql', '/livez', '/ops', '/ops/upstreams/users', '/%zz'])(
    'has nothing at %s',
    async (path) => {
      const { url } = await given();

      const response = await fetch(url + path);

      expect([400, 404]).toContain(response.status);
      expect(await response.json()).toEqual({ error: expect.any(String) });
    },
  );

  it.each(['/ops/upstreams', '/metrics', '/ops/upstreams/users/breaker'])(
    'alone has %s: clients cannot reach it',
    async (path) => {
      const { bff } = await given();

      for (const method of ['GET', 'POST']) {
        expect((await fetch(bff.url + path, { method })).status).toBe(404);
      }
    },
  );
});
