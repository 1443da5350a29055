import { once } from 'node:events';
import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { connect } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../lib/clock.ts';
import { addressBlock } from '../lib/ip-address.ts';
import { costQuota } from '../graphql/cost-quota.ts';
import { settle } from '../testing/manual-clock.ts';
import { startSmallBff } from '../testing/small-bff.ts';

const json = (response: ServerResponse, body: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const attributes = {
  name: 'Ada',
  email: 'a@x',
  locale: 'en',
  memberSince: '2020-01-01T00:00:00Z',
  avatarUrl: null,
};

/** Answers for the users service; every other service is down. */
const users: RequestListener = (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
  if (pathname !== '/users') return json(response, { secret: 's3cr3t of the service' }, 500);
  const ids = (searchParams.get('ids') ?? '').split(',').filter((id) => id !== 'none');
  return json(response, { data: ids.map((id) => ({ type: 'users', id, attributes })) });
};

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { message: string; path?: unknown; extensions: Record<string, unknown> }[];
}

async function given(services: RequestListener = users, options: Parameters<typeof startSmallBff>[1] = {}) {
  const bff = await startSmallBff(services, options);
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${bff.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Answer };
  };
  const query = (query: string, headers?: Record<string, string>) => post({ query }, headers);
  /** Sends bytes that no client library would; answers everything that comes back. */
  const raw = async (bytes: string) => {
    const socket = connect(Number(new URL(bff.url).port), '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.write(bytes);
    await once(socket, 'close');
    return Buffer.concat(chunks).toString();
  };
  return { ...bff, post, query, raw };
}

async function until(check: () => boolean) {
  while (!check()) await settle();
}

describe('an operation', () => {
  it('is answered from the services', async () => {
    const { query } = await given();

    const { status, body, headers } = await query(
      '{ a: user(id: "u-1") { id name } b: user(id: "none") { id } }',
    );

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('connection')).toBe('keep-alive');
    expect(body).toEqual({ data: { a: { id: 'u-1', name: 'Ada' }, b: null } });
  });

  it('hears the headers of its request', async () => {
    const { query } = await given();

    const { body } = await query('{ me settings }', {
      'x-customer-id': 'u-1',
      'accept-language': 'de-AT, en;q=0.1',
      'x-currency': 'KRW',
    });

    expect(body).toEqual({ data: { me: 'u-1', settings: 'de-AT KRW' } });
  });

  it('keeps what it has when a field fails', async () => {
    const { query } = await given();

    const { status, body, text } = await query('{ user(id: "u-1") { name } parcels(order: "o-1") }', {
      'x-request-id': 'r-1',
    });

    expect(status).toBe(200);
    expect(body).toEqual({
      data: { user: { name: 'Ada' }, parcels: null },
      errors: [
        {
          message: 'The shipping service is unavailable.',
          path: ['parcels'],
          locations: [{ line: 1, column: 28 }],
          extensions: {
            code: 'UPSTREAM_UNAVAILABLE',
            retryable: true,
            upstream: 'shipping',
            requestId: 'r-1',
          },
        },
      ],
    });
    expect(text).not.toContain('s3cr3t');
  });

  it('may be sent by GET, once the browser has been asked first', async () => {
    const { url } = await given();
    const address = `${url}/graphql?query=${encodeURIComponent('{ twice(n: 2) }')}`;

    const blocked = await fetch(address);
    const allowed = await fetch(address, { headers: { 'apollo-require-preflight': '1' } });

    expect(blocked.status).toBe(400);
    expect(await blocked.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST', requestId: expect.any(String) } }],
    });
    expect(await allowed.json()).toEqual({ data: { twice: 4 } });
  });

  it('cannot look into the schema without a playground', async () => {
    const { query } = await given();

    expect((await query('{ __schema { types { name } } }')).body.errors?.[0]?.extensions['code']).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  it('leaves one line in the log, with what it came to', async () => {
    const { query, log } = await given();

    await query('query Both { user(id: "u-1") { name } forbidden }', {
      'x-request-id': 'r-1',
      'x-client-name': 'shop',
      'x-client-version': '1.2',
    });

    expect(log).toEqual([
      expect.objectContaining({
        msg: 'operation',
        requestId: 'r-1',
        operation: 'Both',
        client: { name: 'shop', version: '1.2' },
        durationMs: 0,
        errorCodes: ['FORBIDDEN'],
      }),
    ]);
  });
});

