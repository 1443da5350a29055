import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSmallBff } from '../testing/small-bff.ts';

type Options = NonNullable<Parameters<typeof startSmallBff>[1]>;

const GREETING = JSON.stringify({ query: '{ greeting }' });

async function given(options: Options = {}) {
  const { url } = await startSmallBff((_request, response) => response.writeHead(500).end(), options);
  const send = (init: RequestInit, path = '/graphql') => fetch(url + path, init);
  const post = (headers: Record<string, string>, body = GREETING) => send({ method: 'POST', headers, body });
  return { url, port: Number(new URL(url).port), send, post };
}

const json = { 'content-type': 'application/json' };

interface Refused {
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

describe('a request that is none of GraphQL by its head', () => {
  it.each([
    ['of plain text', { 'content-type': 'text/plain' }, 415],
    ['of a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['of another charset', { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['of a charset that looks alike', { 'content-type': 'application/json; charset=x-utf-8' }, 415],
    ['of a type that looks alike', { 'content-type': 'application/jsonp' }, 415],
    ['by a client that takes pages alone', { ...json, accept: 'text/html' }, 406],
    ['of plain text by such a client', { 'content-type': 'text/plain', 'accept': 'text/html' }, 406],
  ])('%s is turned away', async (_what, headers, status) => {
    const { post } = await given();

    const response = await post(headers);

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(((await response.json()) as Refused).errors[0]!.extensions.code).toBe('BAD_REQUEST');
  });

  it.each([
    ['PUT', 405],
    ['PATCH', 405],
    ['DELETE', 405],
    ['OPTIONS', 204],
  ])('by %s is told how to ask', async (method, status) => {
    for (const loopbackOrigins of [false, true]) {
      const { send } = await given({ http: { loopbackOrigins } });

      const response = await send({ method });

      expect(response.status).toBe(status);
      expect(response.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
    }
  });

  it('as a list of operations is told that there is no batching', async () => {
    const { post } = await given();

    const response = await post(json, `[${GREETING},${GREETING}]`);

    expect(response.status).toBe(400);
    expect(((await response.json()) as Refused).errors[0]!.message).toContain('Batching is off');
  });
});

it.each(['utf-8', 'UTF-8', 'utf8', '"UTF-8"'])(
  'a request says in any way that it is UTF-8: %s',
  async (charset) => {
    const { post } = await given();

    expect((await post({ 'content-type': `application/json; charset=${charset}` })).status).toBe(200);
  },
);

describe('a page of another site', () => {
  const query = `?query=${encodeURIComponent('{ greeting }')}`;

  it.each([
    ['without a header that it may not send', {}, 400],
    ['as plain text', { 'content-type': 'text/plain' }, 415],
    ['with what is no media type', { 'content-type': ',' }, 415],
    ['with a type that nobody knows', { 'content-type': 'x/y' }, 415],
    ['with such a type and the header', { 'content-type': 'x/y', 'apollo-require-preflight': '1' }, 415],
    ['as JSON, for which the browser asks first', json, 200],
    ['with a header, for which the browser asks first', { 'x-apollo-operation-name': 'Greeting' }, 200],
  ])('may ask by GET %s: %j %i', async (_how, headers, status) => {
    const { send } = await given();

    expect((await send({ headers }, `/graphql${query}`)).status).toBe(status);
  });

  const preflight = (origin: string) => ({
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });

  it('reads answers with cookies when its origin is allowed, and only then', async () => {
    const { send, post } = await given({ http: { corsOrigins: ['https://shop.example'] } });

    const [asked, other] = [
      await send(preflight('https://shop.example')),
      await send(preflight('https://evil.example')),
    ];
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(asked.headers.get('access-control-allow-credentials')).toBe('true');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();

    const answer = await post({ ...json, origin: 'https://shop.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-operation-cost');
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin');
  });

  it('may send by POST, with every header that says something to us', async () => {
    const { send } = await given({ http: { corsOrigins: ['https://shop.example'] } });

    const { headers } = await send(preflight('https://shop.example'));
    const listed = (name: string) => headers.get(name)!.toLowerCase().split(', ');

    expect(listed('access-control-allow-methods')).toEqual(['get', 'post']);
    expect(listed('access-control-allow-headers').toSorted()).toEqual([
      'accept-language',
      'apollo-require-preflight',
      'apollographql-client-name',
      'apollographql-client-version',
      'content-type',
      'x-apollo-operation-name',
      'x-client-name',
      'x-client-version',
      'x-currency',
      'x-customer-id',
      'x-request-deadline-ms',
      'x-request-id',
    ]);
  });

  it('from another origin is never given what one that is allowed was told', async () => {
    const kept = { reuse: { coalesce: false, cacheBytes: 1_000_000 } };
    const { url } = await startSmallBff(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'max-age=60' });
        const attributes = { name: 'Ann', memberSince: '2020-01-01T00:00:00Z', avatarUrl: null };
        response.end(JSON.stringify({ data: [{ type: 'profiles', id: 'u-1', attributes }] }));
      },
      { ...kept, http: { corsOrigins: ['https://a.example', 'https://b.example'] } },
    );
    const author = `${url}/graphql?query=${encodeURIComponent('{ author(id: "u-1") { name } }')}`;
    const ask = (headers: Record<string, string>) =>
      fetch(author, { headers: { 'apollo-require-preflight': '1', ...headers } });

    const made = await ask({ origin: 'https://a.example' });
    const known = { 'if-none-match': made.headers.get('etag')! };
    const answers = [
      made,
      await ask({ origin: 'https://b.example' }),
      await ask({ origin: 'https://b.example', ...known }),
      await ask({ origin: 'https://evil.example' }),
      await ask({ origin: 'https://evil.example', ...known }),
      await ask({}),
    ];
    expect(await made.json()).toEqual({ data: { author: { name: 'Ann' } } });

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 304, 200, 304, 200]);
    expect(answers.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual([
      'https://a.example',
      'https://b.example',
      'https://b.example',
      null,
      null,
      null,
    ]);
    for (const { headers } of answers) {
      expect(headers.get('cache-control')).toMatch(/^public, max-age=/);
      expect(headers.get('vary')).toBe('Origin, accept, accept-encoding, accept-language, x-currency');
    }
  });

  const developers = [
    'http://localhost:5173',
    'https://localhost',
    'http://127.0.0.1:3000',
    'http://[::1]:5173',
  ];
  const others = [
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example:80',
    'http://evil.example:5173',
    'http://192.168.0.1:5173',
    'null',
  ];

  it.each([...developers, ...others])('of a developer is answered where that is so: %s', async (origin) => {
    const { send, post } = await given({ http: { loopbackOrigins: true } });

    const asked = await send(preflight(origin));
    const answer = await post({ ...json, origin });

    const allowed = developers.includes(origin) ? origin : null;
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(allowed);
    expect(answer.headers.get('access-control-allow-origin')).toBe(allowed);
  });

  it('is allowed nothing unless told', async () => {
    const { send, post } = await given();

    expect(
      (await send(preflight('https://shop.example'))).headers.get('access-control-allow-origin'),
    ).toBeNull();
    const answer = await post({ ...json, origin: 'https://shop.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

it('every answer tells browsers to make nothing else of it', async () => {
  const { post, send } = await given();

  for (const { headers } of [
    await post(json),
    await post({}),
    await send({}, '/nowhere'),
    await send({}, '/livez'),
  ]) {
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect(headers.get('x-frame-options')).toBe('DENY');
  }
});

it('what says nothing of how long it is true is kept by nobody', async () => {
  const { post, send, port } = await given();
  const query = `/graphql?query=${encodeURIComponent('{ greeting }')}`;
  const ask = { 'apollo-require-preflight': '1' };

  for (const response of [
    await send({}, query),
    await send({ headers: { ...ask, accept: 'text/html' } }, query),
    await send({ headers: { 'content-type': 'x/y' } }, query),
    await send({ headers: { ...ask, 'x-currency': 'DOGE' } }, query),
    await send({ headers: ask }, '/graphql?query={'),
    await send({ headers: ask }, '/graphql?documentId=none'),
    await send({ headers: ask }, query),
    await send({ headers: ask, method: 'HEAD' }, query),
    await send({ headers: ask }, '/graphql/%c0'),
    await send({ method: 'PUT' }),
    await send({ method: 'OPTIONS' }),
    await send({}, '/nowhere'),
    await send({}, '/livez'),
    await send({}, '/readyz'),
    await post(json, '{'),
    await post(json),
  ]) {
    expect(response.headers.get('cache-control')).toBe('no-store');
  }
  for (const request of ['nonsense', `GET /livez HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}`]) {
    const socket = await opened(port);
    socket.write(`${request}\r\n\r\n`);
    expect(await answered(socket)).toContain('cache-control: no-store');
  }
});

describe('the header Host', () => {
  const ask = async (port: number, head: string) => {
    const socket = await opened(port);
    socket.write(`${head}\r\nconnection: close\r\n\r\n`);
    return answered(socket);
  };

  it.each([
    'shop.example',
    'shop.example:8080',
    'SHOP.example:',
    '127.0.0.1:4001',
    '[::1]',
    '[2001:db8::1]:443',
    'xn--bcher-kva.example',
    'b%C3%BCcher.example',
  ])('may be %s', async (host) => {
    const { port } = await given();

    expect(await ask(port, `GET /livez HTTP/1.1\r\nhost: ${host}`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ['missing', ''],
    ['empty', '\r\nhost:'],
    ['blank', '\r\nhost:   '],
    ['two', '\r\nhost: a\r\nhost: b'],
    ['the same twice', '\r\nhost: a\r\nHost: a'],
    ['with a user', '\r\nhost: a@b'],
    ['with a path', '\r\nhost: a/b'],
    ['with a query', '\r\nhost: a?b'],
    ['with a space', '\r\nhost: a b'],
    ['a list', '\r\nhost: a, b'],
    ['a port alone', '\r\nhost: :80'],
    ['with a port that is none', '\r\nhost: a:b'],
    ['with a port beyond ports', '\r\nhost: a:65536'],
    ['with two ports', '\r\nhost: a:1:2'],
    ['IPv6 without brackets', '\r\nhost: ::1'],
    ['IPv6 that is none', '\r\nhost: [::1::2]'],
    ['with letters beyond ASCII', '\r\nhost: b\u00fccher.example'],
    ['with a percent sign', '\r\nhost: a%zz'],
    ['with half of what a percent sign begins', '\r\nhost: a%4'],
  ])('is refused when it is %s', async (_what, header) => {
    const { port } = await given();

    for (const target of ['GET /livez', 'GET /nowhere', 'POST /graphql', 'OPTIONS /graphql']) {
      const answer = await ask(port, `${target} HTTP/1.1${header}`);

      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('"code":"BAD_REQUEST"');
    }
  });

  it('is not known to HTTP/1.0', async () => {
    const { port } = await given();

    expect(await ask(port, 'GET /livez HTTP/1.0')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await ask(port, 'GET /livez HTTP/1.0\r\nhost: a\r\nhost: b')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('compression', () => {
  const long = JSON.stringify({
    query: `{ ${Array.from({ length: 19 }, (_, n) => `a${n}: greeting`).join(' ')} }`,
  });
  const longer = { 'x-customer-id': 'u-'.padEnd(60, '1') };

  async function ask(port: number, acceptEncoding: string | undefined, body = long) {
    const request = httpRequest({ port, path: '/graphql', method: 'POST', headers: { ...json, ...longer } });
    if (acceptEncoding) request.setHeader('accept-encoding', acceptEncoding);
    request.end(body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return { headers: response.headers, body: await buffer(response) };
  }
  const same = (bytes: Buffer) => bytes;

  it.each([
    ['br', 'br', brotliDecompressSync],
    ['zstd', 'zstd', zstdDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, br', 'br', brotliDecompressSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['compress', undefined, same],
    [undefined, undefined, same],
  ])('is what the client takes (%s): %s', async (acceptEncoding, expected, unpack) => {
    const { port } = await given();

    const { headers, body } = await ask(port, acceptEncoding);

    expect(headers['content-encoding']).toBe(expected);
    expect(headers['content-length']).toBe(String(body.length));
    expect(Object.keys((JSON.parse(unpack(body).toString()) as { data: object }).data)).toHaveLength(19);
    if (expected) expect(headers.vary).toContain('accept-encoding');
  });

  it('is not worth it for little', async () => {
    const { port } = await given();

    expect((await ask(port, 'gzip', GREETING)).headers['content-encoding']).toBeUndefined();
  });
});

/** All that is answered on a connection, until it is closed. */
async function answered(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => {});
  if (!socket.closed) await once(socket, 'close');
  return text;
}

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

describe('a client', () => {
  it('that drips its headers is let go', async () => {
    const { port } = await given({ http: { slowClients: { headersMs: 100, requestMs: 200 } } });
    const socket = await opened(port);
    socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\nx-drip: ');

    expect(await answered(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('that drips its body is let go', async () => {
    const { port } = await given({ http: { slowClients: { headersMs: 100, requestMs: 200 } } });
    const socket = await opened(port);
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{',
    );

    expect(await answered(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('that sends more headers than fit is told so, in our form', async () => {
    const { port } = await given();
    const socket = await opened(port);
    socket.write(`GET /livez HTTP/1.1\r\nhost: x\r\nx-large: ${'x'.repeat(20_000)}\r\n\r\n`);

    const answer = await answered(socket);

    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"code":"BAD_REQUEST"');
  });

  it('that sends a body beyond the limit is told so', async () => {
    const { post } = await given();

    expect(
      (await post(json, JSON.stringify({ query: `{ greeting } #${'x'.repeat(1_000_001)}` }))).status,
    ).toBe(413);
  });

  it('has so many connections and no more, and another one when it has let go of one', async () => {
    const { port } = await given({ http: { maxConnectionsPerAddress: 2 } });
    const [first] = [await opened(port), await opened(port)];
    const live = (socket: Socket) =>
      socket.end('GET /livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');

    expect(await answered(await opened(port))).toBe('');
    first.destroy();
    // The server hears of it a moment later.
    let answer = '';
    while (answer === '') {
      const socket = await opened(port);
      live(socket);
      answer = await answered(socket);
    }
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });
});
