import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { Connection, type RawAnswer } from './connection.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A connection to a server that answers each request with the pieces of `answers`, one request after the other. */
async function connectionTo(...answers: readonly (readonly string[])[]): Promise<Connection> {
  let next = 0;
  const sockets: Socket[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket);
    socket.on('data', () => void say(socket, answers[next++]!));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const connection = new Connection(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  closing.push(() => {
    connection.close();
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return connection;
}

/** A piece goes out when the one before is on its way; nothing at all is the end of the connection. */
async function say(socket: Socket, pieces: readonly string[]): Promise<void> {
  for (const piece of pieces) await new Promise((sent) => socket.write(piece, sent));
  if (pieces.length === 0) socket.destroy();
}

const ask = (connection: Connection) =>
  new Promise<RawAnswer>((answered) => connection.send(Buffer.from('GET'), true, answered));

it('the connection reads an answer whose head and body come in pieces', async () => {
  const connection = await connectionTo(
    ['HTTP/1.1 200 OK\r\nContent-Le', 'ngth: 10\r\n\r', '\n{"da', 'ta":1}'],
    ['HTTP/1.1 503 Busy\r\ncontent-length: 2\r\n\r\n{}'],
  );

  expect(await ask(connection)).toEqual({ status: 200, error: undefined, body: '{"data":1}' });
  expect(await ask(connection)).toEqual({ status: 503, error: undefined, body: '{}' });
});

it('the connection reads a body in chunks', async () => {
  const connection = await connectionTo([
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
    '6\r\n{"data\r\n',
    '5\r\n":11}\r\n0\r\n\r\n',
  ]);

  expect((await ask(connection)).body).toBe('{"data":11}');
});

it.each([
  ['{"data":null,"errors":[{"extensions":{"code":"INTERNAL"}}]}', 'INTERNAL'],
  ['{"errors":[{}]}', 'error'],
  ['{"data":{"text":"\\"errors\\":"}}', undefined],
])('the connection sees the errors of %s', async (body, error) => {
  const connection = await connectionTo([`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`]);

  expect((await ask(connection)).error).toBe(error);
});

it('the connection says so when the connection ends, and opens another', async () => {
  const connection = await connectionTo([], ['HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}']);

  expect((await ask(connection)).status).toBe(0);
  expect((await ask(connection)).status).toBe(200);
});
