import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMock, type RunningMock } from './start-mock.ts';
import { temporaryDirectory } from './test-mock.ts';
import { toyService } from './toy-service.ts';

const directory = temporaryDirectory();
let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock(toyService(directory.path, { latencyMs: 5 }), { dataDir: directory.path });
});
beforeEach(() => get('/_calls', { method: 'DELETE' }));
afterAll(async () => {
  await mock.close();
  directory.remove();
});

const get = (path: string, init?: RequestInit) => fetch(mock.url + path, init);
const json = async (path: string, init?: RequestInit) => (await get(path, init)).json();
const post = (body: string) =>
  get('/toys', { method: 'POST', headers: { 'content-type': 'application/json' }, body });

describe('calls', () => {
  it('are counted by route template, failed ones included', async () => {
    for (const path of ['/toys?ids=a', '/toys?ids=b', '/toys', '/toys/a', '/toys/none']) await get(path);

    expect(await json('/_calls')).toEqual({ total: 5, routes: { 'GET /toys': 3, 'GET /toys/:id': 2 } });
  });

  it('are counted even when a fault keeps them from the service', async () => {
    const body = JSON.stringify({ rules: [{ fault: { kind: 'error', status: 503 } }] });
    await get('/_faults', { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
    await get('/toys/a');
    await get('/_faults', { method: 'DELETE' });

    expect(await json('/_calls')).toMatchObject({ total: 1 });
  });

  it('are those of the API alone, and start again on demand', async () => {
    for (const path of ['/health', '/openapi.json', '/_faults', '/nowhere', '/toys/a']) await get(path);
    expect(await json('/_calls')).toEqual({ total: 1, routes: { 'GET /toys/:id': 1 } });

    expect((await get('/_calls', { method: 'DELETE' })).status).toBe(204);

    expect(await json('/_calls')).toEqual({ total: 0, routes: {} });
  });
});

describe('an answer', () => {
  it('has a tag, and is 304 without a body for whoever names it', async () => {
    const first = await get('/toys?ids=a');
    const etag = first.headers.get('etag') ?? '';

    for (const ifNoneMatch of [etag, `"other", W/${etag}`, '*']) {
      const again = await get('/toys?ids=a', { headers: { 'if-none-match': ifNoneMatch } });
      expect(again.status).toBe(304);
      expect(again.headers.get('etag')).toBe(etag);
      expect(again.headers.get('cache-control')).toBe('public, max-age=60');
      expect(await again.text()).toBe('');
    }
    expect((await get('/toys?ids=b', { headers: { 'if-none-match': etag } })).status).toBe(200);
  });

  it('may be kept for as long as its route says; writes and errors not at all', async () => {
    const kept = async (response: Promise<Response>) => (await response).headers.get('cache-control');

    expect(await kept(get('/toys?ids=a'))).toBe('public, max-age=60');
    expect(await kept(get('/toys'))).toBe('no-store');
    expect(await kept(get('/toys/none'))).toBe('no-store');
    expect(await kept(post('{"id":"new","name":"New"}'))).toBe('no-store');
  });

  it('carries the id under which the caller sent the request, or a new one', async () => {
    const named = await get('/health', { headers: { 'x-request-id': 'abc-1' } });

    expect(named.headers.get('x-request-id')).toBe('abc-1');
    expect((await get('/health')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('of /health names the service', async () => {
    expect(await json('/health')).toEqual({ status: 'ok', service: 'toys' });
  });

  it('takes as long as the service is slow by nature', async () => {
    const startedAt = performance.now();
    await get('/toys/a');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(4);
  });
});

describe('a problem', () => {
  it.each([
    ['/nowhere', 404, 'There is no GET /nowhere here.'],
    ['/nowhere?a=b', 404, 'There is no GET /nowhere here.'],
    ['/toys/none', 404, 'There is no toy none.'],
    ['/toys/%zz', 400, "'/toys/%zz' is not a valid url component"],
    ['/broken', 500, 'The service failed to answer.'],
  ])('%s is told as RFC 9457 asks', async (path, status, detail) => {
    const response = await get(path);

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const title = { 400: 'Bad Request', 404: 'Not Found', 500: 'Internal Server Error' }[status];
    expect(await response.json()).toEqual({ type: 'about:blank', title, status, detail });
  });

  it('names every parameter that is wrong', async () => {
    expect(await json('/toys?limit=0')).toMatchObject({
      status: 400,
      errors: [
        { parameter: 'ids', detail: "must have required property 'ids'" },
        { parameter: 'limit', detail: 'must be >= 1' },
      ],
    });
  });

  it('points at what is wrong in a body', async () => {
    expect(await (await post('{"id":"x"}')).json()).toMatchObject({ errors: [{ pointer: '/name' }] });
    expect(await (await post('{"id":')).json()).toMatchObject({ status: 400 });
  });
});

describe('ids', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, n) => `x${n}`).join(',');

  it.each([
    ['none', '', 'at least one'],
    ['only commas', ',,', 'at least one'],
    ['more than a hundred', ids(101), 'at most 100'],
  ])('%s: refused', async (_case, list, detail) => {
    const response = await get(`/toys?ids=${list}`);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ parameter: 'ids', detail: expect.stringContaining(detail) }],
    });
  });

  it('a hundred: taken, duplicates counting once and unknown ones left out', async () => {
    expect(await json(`/toys?ids=${ids(99)},a,a,a`)).toEqual({ items: [{ id: 'a', name: 'Toy a' }] });
  });
});

describe('the OpenAPI document', () => {
  it('describes the API and not the controls', async () => {
    const document = (await json('/openapi.json')) as { openapi: string; paths: Record<string, object> };

    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(['/toys', '/toys/{id}', '/shelves', '/broken']);
    expect(document.paths['/toys']).toMatchObject({
      get: {
        parameters: [
          { name: 'ids', required: true },
          { name: 'limit', required: false },
        ],
        responses: { '4XX': { content: { 'application/problem+json': {} } } },
      },
    });
  });
});