describe('the id of a request', () => {
  it('is echoed, and travels to the services', async () => {
    const seen: unknown[] = [];
    const { query } = await given((request, response) => {
      seen.push(request.headers['x-request-id']);
      json(response, { data: [] });
    });

    const { headers } = await query('{ user(id: "u-1") { id } }', { 'x-request-id': 'from-the-client' });

    expect(headers.get('x-request-id')).toBe('from-the-client');
    expect(seen).toEqual(['from-the-client']);
  });

  it.each([undefined, 'two words', 'x'.repeat(65), '<script>'])('is made in place of %j', async (id) => {
    const { query } = await given();

    const { headers, body } = await query('{ forbidden }', id === undefined ? {} : { 'x-request-id': id });

    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(body.errors?.[0]?.extensions['requestId']).toBe(headers.get('x-request-id'));
  });

  it.each(['/livez', '/readyz', '/nowhere', '/%zz', '/graphql'])(
    'is named by every answer, as of %s',
    async (path) => {
      const { url } = await given();

      const { headers } = await fetch(url + path, { headers: { 'x-request-id': 'r-1' } });

      expect(headers.get('x-request-id')).toBe('r-1');
    },
  );

  it('keeps to its own request, of many at once', async () => {
    const { query } = await given();

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        query('{ parcels(order: "o-1") fault }', { 'x-request-id': `r-${n}` }),
      ),
    );

    expect(
      answers.map(({ body }) => new Set(body.errors?.map(({ extensions }) => extensions['requestId']))),
    ).toEqual(answers.map((_, n) => new Set([`r-${n}`])));
  });
});

