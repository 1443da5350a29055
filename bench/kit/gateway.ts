import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What a gateway does with a request. */
export type Behaviour = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** A server of our own in a service's place: it sees every request and connection, and does what no mock can. */
export interface Gateway {
  readonly url: string;
  /** From now on, for every request that arrives. */
  readonly become: (behaviour: Behaviour) => void;
  /** When each request arrived, on `performance.now()`'s scale (ms). */
  readonly arrivals: () => readonly number[];
  /** Connections that are open at this moment, of those that brought a request since it became what it is. */
  readonly connections: () => number;
}

/** Starts a gateway on a free port, lends it to `use`, and ends it. */
export async function withGateway<Result>(
  behaviour: Behaviour,
  use: (gateway: Gateway) => Promise<Result>,
): Promise<Result> {
  let current = behaviour;
  const arrivals: number[] = [];
  const sockets = new Set<Socket>();
  const used = new Set<Socket>();
  const server = createServer((incoming, outgoing) => {
    arrivals.push(performance.now());
    used.add(incoming.socket);
    current(incoming, outgoing);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A caller that breaks off is what some experiments are about; without a listener it would end this process.
    socket.on('error', () => {});
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    return await use({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      become: (next) => {
        current = next;
        used.clear();
      },
      arrivals: () => arrivals,
      connections: () => [...used].filter((socket) => sockets.has(socket)).length,
    });
  } finally {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
}
