import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../testing/listen.ts';
import { settle } from '../testing/manual-clock.ts';
import { createTransport, type TransportOptions } from './client.ts';
import { UpstreamError } from './errors.ts';
import { workedMs } from '../testing/worked-ms.ts';

// The runner fails a run in which any rejection stays unhandled, so every test here proves that as well.

/** A client, and one exchange of it: the answer as text, or the error. */
function given(options?: TransportOptions) {
  const transport = createTransport(options);
  onTestFinished(() => transport.close());
  const send = (
    url: string,
    {
      signal = new AbortController().signal,
      headers = {},
    }: { signal?: AbortSignal; headers?: Record<string, string> } = {},
  ) => transport.send({ upstream: 'catalog', endpoint: 'GET /', method: 'GET', url, headers, signal });
  const fail = (url: string, signal?: AbortSignal) =>
    send(url, signal && { signal }).then(
      ({ status }) => expect.unreachable(`answered ${status}`),
      (error: unknown) => error,
    );
  return { transport, send, fail };
}

const http = (listener: RequestListener) => listen(createHttpServer(listener));

/** A server that hands each connection over once the head of a request has arrived. */
const tcp = (answer: (socket: Socket) => void) =>
  listen(createTcpServer((socket) => socket.once('data', () => answer(socket))));

const text = (body: Uint8Array) => Buffer.from(body).toString();

/** Resolves as soon as `check` holds; the test's own limit ends the wait. */
async function until(check: () => boolean) {
  while (!check()) await settle();
}

describe('an answer', () => {
  it.each([200, 201, 204, 301, 400, 404, 429, 500, 503])(
    'of status %d is handed over as it is',
    async (status) => {
      const { send } = given();
      const url = await http((_request, response) =>
        response
          .writeHead(status, { 'content-type': 'application/problem+json' })
          .end(status === 204 ? '' : 'body'),
      );

      const answer = await send(url);

      expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
      expect(text(answer.body)).toBe(status === 204 ? '' : 'body');
    },
  );

  it('may lack a content type', async () => {
    const url = await http((_request, response) => response.end());

    expect(await given().send(url)).toMatchObject({ status: 200, contentType: '' });
  });

  it('is handed over in bytes, mended by nobody', async () => {
    const url = await http((_request, response) => response.end(Buffer.from([0xff, 0x00, 0xc3])));

    expect([...(await given().send(url)).body]).toEqual([0xff, 0x00, 0xc3]);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ] as const)('is unpacked from %s', async (encoding, pack) => {
    const url = await http((_request, response) =>
      response.setHeader('content-encoding', encoding).end(pack('{"packed":true}')),
    );

    expect(text((await given().send(url)).body)).toBe('{"packed":true}');
  });
});

describe('a request', () => {
  it('carries the headers given, says who asks, and wants JSON', async () => {
    const { promise: seen, resolve } = Promise.withResolvers<unknown>();
    const url = await http((request, response) => {
      resolve([request.method, request.url, request.headers]);
      response.end();
    });

    await given().send(`${url}/products?ids=a%2Cb`, { headers: { 'x-request-id': 'r-1' } });

    expect(await seen).toEqual([
      'GET',
      '/products?ids=a%2Cb',
      expect.objectContaining({
        'x-request-id': 'r-1',
        'user-agent': 'storefront-bff',
        'accept': 'application/json',
      }),
    ]);
  });

  it('gives no cookie back that another answer set', async () => {
    const { send } = given();
    const cookies: unknown[] = [];
    const url = await http((request, response) => {
      cookies.push(request.headers.cookie);
      response.setHeader('set-cookie', 'session=1').end();
    });

    await send(url);
    await send(url);

    expect(cookies).toEqual([undefined, undefined]);
  });

  it('follows no redirect', async () => {
    const { send } = given();
    let requests = 0;
    const url = await http((_request, response) => {
      requests += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });

    expect(await send(url)).toMatchObject({ status: 302 });
    expect(requests).toBe(1);
  });

  it.each([408, 413, 429, 500, 502, 503, 504, 521])(
    'is sent once, although %d invites another',
    async (status) => {
      const { send } = given();
      let requests = 0;
      const url = await http((_request, response) => {
        requests += 1;
        response.writeHead(status, { 'retry-after': '0' }).end();
      });

      expect(await send(url)).toMatchObject({ status });
      expect(requests).toBe(1);
    },
  );
});

