import { Agent, request as forward } from 'node:http';
import { createGzip } from 'node:zlib';
import type { Behaviour } from './gateway.ts';

const agent = new Agent({ keepAlive: true });

/** Hands every request on to the service at `target`, and its answer back. */
export function passOn(target: string): Behaviour {
  return (incoming, outgoing) => {
    const onward = forward(target + incoming.url!, { agent, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    // The service itself is out of reach: its caller must not wait for it.
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  };
}

/** Waits before it does the rest. */
export function delayed(delayMs: number, rest: Behaviour): Behaviour {
  return (incoming, outgoing) => void setTimeout(() => rest(incoming, outgoing), delayMs);
}

/** Answers with a status, headers, and an empty JSON object. */
export function answer(status: number, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return (_incoming, outgoing) => {
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}');
  };
}

/** Takes requests and says nothing. */
export const silence: Behaviour = () => {};

/** Small on the wire, and a gigabyte when unpacked. */
export async function gzipBomb(): Promise<Behaviour> {
  const packed = await gzippedZeros(1_024);
  return (_incoming, outgoing) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    outgoing.writeHead(200, { ...headers, 'content-length': packed.length }).end(packed);
  };
}

async function gzippedZeros(megabytes: number): Promise<Buffer> {
  const gzip = createGzip();
  const zeros = Buffer.alloc(1_048_576);
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (let megabyte = 0; megabyte < megabytes; megabyte++) {
    if (!gzip.write(zeros)) await new Promise((drained) => gzip.once('drain', drained));
  }
  await new Promise<void>((ended) => gzip.once('end', ended).end());
  return Buffer.concat(chunks);
}

/** JSON without an end, as fast as it is read. */
export const endlessBody: Behaviour = (_incoming, outgoing) => {
  const more = '0,'.repeat(32_768);
  const write = () => {
    while (!outgoing.destroyed && outgoing.write(more));
    if (!outgoing.destroyed) outgoing.once('drain', write);
  };
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  outgoing.write('{"orders":[');
  write();
};

/** The beginning of an answer at once, and then a byte at a time, for ever. */
export const slowDrip: Behaviour = (_incoming, outgoing) => {
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  outgoing.write('{"orders":[');
  const timer = setInterval(() => outgoing.write(' '), 50);
  outgoing.once('close', () => clearInterval(timer));
};

/** Headers without an end, as fast as they are read. */
export const endlessHeaders: Behaviour = (incoming) => {
  const { socket } = incoming;
  const more = `x-more: ${'0'.repeat(1_024)}\r\n`.repeat(16);
  const write = () => {
    while (!socket.destroyed && socket.write(more));
    if (!socket.destroyed) socket.once('drain', write);
  };
  socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n');
  write();
};
