import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startMock, type RunningMock } from './start-mock.ts';
import { temporaryDirectory } from './test-mock.ts';
import { toyService } from './toy-service.ts';

const directory = temporaryDirectory();
let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock(toyService(directory.path), { dataDir: directory.path });
});
afterEach(() => fetch(`${mock.url}/_faults`, { method: 'DELETE' }));
afterAll(async () => {
  await mock.close();
  directory.remove();
});

const BULK = '/toys?ids=a,b,c';
const get = (path = BULK, init?: RequestInit) => fetch(mock.url + path, init);

async function put(plan: unknown): Promise<Response> {
  return fetch(`${mock.url}/_faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(plan),
  });
}
async function inject(fault: unknown, rule = {}): Promise<void> {
  expect((await put({ rules: [{ ...rule, fault }] })).status).toBe(200);
}
async function itemsOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { items: unknown }).items;
}

const toy = (id: string, name = `Toy ${id}`) => ({ id, name });

describe('a fault', () => {
  it('error: answers with the status asked for, as problem details, and says when to retry', async () => {
    await inject({ kind: 'error', status: 503, retryAfterSeconds: 2 });

    const response = await get();

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 503, title: 'Service Unavailable' });
  });

  it('hang: never answers', async () => {
    await inject({ kind: 'hang' });

    await expect(get(BULK, { signal: AbortSignal.timeout(150) })).rejects.toThrow('timeout');
  });

  it('reset before the body: the connection breaks before anything is said', async () => {
    await inject({ kind: 'reset', at: 'before-body' });

    await expect(get()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  });

  it('reset inside the body: the connection breaks after the head', async () => {
    await inject({ kind: 'reset', at: 'inside-body' });

    const response = await get();

    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  });

  it('truncated: announces the whole, sends half and closes', async () => {
    const whole = (await (await get()).text()).length;
    await inject({ kind: 'truncated' });

    const response = await get();

    expect(response.headers.get('content-length')).toBe(String(whole));
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('html: answers 200 with a page, as a captive portal does', async () => {
    await inject({ kind: 'html' });

    const response = await get();

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<!doctype html>');
  });

  it('wrong-shape: answers 200 with JSON that nobody expects', async () => {
    await inject({ kind: 'wrong-shape' });

    const response = await get();

    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({ unexpected: [1, 2, 3] });
  });

  it('drip: sends the whole body, slowly', async () => {
    await inject({ kind: 'drip', bytesPerSecond: 400 });
    const startedAt = performance.now();

    const items = await itemsOf(await get());

    expect(items).toEqual([toy('a'), toy('b'), toy('c')]);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(100);
  });

  it('endless: sends more than any client can hold, for as long as it reads', async () => {
    await inject({ kind: 'endless' });

    const { body } = await get();
    let received = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      received += chunk.length;
      if (received > 5_000_000) break;
    }

    expect(received).toBeGreaterThan(5_000_000);
  });
});

describe('the items of a bulk answer', () => {
  it.each([
    ['missing', [toy('b'), toy('c')]],
    ['duplicated', [toy('a'), toy('a'), toy('b'), toy('c')]],
    ['shuffled', [toy('c'), toy('b'), toy('a')]],
    ['null', [null, toy('b'), toy('c')]],
    ['swapped-ids', [toy('b', 'Toy a'), toy('a', 'Toy b'), toy('c')]],
  ])('%s: come spoiled', async (mutation, items) => {
    await inject({ kind: 'items', mutation });

    expect(await itemsOf(await get())).toEqual(items);
  });

  it.each([
    ['missing', { b: { toys: 2 } }],
    ['shuffled', { b: { toys: 2 }, a: { toys: 1 } }],
    ['null', { a: null, b: { toys: 2 } }],
    ['swapped-ids', { a: { toys: 2 }, b: { toys: 1 } }],
  ])('%s: come spoiled in a keyed object too', async (mutation, shelves) => {
    await inject({ kind: 'items', mutation });

    expect(await (await get('/shelves')).text()).toBe(JSON.stringify({ shelves }));
  });

  it('changes the ETag with the body', async () => {
    const etag = (await get()).headers.get('etag') ?? '';
    await inject({ kind: 'items', mutation: 'missing' });

    expect((await get(BULK, { headers: { 'if-none-match': etag } })).status).toBe(200);
  });
});

describe('a rule', () => {
  it('delays by at least its latency, jitter aside', async () => {
    await put({ rules: [{ latencyMs: 120, jitterMs: 20 }] });
    const startedAt = performance.now();

    expect((await get()).status).toBe(200);

    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
  });

  it('touches its own route only', async () => {
    await inject({ kind: 'error', status: 500 }, { route: 'GET /toys/:id' });

    expect((await get('/toys/a')).status).toBe(500);
    expect((await get()).status).toBe(200);
  });

  it('hits its share of the requests, and the same ones on every run of a seed', async () => {
    const run = async (seed: number) => {
      await put({ seed, rules: [{ ratio: 0.3, fault: { kind: 'error', status: 500 } }] });
      const statuses: number[] = [];
      for (let i = 0; i < 60; i++) statuses.push((await get()).status);
      return statuses;
    };

    const first = await run(42);

    expect(first.filter((status) => status === 500).length).toBeGreaterThan(8);
    expect(first.filter((status) => status === 500).length).toBeLessThan(30);
    expect(await run(42)).toEqual(first);
    expect(await run(43)).not.toEqual(first);
  });

  it('comes before the rules after it', async () => {
    await put({
      rules: [
        { route: 'GET /toys', fault: { kind: 'error', status: 502 } },
        { fault: { kind: 'error', status: 504 } },
      ],
    });

    expect((await get()).status).toBe(502);
    expect((await get('/toys/a')).status).toBe(504);
  });
});

describe('the controls', () => {
  it('show what is set and forget it on demand', async () => {
    await put({ seed: 7, rules: [{ fault: { kind: 'hang' } }] });

    expect(await (await get('/_faults')).json()).toEqual({
      seed: 7,
      rules: [{ ratio: 1, latencyMs: 0, jitterMs: 0, fault: { kind: 'hang' } }],
    });
    expect((await get('/_faults', { method: 'DELETE' })).status).toBe(204);
    expect(await (await get('/_faults')).json()).toEqual({ seed: 1, rules: [] });
    expect((await get()).status).toBe(200);
  });

  it.each([
    ['a route that the service lacks', { route: 'GET /cars' }, '/rules/0/route', 'GET /toys, GET /toys/:id'],
    ['a misspelt property', { ratioo: 1 }, '/rules/0/ratioo', 'additional'],
    ['an unknown kind', { fault: { kind: 'flood' } }, '/rules/0/fault', 'kind'],
    ['a status that is no error', { fault: { kind: 'error', status: 200 } }, '/rules/0/fault/status', '400'],
  ])('refuse %s and say where', async (_case, rule, pointer, detail) => {
    const response = await put({ rules: [rule] });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ pointer, detail: expect.stringContaining(detail) }],
    });
  });

  it('stay reachable, as health and the API document do, whatever fault is set', async () => {
    await inject({ kind: 'error', status: 500 });

    for (const path of ['/health', '/openapi.json', '/_faults', '/_calls']) {
      expect((await get(path)).status, path).toBe(200);
    }
  });
});

it('a service ends at once when it closes, hung and dripping answers and idle connections notwithstanding', async () => {
  const own = temporaryDirectory();
  const other = await startMock(toyService(own.path), { dataDir: own.path });
  await (await fetch(`${other.url}/health`)).text();
  await fetch(`${other.url}/_faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      rules: [
        { route: 'GET /toys', fault: { kind: 'hang' } },
        { route: 'GET /toys/:id', latencyMs: 60_000 },
        { route: 'GET /shelves', fault: { kind: 'drip', bytesPerSecond: 1 } },
      ],
    }),
  });
  const hung = Promise.allSettled([fetch(`${other.url}${BULK}`), fetch(`${other.url}/toys/a`)]);
  const dripping = await fetch(`${other.url}/shelves`);

  await other.close();

  // What was to come after a minute, or never, is cut off and not waited for.
  expect((await hung).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(dripping.text()).rejects.toThrow('terminated');
  own.remove();
});
