import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { parseEnvironment, port, wholeNumber } from '../config/environment.ts';
import { sharedVariables } from '../config/shared-config.ts';
import { documentIdOf } from '../graphql/documents/manifest.ts';
import { listen } from '../testing/listen.ts';
import { redisIsThere, redisUrl } from '../testing/redis.ts';
import { smallBff } from '../testing/small-bff.ts';
import { startBff } from './start-bff.ts';

const configOf = (environment: Record<string, string>) =>
  parseEnvironment(
    z.object({
      ...sharedVariables,
      PORT: port(0),
      OPS_PORT: port(0),
      MAX_OPERATIONS: wholeNumber(100, { from: 1 }),
    }),
    { LOG_LEVEL: 'silent', MAX_EVENT_LOOP_DELAY_MS: '60000', ...environment },
  );

describe('startBff', () => {
  it('lets nobody beyond this machine reach the operators’ port, though clients can', async () => {
    const { url, opsUrl, close } = await startBff(smallBff, configOf({ HOST: '0.0.0.0' }));
    onTestFinished(close);

    expect(new URL(opsUrl).hostname).toBe('127.0.0.1');
    expect((await fetch(`${opsUrl}/ops/upstreams`)).status).toBe(200);
    expect((await fetch(`${url.replace('0.0.0.0', '127.0.0.1')}/livez`)).status).toBe(200);
    const address = Object.values(networkInterfaces())
      .flat()
      .find((each) => each && !each.internal && each.family === 'IPv4')?.address;
    if (address === undefined) return;
    expect((await fetch(`http://${address}:${new URL(url).port}/livez`)).status).toBe(200);
    await expect(fetch(`http://${address}:${new URL(opsUrl).port}/metrics`)).rejects.toThrow();
  });

  it('does not start where operators could be anybody', async () => {
    await expect(startBff(smallBff, configOf({ OPS_HOST: '0.0.0.0' }))).rejects.toThrow('OPS_TOKEN');
  });

  it('asks each service at its address', async () => {
    const seen: string[] = [];
    const service = (name: string) =>
      listen(
        createServer((request, response) => {
          seen.push(`${name} ${request.url}`);
          response.setHeader('content-type', 'application/json').end('{"data":[],"shipments":[]}');
        }),
      );
    const { url, close } = await startBff(
      smallBff,
      configOf({ USERS_URL: `${await service('users')}/v1/`, SHIPPING_URL: await service('shipping') }),
    );
    onTestFinished(close);

    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ user(id: "u-1") { id } parcels(order: "o-1") }' }),
    });

    expect(await response.json()).toEqual({ data: { user: null, parcels: [] } });
    expect(seen.sort()).toEqual(['shipping /shipments?orderIds=o-1', 'users /v1/users?ids=u-1']);
  });

  it.each([
    ['development', 200],
    ['test', 200],
    ['production', 406],
  ])('has a playground in %s or not (%d)', async (environment, status) => {
    const { url, close } = await startBff(smallBff, configOf({ NODE_ENV: environment }));
    onTestFinished(close);

    expect((await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).status).toBe(status);
  });

  it.each([
    ['development', 'PERSISTED_QUERY_NOT_FOUND'],
    ['production', 'PERSISTED_QUERY_NOT_SUPPORTED'],
  ])('lets clients register texts by their hashes in %s or not (%s)', async (environment, code) => {
    // With all texts executed, so that in production it is the registering alone that is refused.
    const config = configOf({ NODE_ENV: environment, DOCUMENTS: 'open' });
    const { url, close } = await startBff(smallBff, config);
    onTestFinished(close);
    const send = async (body: object) => {
      const persistedQuery = { version: 1, sha256Hash: documentIdOf('{ greeting }') };
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...body, extensions: { persistedQuery } }),
      });
      return response.json();
    };
    const refused = { errors: [expect.objectContaining({ extensions: expect.objectContaining({ code }) })] };
    const answered = { data: { greeting: 'Hello stranger' } };

    expect(await send({})).toEqual(refused);
    expect(await send({ query: '{ greeting }' })).toEqual(answered);
    expect(await send({})).toEqual(environment === 'production' ? refused : answered);
  });

  it('starts while every service is down', async () => {
    const { url, close } = await startBff(smallBff, configOf({}));
    onTestFinished(close);

    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('fails for a port that is taken, and lets go of everything', async () => {
    const taken = new URL(await listen(createTcpServer())).port;

    await expect(startBff(smallBff, configOf({ PORT: taken }))).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(startBff(smallBff, configOf({ OPS_PORT: taken }))).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('shows its operators, and nobody else, what its calls come to', async () => {
    const { url, opsUrl, close } = await startBff(smallBff, configOf({ USERS_URL: 'http://127.0.0.1:9' }));
    onTestFinished(close);
    await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ user(id: "u-1") { id } }' }),
    });

    const metrics = await (await fetch(`${opsUrl}/metrics`)).text();
    const { upstreams } = (await (await fetch(`${opsUrl}/ops/upstreams`)).json()) as { upstreams: unknown };

    expect(metrics).toContain(
      'upstream_calls_total{upstream="users",endpoint="GET /users",outcome="UPSTREAM_UNAVAILABLE"} 1',
    );
    expect(metrics).toContain('upstream_breaker_state{upstream="users",class="default",state="closed"} 1');
    expect(metrics).toContain(
      'operations_total{operation="other",client="other",version="other",outcome="partial",source="executed"} 1',
    );
    expect(upstreams).toContainEqual(expect.objectContaining({ name: 'users' }));
    for (const path of ['/metrics', '/ops/upstreams']) expect((await fetch(url + path)).status).toBe(404);
  });

  it('says of each metric what it is', async () => {
    const { opsUrl, close } = await startBff(smallBff, configOf({}));
    onTestFinished(close);

    const lines = (await (await fetch(`${opsUrl}/metrics`)).text()).split('\n');
    const described = lines.flatMap((line) => /^# HELP (\S+) \S/.exec(line)?.[1] ?? []);

    expect(described).toEqual(lines.flatMap((line) => /^# TYPE (\S+)/.exec(line)?.[1] ?? []));
    expect(described).toEqual(
      expect.arrayContaining(['operations_running', 'response_cache_bytes', 'log_lines_dropped_total']),
    );
  });

  it.each([
    ['development', {}, 200, true],
    ['development', { PLAYGROUND: 'off', INTROSPECTION: 'off' }, 406, false],
    ['production', {}, 406, false],
    ['production', { PLAYGROUND: 'on', INTROSPECTION: 'on', DOCUMENTS: 'open' }, 200, true],
  ])(
    'shows in %s with %j a page or none (%d), and its schema or not',
    async (environment, more, page, shown) => {
      const config = configOf({ NODE_ENV: environment, DOCUMENTS: 'open', ...more });
      const { url, close } = await startBff(smallBff, config);
      onTestFinished(close);
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ __schema { queryType { name } } }' }),
      });
      const { data } = (await response.json()) as { data?: unknown };

      expect((await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).status).toBe(page);
      expect(data).toEqual(shown ? { __schema: { queryType: { name: 'Query' } } } : undefined);
    },
  );

  it.each([
    ['development', 'http://localhost:5173', true],
    ['development', 'https://shop.example', true],
    ['development', 'https://other.example', false],
    ['production', 'http://localhost:5173', false],
    ['production', 'https://shop.example', true],
  ])('lets in %s pages of %s read its answers or not (%j)', async (environment, origin, allowed) => {
    const config = configOf({ NODE_ENV: environment, CORS_ORIGINS: 'https://shop.example' });
    const { url, close } = await startBff(smallBff, config);
    onTestFinished(close);

    const { headers } = await fetch(`${url}/livez`, { headers: { origin } });

    expect(headers.get('access-control-allow-origin')).toBe(allowed ? origin : null);
  });

  it.each<[Record<string, string>, string]>([
    [{}, '1000000'],
    [{ COST_PER_MINUTE: '77' }, '77'],
    ...(redisIsThere
      ? [[{ COST_PER_MINUTE: '78', REDIS_URL: redisUrl }, '78'] satisfies [object, string]]
      : []),
  ])('lets a client spend what %j says, or the client type (%s)', async (environment, limit) => {
    const { url, close } = await startBff(smallBff, configOf(environment));
    onTestFinished(close);
    const { headers } = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ twice(n: 2) }"}',
    });

    expect(headers.get('ratelimit-limit')).toBe(limit);
  });

  it.each([
    // A second or two is the mood of the machine.
    [{}, 1, /^public, max-age=\d\d$/],
    [{ RESPONSE_CACHE_MB: '0', ENTITY_CACHE_MB: '0' }, 2, /^no-store$/],
  ])('keeps answers as %j says: two of them take %d calls', async (environment, calls, cacheControl) => {
    let asked = 0;
    const attributes = { name: 'Ada', avatarUrl: null };
    const users = await listen(
      createServer((_request, response) => {
        asked += 1;
        response
          .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'public, max-age=61' })
          .end(JSON.stringify({ data: [{ type: 'profiles', id: 'u-1', attributes }] }));
      }),
    );
    const { url, close } = await startBff(smallBff, configOf({ USERS_URL: users, ...environment }));
    onTestFinished(close);
    const ask = () =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ author(id: \\"u-1\\") { name } }"}',
      });

    const said = [await ask(), await ask()].map(({ headers }) => headers.get('cache-control'));

    for (const each of said) expect(each).toMatch(cacheControl);
    expect(asked).toBe(calls);
  });

  it('stops once those who were sent here have had time to turn away', async () => {
    const { url, stop } = await startBff(smallBff, configOf({ DRAIN_MS: '1' }));
    await fetch(`${url}/livez`);

    await stop();

    await expect(fetch(`${url}/livez`)).rejects.toThrow();
  });

  it('takes on no more than it is configured to', async () => {
    const { url, close } = await startBff(
      smallBff,
      configOf({ MAX_OPERATIONS: '1', USERS_URL: await listen(createServer(() => {})) }),
    );
    onTestFinished(close);
    const send = (query: string) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-request-deadline-ms': '300' },
        body: JSON.stringify({ query }),
      });

    const answers = await Promise.all([1, 2, 3].map(() => send('{ user(id: "u-1") { id } }')));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 503, 503]);
    expect((await send('{ twice(n: 1) }')).status).toBe(200);
  });

  it('closes both of its ports', async () => {
    const { url, opsUrl, close } = await startBff(smallBff, configOf({}));
    // A connection that is kept, as a scraper's is.
    await fetch(`${opsUrl}/metrics`);

    await close();

    for (const address of [url, opsUrl]) await expect(fetch(address)).rejects.toThrow();
  });
});
