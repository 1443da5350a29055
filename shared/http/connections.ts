import type { Server, Socket } from 'node:net';
import { networkOf } from '../lib/ip-address.ts';

/**
 * Bounds the connections of one client address, so that no one client can hold all that there are. One more is closed
 * before a byte of it is read. Behind a proxy every client has the proxy's address: set the limit above what it opens.
 */
export function boundConnections(server: Server, most: number): void {
  const open = new Map<string, number>();
  server.prependListener('connection', (socket: Socket) => {
    const address = networkOf(socket.remoteAddress ?? '') ?? '';
    const count = (open.get(address) ?? 0) + 1;
    if (count > most) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = open.get(address)! - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