describe('connections', () => {
  it('are used again, one after the other', async () => {
    const { send } = given();
    const server = createHttpServer((_request, response) => response.end('{}'));
    let sockets = 0;
    server.on('connection', () => (sockets += 1));
    const url = await listen(server);

    for (let n = 0; n < 20; n++) await send(url);
    expect(sockets).toBe(1);

    await Promise.all(Array.from({ length: 8 }, () => send(url)));
    await Promise.all(Array.from({ length: 8 }, () => send(url)));
    expect(sockets).toBe(8);
  });

  it('are made anew where the service closed the idle one', async () => {
    const { send } = given();
    const closed: Promise<unknown>[] = [];
    const url = await tcp((socket) => {
      closed.push(once(socket, 'close'));
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
    });

    for (let n = 0; n < 3; n++) {
      expect(await send(url)).toMatchObject({ status: 200 });
      await closed.at(-1);
    }

    expect(closed).toHaveLength(3);
  });

  it('that are idle end when the client is closed', async () => {
    const { transport, send } = given();
    const sockets: Socket[] = [];
    const server = createHttpServer((_request, response) => response.end('{}'));
    server.on('connection', (socket) => sockets.push(socket));
    const url = await listen(server);
    await send(url);

    transport.close();

    await until(() => sockets.every(({ destroyed }) => destroyed));
    expect(sockets).toHaveLength(1);
  });
});

describe('aborting', () => {
  it('closes the connection, so that the service sees it, and fails for the reason given', async () => {
    const { fail } = given();
    const controller = new AbortController();
    const reason = new Error('no answer in time');
    const { promise: seen, resolve } = Promise.withResolvers<void>();
    const url = await http((_request, response) => {
      response.on('close', resolve);
      controller.abort(reason);
    });

    expect(await fail(url, controller.signal)).toBe(reason);
    await seen;
  });

  it('closes it in the midst of a body as well', async () => {
    const { fail } = given();
    const controller = new AbortController();
    const reason = new Error('gone');
    const { promise: seen, resolve } = Promise.withResolvers<void>();
    const url = await http((_request, response) => {
      response.on('close', resolve);
      response.write('{"items":[', () => controller.abort(reason));
    });

    expect(await fail(url, controller.signal)).toBe(reason);
    await seen;
  });

  it('before the request sends nothing', async () => {
    const { fail } = given();
    let requests = 0;
    const url = await http((_request, response) => {
      requests += 1;
      response.end();
    });
    const reason = new Error('gone');

    expect(await fail(url, AbortSignal.abort(reason))).toBe(reason);
    await settle();
    expect(requests).toBe(0);
  });

  it('after the answer changes nothing', async () => {
    const { send } = given();
    const controller = new AbortController();
    const url = await http((_request, response) => response.end('body'));

    const answer = await send(url, { signal: controller.signal });
    controller.abort(new Error('late'));

    expect(text(answer.body)).toBe('body');
  });

  it('one of many leaves the others alone', async () => {
    const { send, fail } = given();
    const controller = new AbortController();
    const url = await http((request, response) => {
      if (request.url === '/hangs') controller.abort(new Error('gone'));
      else response.end('{}');
    });

    const [, ...answers] = await Promise.all([
      fail(`${url}/hangs`, controller.signal),
      ...Array.from({ length: 5 }, () => send(url)),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });
});

describe('a connection that fails', () => {
  const cases: readonly (readonly [string, (socket: Socket) => void])[] = [
    ['reset before the answer', (socket) => socket.resetAndDestroy()],
    ['ended before the answer', (socket) => socket.end()],
    ['reset inside the head', (socket) => socket.write('HTTP/1.1 200', () => socket.resetAndDestroy())],
    [
      'reset inside the body',
      (socket) =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"items":', () =>
          socket.resetAndDestroy(),
        ),
    ],
    [
      'ended before the length that it promised',
      (socket) =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{}'),
    ],
    [
      'ended inside a chunked body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n'),
    ],
    [
      'that sends endless headers',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const more = () => {
          while (!socket.destroyed && socket.write(`x-filler: ${'x'.repeat(4_000)}\r\n`));
        };
        socket.on('drain', more);
        more();
      },
    ],
    ['that does not speak HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
    [
      'of a body with a broken chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'),
    ],
  ];

  it.each(cases)('(%s) is UPSTREAM_UNAVAILABLE, and is not tried again', async (_how, answer) => {
    const { fail } = given();
    let connections = 0;
    const url = await tcp((socket) => {
      connections += 1;
      answer(socket);
    });

    const error = await fail(url);

    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'failure',
      reason: expect.stringMatching(/^[A-Z_]+$/),
      message: 'The catalog service is unavailable.',
    });
    expect(connections).toBe(1);
  });

  it('(nobody listens) is UPSTREAM_UNAVAILABLE', async () => {
    const server = createTcpServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    server.close();
    await once(server, 'close');

    expect(await given().fail(`http://127.0.0.1:${port}`)).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      reason: 'ECONNREFUSED',
      message: expect.not.stringContaining('127.0.0.1'),
    });
  });
});

