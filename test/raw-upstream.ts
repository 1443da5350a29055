import { request as forward } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { GoodAnswer, Nonsense } from './nonsense.ts';

/** How it answers: as its service does, as bytes of its service untouched, or with nonsense. */
export type Behaviour = 'well' | 'piped' | Nonsense;

export interface RawUpstream {
  readonly url: string;
  /** From now on. Connections that are open are closed, so that each behaviour begins on new ones. */
  readonly become: (behaviour: Behaviour) => void;
  /** The paths that were asked for since it became what it is. */
  readonly asked: () => readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Stands between a BFF and the service at `target`, on a free port, byte by byte. What it passes on while it is well may
 * not be kept by anybody, so that nothing hides what comes next.
 */
export async function startRawUpstream(target: string): Promise<RawUpstream> {
  let behaviour: Behaviour = 'well';
  let asked: string[] = [];
  const sockets = new Set<Socket>();

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let head = '';
    const began = behaviour;
    const piped = began === 'piped' ? pipe(socket, target) : undefined;
    socket.on('data', (data) => {
      piped?.write(data);
      head += data.toString('latin1');
      // Only GETs come, without bodies: each ends with its head.
      for (let end = head.indexOf('\r\n\r\n'); end >= 0; end = head.indexOf('\r\n\r\n')) {
        const [line = ''] = head.slice(0, end).split('\r\n');
        const headers = head.slice(0, end).split('\r\n').slice(1);
        head = head.slice(end + 4);
        const path = line.split(' ')[1] ?? '';
        asked.push(path);
        if (piped) continue;
        fetchGood(target, path, headers).then((good) => {
          if (socket.destroyed) return;
          if (began === 'well') socket.end(whole(good));
          else if (began !== 'piped') began.answer(socket, good, url);
        }, socket.destroy.bind(socket));
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const disconnect = () => sockets.forEach((socket) => socket.destroy());
  return {
    url,
    become: (next) => {
      behaviour = next;
      asked = [];
      disconnect();
    },
    asked: () => asked,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        disconnect();
      }),
  };
}

/** A connection to `target` whose bytes, and whose end, are those of `socket`. */
function pipe(socket: Socket, target: string): Socket {
  const { port, hostname } = new URL(target);
  const other = connect(Number(port), hostname);
  other.pipe(socket);
  other.on('error', () => socket.resetAndDestroy());
  socket.once('close', () => other.destroy());
  return other;
}

interface ServiceAnswer extends GoodAnswer {
  readonly status: number;
}

function fetchGood(target: string, path: string, headerLines: readonly string[]): Promise<ServiceAnswer> {
  const headers = Object.fromEntries(
    headerLines
      .map((line) => line.split(/:\s*/, 2) as [string, string])
      .filter(([name]) => name.toLowerCase() !== 'accept-encoding'),
  );
  return new Promise((resolve, reject) => {
    const request = forward(target + path, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode!,
          contentType: answer.headers['content-type'] ?? '',
          body: Buffer.concat(chunks),
        }),
      );
    });
    request.on('error', reject).end();
  });
}

function whole({ status, contentType, body }: ServiceAnswer): Buffer {
  const headers = `content-type: ${contentType}\r\ncontent-length: ${body.length}\r\ncache-control: no-store`;
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} x\r\n${headers}\r\nconnection: close\r\n\r\n`),
    body,
  ]);
}
