import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { fastify } from 'fastify';
import { expect, it, onTestFinished, vi } from 'vitest';
import { serverOptions } from './server-options.ts';

/** A server that sends a request's body back, and the response to what is written on a connection to it. */
async function given(slowClients?: Parameters<typeof serverOptions>[0]) {
  const app = fastify(serverOptions(slowClients));
  onTestFinished(() => app.close());
  app.post('/', (request) => request.body);
  const { port } = new URL(await app.listen({ port: 0 }));
  const send = async (written: string) => {
    const socket = connect(Number(port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    socket.write(written);
    return text(socket);
  };
  return { app, send };
}

const anHourMs = 3_600_000;

// A limit that were never set would have a test wait for the suite's four minutes.
vi.setConfig({ testTimeout: 30_000 });

it('a client that never ends its headers is turned away, however long a request may take', async () => {
  const { send } = await given({ headersMs: 200, requestMs: anHourMs });

  expect(await send('POST / HTTP/1.1\r\nhost: a\r\nx-drip: ')).toMatch(/^HTTP\/1\.1 408 /);
});

it('a client that never ends its body is turned away, however soon its headers came', async () => {
  const { send } = await given({ headersMs: 200, requestMs: 400 });

  const head = 'POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100';

  expect(await send(`${head}\r\n\r\n{`)).toMatch(/^HTTP\/1\.1 408 /);
});

it.each<[string, string, string]>([
  ['comes too slowly', 'POST / HTTP/1.1\r\nhost: a\r\nx-drip: ', 'The request took too long to arrive.'],
  ['is no HTTP', 'hello\r\n\r\n', 'Bad Request'],
  [
    'has a header beyond all',
    `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}`,
    'Request Header Fields Too Large',
  ],
])('what %s is told so in our form, and that there is no more to come', async (_what, written, message) => {
  const { send } = await given({ headersMs: 200, requestMs: 400 });

  const [head, body] = (await send(written)).split('\r\n\r\n');

  expect(JSON.parse(body!)).toEqual({
    errors: [{ message, extensions: { code: 'BAD_REQUEST', retryable: false } }],
  });
  expect(head!.split('\r\n').slice(1)).toEqual([
    'connection: close',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body!)}`,
  ]);
});

it('a client has five seconds for its headers and fifteen for all of its request', async () => {
  const { app } = await given();

  expect(app.server).toMatchObject({ headersTimeout: 5_000, requestTimeout: 15_000 });
});

it('a client that can no longer be told anything is let go without a word', async () => {
  const { app } = await given();
  const socket = { destroyed: false, writable: false, write: vi.fn(), destroySoon: vi.fn() };

  app.server.emit('clientError', new Error('no HTTP'), socket as unknown as Socket);

  expect(socket.write).not.toHaveBeenCalled();
  expect(socket.destroySoon).toHaveBeenCalledOnce();
});