describe('an error', () => {
  it('that is a fault of ours is INTERNAL, and its words go to the log alone', async () => {
    const { query, log } = await given();

    const { body, text } = await query('{ fault twice(n: 1) }', { 'x-request-id': 'r-1' });

    expect(body).toMatchObject({
      data: { fault: null, twice: 2 },
      errors: [
        {
          message: 'Something went wrong on our side.',
          path: ['fault'],
          extensions: { code: 'INTERNAL', retryable: false, requestId: 'r-1' },
        },
      ],
    });
    expect(text).not.toMatch(/s3cr3t|stack/);
    expect(log).toContainEqual(
      expect.objectContaining({
        msg: 'resolver failed',
        level: 50,
        requestId: 'r-1',
        path: ['fault'],
        err: expect.objectContaining({ message: 's3cr3t of the fault', stack: expect.any(String) }),
      }),
    );
  });

  it('that was meant for the client keeps its words, and is no fault of ours', async () => {
    const { query, log } = await given();

    const { body } = await query('{ forbidden me }');

    expect(body.errors?.map(({ message, extensions }) => [message, extensions['code']])).toEqual([
      ['This belongs to another customer.', 'FORBIDDEN'],
      ['Sign in to see this.', 'UNAUTHENTICATED'],
    ]);
    expect(log.filter(({ level }) => level !== 30)).toEqual([]);
  });

  it('of a field that may not be null takes its parent, and tells no more', async () => {
    const { query, log } = await given();

    const { body } = await query('{ strictUser(id: "none") { id } }');

    expect(body.data).toBeNull();
    expect(body.errors).toMatchObject([
      { message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL' } },
    ]);
    expect(log).toContainEqual(expect.objectContaining({ msg: 'resolver failed' }));
  });

  it.each([
    ['a document that does not parse', { query: '{' }, 200, 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
    ['an unknown field', { query: '{ nothing }' }, 200, 'GRAPHQL_VALIDATION_FAILED', 'Cannot query field'],
    ['a missing argument', { query: '{ twice }' }, 200, 'GRAPHQL_VALIDATION_FAILED', 'required'],
    [
      'a wrong variable',
      { query: 'query ($n: Int!) { twice(n: $n) }', variables: { n: 'two' } },
      200,
      'BAD_USER_INPUT',
      'got invalid value "two"',
    ],
    [
      'an unknown operation',
      { query: 'query A { me } query B { me }', operationName: 'C' },
      200,
      'OPERATION_RESOLUTION_FAILURE',
      'C',
    ],
    ['no document', {}, 400, 'BAD_REQUEST', 'Send query'],
    ['a list of operations', [{ query: '{ me }' }], 400, 'BAD_REQUEST', 'Batching is off'],
    ['variables that are a list', { query: '{ me }', variables: [] }, 400, 'BAD_REQUEST', 'object'],
    ['a body that is not JSON', '{"query":', 400, 'BAD_REQUEST', 'not valid JSON'],
    ['an empty body', '', 400, 'BAD_REQUEST', 'empty'],
    ['null', 'null', 400, 'BAD_REQUEST', 'Send query'],
    ['a prototype', '{"__proto__":{"query":"{ me }"}}', 400, 'BAD_REQUEST', ''],
    [
      'a body that is too large',
      { query: `{ me } #${'x'.repeat(1_100_000)}` },
      413,
      'BAD_REQUEST',
      'too large',
    ],
    [
      'a hash that is unknown',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
      200,
      'PERSISTED_QUERY_NOT_SUPPORTED',
      'PersistedQueryNotSupported',
    ],
  ])('for %s says what is wrong, and names the request', async (_what, body, status, code, words) => {
    const { post, log } = await given();

    const answer = await post(body, { 'x-request-id': 'r-1' });

    expect(answer.status).toBe(status);
    expect(answer.body.errors?.[0]?.message).toContain(words);
    expect(answer.body.errors?.[0]?.extensions).toEqual({ code, retryable: false, requestId: 'r-1' });
    expect(log.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });

  it('for a header that is not allowed is a 400', async () => {
    const { query } = await given();

    const { status, body } = await query('{ settings }', { 'x-currency': 'GBP', 'x-request-id': 'r-1' });

    expect(status).toBe(400);
    expect(body).toEqual({
      errors: [
        {
          message: 'The header x-currency must be one of EUR, USD, JPY, KRW, and was "GBP".',
          extensions: { code: 'BAD_USER_INPUT', retryable: false, requestId: 'r-1' },
        },
      ],
    });
  });

  it.each([
    ['GET', '/', 404, 'NOT_FOUND'],
    ['POST', '/nowhere', 404, 'NOT_FOUND'],
    ['PUT', '/graphql', 405, 'BAD_REQUEST'],
    ['GET', '/graphql/', 404, 'NOT_FOUND'],
    ['GET', '/%zz', 400, 'BAD_REQUEST'],
    ['GET', `/${'x'.repeat(5_000)}`, 404, 'NOT_FOUND'],
  ])('for %s %.20s has the same shape', async (method, path, status, code) => {
    const { url } = await given();

    const response = await fetch(url + path, { method, headers: { 'x-request-id': 'r-1' } });

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code, retryable: false, requestId: 'r-1' } }],
    });
  });

  it('for a body of another type has the same shape', async () => {
    const { post } = await given();

    const { status, body } = await post('<a/>', { 'content-type': 'application/xml' });

    expect(status).toBe(415);
    expect(body.errors?.[0]?.extensions['code']).toBe('BAD_REQUEST');
  });

  it('that nobody foresaw is a 500 without its words, and a line of the log with its stack', async () => {
    const outdated = {
      refuse: () => {
        throw new TypeError('s3cr3t of the fault');
      },
      except: [],
    };
    const { query, log } = await given(users, { definition: { outdated } });

    const { status, headers, body } = await query('{ me }', { 'x-request-id': 'r-1' });

    expect([status, headers.get('cache-control')]).toEqual([500, 'no-store']);
    expect(body).toEqual({
      errors: [
        {
          message: 'Something went wrong on our side.',
          extensions: { code: 'INTERNAL', retryable: false, requestId: 'r-1' },
        },
      ],
    });
    expect(log).toEqual([
      expect.objectContaining({
        level: 50,
        msg: 'request failed',
        requestId: 'r-1',
        err: expect.objectContaining({ message: 's3cr3t of the fault', stack: expect.any(String) }),
      }),
    ]);
  });

  it('says where the endpoint is, or how it is asked', async () => {
    const { url } = await given();
    const ask = async (path: string, method: string) => {
      const response = await fetch(url + path, { method });
      const { errors } = (await response.json()) as Answer;
      return { allow: response.headers.get('allow'), message: errors![0]!.message };
    };

    for (const path of ['/', '/nowhere?at=/graphql', '/graphql/'])
      expect(await ask(path, 'GET')).toEqual({ allow: null, message: 'The GraphQL endpoint is /graphql.' });
    for (const path of ['/graphql', '/graphql?query={me}'])
      expect(await ask(path, 'DELETE')).toEqual({
        allow: 'GET, HEAD, POST, OPTIONS',
        message: 'GraphQL is asked for by POST, or for queries by GET, and not by DELETE.',
      });
  });

  it('has the headers of every response, though its address cannot be read', async () => {
    const { url } = await given();
    const [unreadable, any] = [await fetch(`${url}/%zz`), await fetch(`${url}/nowhere`)];

    for (const name of ['cache-control', 'x-content-type-options', 'content-security-policy']) {
      expect(unreadable.headers.get(name), name).not.toBeNull();
      expect(unreadable.headers.get(name), name).toBe(any.headers.get(name));
    }
  });

  it.each(['a b', '^', 'x:y:z@', ''])(
    'for a host of %j is the client’s, and no fault of ours',
    async (host) => {
      const { raw, log } = await given();
      const body = '{"query":"{ twice(n: 1) }"}';

      const answer = await raw(
        `POST /graphql HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n` +
          `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );

      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('"code":"BAD_REQUEST"');
      expect(log.filter(({ level }) => Number(level) > 30)).toEqual([]);
    },
  );
});

describe('a client that leaves', () => {
  it('ends the calls of its operation on the wire, and is no fault of anybody', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const { url, log } = await given((_request, response) => {
      response.on('close', end);
      arrive();
    });
    const request = httpRequest(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    request.on('error', () => {});
    request.end('{"query":"{ user(id: \\"u-1\\") { id } }"}');
    await arrived;

    request.destroy();

    await ended;
    await until(() => log.some(({ msg }) => msg === 'operation'));
    expect(log.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });

  it('takes no other operation with it', async () => {
    const waiting: ServerResponse[] = [];
    const { url, query } = await given((_request, response) => void waiting.push(response));
    const leaver = new AbortController();
    const left = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ user(id: \\"u-1\\") { id } }"}',
      signal: leaver.signal,
    }).catch(() => 'left');
    const stays = query('{ user(id: "u-1") { id } }');
    await until(() => waiting.length === 2);

    leaver.abort();
    await left;
    await until(() => waiting.some(({ destroyed }) => destroyed));
    waiting
      .find(({ destroyed }) => !destroyed)!
      .setHeader('content-type', 'application/json')
      .end('{"data":[]}');

    expect((await stays).body).toEqual({ data: { user: null } });
  });
});

describe('time', () => {
  it('is as short as the client says', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const { query, clock } = await given(() => arrive());

    const answer = query('{ user(id: "u-1") { id } }', { 'x-request-deadline-ms': '60' });
    await arrived;
    await clock.advance(60);

    expect((await answer).body).toMatchObject({
      data: { user: null },
      errors: [{ extensions: { code: 'DEADLINE_EXCEEDED', upstream: 'users', retryable: true } }],
    });
  });

  it('that is not a number of milliseconds is a 400 that names the header', async () => {
    const { query } = await given();

    const { status, body } = await query('{ twice(n: 1) }', { 'x-request-deadline-ms': 'soon' });

    expect(status).toBe(400);
    expect(body.errors?.[0]).toMatchObject({
      message: 'The header x-request-deadline-ms must be a whole number above 0, and was "soon".',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('of a call that runs out is an error of its field', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const { query, clock } = await given(() => arrive());

    const answer = query('{ user(id: "u-1") { id } twice(n: 1) }');
    await arrived;
    await clock.advance(1_000);

    expect((await answer).body).toMatchObject({
      data: { user: null, twice: 2 },
      errors: [{ extensions: { code: 'UPSTREAM_TIMEOUT', upstream: 'users', retryable: true } }],
    });
  });
});

describe('health', () => {
  it('is alive and ready', async () => {
    const { url } = await given();

    const [live, ready] = await Promise.all([fetch(`${url}/livez`), fetch(`${url}/readyz`)]);

    expect([live.status, await live.json()]).toEqual([200, { status: 'ok' }]);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', openBreakers: [], failing: [] },
    ]);
  });

  it('names a service that refuses connections as of the first call, and no more once it answers', async () => {
    let refuses = true;
    const { url, query } = await given((request, response) => {
      if (refuses) request.socket.destroy();
      else users(request, response);
    });
    const ready = async () => (await fetch(`${url}/readyz`)).json();

    await query('{ user(id: "u-1") { name } }');
    expect(await ready()).toEqual({ status: 'ready', openBreakers: [], failing: ['users'] });

    refuses = false;
    await query('{ user(id: "u-1") { name } }');
    expect(await ready()).toEqual({ status: 'ready', openBreakers: [], failing: [] });
  });

  it('names the class of endpoints of which a breaker is open', async () => {
    const { url, upstreams } = await given();
    const several = upstreams.statuses().find(({ classes }) => Object.keys(classes).length > 1)!;
    const endpointClass = Object.keys(several.classes).find((name) => name !== 'default')!;
    upstreams.forceBreaker(several.name, 'open', endpointClass);
    upstreams.forceBreaker('users', 'closed');

    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
      status: 'ready',
      openBreakers: [`${several.name}/${endpointClass}`],
      failing: [],
    });
  });

  it('names an open breaker, and stays ready', async () => {
    const { url, query } = await given();
    for (let n = 0; n < 20; n++) await query('{ parcels(order: "o-1") }');

    const ready = await fetch(`${url}/readyz`);

    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      status: 'ready',
      openBreakers: ['shipping'],
      failing: ['shipping'],
    });
    expect((await query('{ user(id: "u-1") { name } }')).body).toEqual({ data: { user: { name: 'Ada' } } });
  });
});

describe('who asks', () => {
  const quota = (clock: Clock) => costQuota({ pointsPerMinute: 1, clock });
  const USER = '{ user(id: "u-1") { name } }';

  it('is whom a proxy names that is trusted', async () => {
    const trustedProxies = [addressBlock('127.0.0.1')!];
    const { query } = await given(users, { quota, http: { trustedProxies } });
    const from = async (address: string) => (await query(USER, { 'x-forwarded-for': address })).status;

    expect(await from('203.0.113.1')).toBe(200);
    expect(await from('203.0.113.1')).toBe(429);
    expect(await from('203.0.113.2:4711')).toBe(200);
    expect(await from('203.0.113.2')).toBe(429);
  });

  it.each([
    ['no proxy is trusted', []],
    ['another is', [addressBlock('10.0.0.0/8')!]],
  ])('is the connection where %s, whatever it says', async (_what, trustedProxies) => {
    const { query } = await given(users, { quota, http: { trustedProxies } });
    const from = async (address: string) => (await query(USER, { 'x-forwarded-for': address })).status;

    expect(await from('203.0.113.1')).toBe(200);
    expect(await from('203.0.113.2')).toBe(429);
  });
});

/** An agent that keeps its one connection open, and what each response says of the connection. */
function keptConnection(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return {
    get: async (path: string) => {
      const request = httpRequest(url + path, { agent });
      request.end();
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      return {
        status: response.statusCode,
        connection: response.headers.connection,
        body: await readJson(response),
        reused: request.reusedSocket,
      };
    },
  };
}

describe('draining', () => {
  it('is going on as before but that it is not ready, and that connections end', async () => {
    const { url, bff, query, clock } = await given();
    const connection = keptConnection(url);
    expect(await connection.get('/readyz')).toMatchObject({ status: 200, connection: 'keep-alive' });

    let drained = false;
    const draining = bff.drain(3_000).then(() => (drained = true));

    expect(await connection.get('/readyz')).toEqual({
      status: 503,
      connection: 'close',
      body: { status: 'stopping', openBreakers: [], failing: [] },
      reused: true,
    });
    expect(await connection.get('/livez')).toMatchObject({ status: 200, reused: false });
    const { status, headers, body } = await query('{ user(id: "u-1") { name } }');
    expect([status, headers.get('connection')]).toEqual([200, 'close']);
    expect(body).toEqual({ data: { user: { name: 'Ada' } } });

    await clock.advance(2_999);
    expect(drained).toBe(false);
    await clock.advance(1);
    await draining;
  });
});

describe('retiring', () => {
  it('takes no new connection, answers on those there are, and is over when all have ended', async () => {
    const { url, bff } = await given();
    const connection = keptConnection(url);
    await connection.get('/livez');

    let retired = false;
    const retiring = bff.retire().then(() => (retired = true));

    await expect(fetch(`${url}/livez`)).rejects.toThrow();
    expect(retired).toBe(false);
    // Ready, since another takes its place at the same address.
    expect(await connection.get('/readyz')).toMatchObject({ status: 200, connection: 'close', reused: true });
    await retiring;
  });
});

describe('closing', () => {
  it('lets a running operation end, takes no new connection, and says so to whom it still hears', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<ServerResponse>();
    const { url, query, close } = await given((_request, response) => arrive(response));
    const running = query('{ user(id: "u-1") { name } }');
    const service = await arrived;
    // Half a request, sent in time, keeps this connection from being idle.
    const probe = connect(Number(new URL(url).port), '127.0.0.1');
    let probed = '';
    probe.on('data', (chunk: Buffer) => (probed += chunk.toString()));
    probe.write('GET /readyz HTTP/1.1\r\nhost: x\r\n');
    await fetch(`${url}/livez`);

    let closed = false;
    const closing = close().then(() => (closed = true));
    for (;;) {
      const refused = await fetch(`${url}/livez`).then(
        () => false,
        () => true,
      );
      if (refused) break;
    }
    probe.write('\r\n');
    await once(probe, 'close');

    expect(probed).toMatch(/^HTTP\/1\.1 503 /);
    expect(probed).toMatch(/connection: close/i);
    expect(probed).toContain('{"status":"stopping","openBreakers":[],"failing":[]}');
    expect(closed).toBe(false);

    json(service, { data: [{ type: 'users', id: 'u-1', attributes }] });
    const { body, headers } = await running;
    expect(body).toEqual({ data: { user: { name: 'Ada' } } });
    // A connection kept alive would hold up the close until it is cut.
    expect(headers.get('connection')).toBe('close');
    await closing;
  });

  it('twice is closing once', async () => {
    const { close } = await given();

    await Promise.all([close(), close()]);
  });
});