describe('what goes into the log of a failure', () => {
  it('names the fault, and holds none of the request', async () => {
    const url = await tcp((socket) => socket.resetAndDestroy());

    const error = await given().fail(url.replace('//', '//user:s3cr3t@'));
    const lines: string[] = [];
    pino({}, { write: (line) => lines.push(line) }).warn({ err: (error as UpstreamError).cause });

    expect(lines.join()).toContain('ECONNRESET');
    expect(lines.join()).not.toMatch(/s3cr3t|authorization|agent/);
  });

  it('holds nothing of what the service sent in place of HTTP', async () => {
    const url = await tcp((socket) => socket.end(`SSH-2.0 ${'s3cr3t '.repeat(8_000)}`));

    const error = await given().fail(url);
    const lines: string[] = [];
    pino({}, { write: (line) => lines.push(line) }).warn({ err: (error as UpstreamError).cause });

    expect(lines.join()).toContain('HPE_');
    expect(lines.join().length).toBeLessThan(5_000);
  });
});

describe('a body that is too large', () => {
  it('is one byte over the limit, not one at it', async () => {
    const { send, fail } = given({ maxBodyBytes: 1_000 });
    const url = await http((request, response) => response.end('x'.repeat(Number(request.url?.slice(1)))));

    expect((await send(`${url}/1000`)).body).toHaveLength(1_000);
    expect(await fail(`${url}/1001`)).toMatchObject({
      code: 'UPSTREAM_BAD_ANSWER',
      outcome: 'failure',
      reason: 'the answer is larger than 1000 bytes',
    });
  });

  it('is cut where it has no end, and its connection closed', async () => {
    const { fail } = given({ maxBodyBytes: 1_000_000 });
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    let sent = 0;
    const url = await http((_request, response) => {
      response.on('close', resolve);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
      };
      response.on('drain', more);
      more();
    });

    expect(await fail(url)).toMatchObject({ code: 'UPSTREAM_BAD_ANSWER' });
    await closed;
    // What fills the buffers between the two is sent as well, and no more than that.
    expect(sent).toBeLessThan(20_000_000);
  });

  it.each([
    ['gzip', () => createGzip()],
    ['br', () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ] as const)('is cut while it is unpacked from %s, and takes little memory', async (encoding, packer) => {
    const { fail } = given();
    // 200 MB of zeros, packed bit by bit, so that making them takes little memory either.
    const zeros = Buffer.alloc(1_000_000);
    const bomb = await buffer(Readable.from(Array(200).fill(zeros)).pipe(packer()));
    const url = await http((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(bomb),
    );
    const usedBytes = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
    const before = usedBytes();
    let peakBytes = 0;
    const sampling = setInterval(() => (peakBytes = Math.max(peakBytes, usedBytes() - before)), 1);
    onTestFinished(() => clearInterval(sampling));

    const error = await fail(url);

    expect(error).toMatchObject({
      code: 'UPSTREAM_BAD_ANSWER',
      outcome: 'failure',
      reason: 'the answer is larger than 2000000 bytes',
    });
    expect(peakBytes).toBeLessThan(60_000_000);
  });
});

describe('an answer in too many pieces', () => {
  it.each([
    ['chunks of a byte each', 'transfer-encoding: chunked\r\n', '1\r\n \r\n'],
    [
      'packed, chunks of a byte each',
      'content-encoding: gzip\r\ntransfer-encoding: chunked\r\n',
      '1\r\n\x1f\r\n',
    ],
    ['interim answers without end', undefined, 'HTTP/1.1 102 Processing\r\n\r\n'],
  ])('(%s) is refused before it takes long', async (_what, head, piece) => {
    const { fail } = given();
    const pieces = Buffer.from(piece.repeat(100_000), 'latin1');
    const url = await tcp((socket) => {
      if (head) socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n`);
      const more = () => {
        while (!socket.destroyed && socket.write(pieces));
      };
      socket.on('drain', more);
      more();
    });
    const before = workedMs();

    const error = await fail(url, AbortSignal.timeout(60_000));

    expect(error).toMatchObject({
      code: 'UPSTREAM_BAD_ANSWER',
      outcome: 'failure',
      reason: expect.stringMatching(
        /^(the answer comes in more than 5000 chunks|more than 20 interim answers)$/,
      ),
    });
    // With what the server of this test takes, which runs here as well.
    expect(workedMs() - before).toBeLessThan(500);
  });
});

it('an answer is taken that twenty interim ones come before, and not one with more', async () => {
  const { send, fail } = given();
  const after = (interim: number) =>
    tcp((socket) =>
      socket.end(
        'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(interim) + 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}',
      ),
    );

  const { status, body } = await send(await after(20));
  expect([status, text(body)]).toEqual([200, '{}']);

  expect(await fail(await after(21))).toMatchObject({ reason: 'more than 20 interim answers' });
});

it('an answer is taken after a 100 Continue that nobody asked for (RFC 9110, 15.2)', async () => {
  const url = await tcp((socket) =>
    socket.end('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'),
  );

  expect(await given().send(url)).toMatchObject({ status: 200 });
});

describe('a body that cannot be unpacked', () => {
  const whole = JSON.stringify({ items: Array.from({ length: 1_000 }, (_, n) => `item ${n}`) });

  it.each([
    ['gzip', Buffer.from('{"not":"gzip"}')],
    ['deflate', Buffer.from('{"not":"deflate"}')],
    ['br', Buffer.from('{"not":"brotli"}')],
    ['zstd', Buffer.from('{"not":"zstandard"}')],
    ['gzip', gzipSync(whole).fill(0xaa, 60, 120)],
    ['gzip', gzipSync(whole).subarray(0, 100)],
    ['br', brotliCompressSync(whole).subarray(0, 100)],
    ['zstd', zstdCompressSync(whole).subarray(0, 100)],
  ])('from %s is UPSTREAM_BAD_ANSWER (%#)', async (encoding, body) => {
    const { fail } = given();
    const url = await http((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(body),
    );

    expect(await fail(url)).toMatchObject({ code: 'UPSTREAM_BAD_ANSWER', outcome: 'failure' });
  });
});
