import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the proxy makes of its service: itself, gone, silent, or talking of something else. */
export type Condition = 'well' | 'down' | 'slow' | 'nonsense';

export interface FaultyProxy {
  readonly url: string;
  /** From now on, for every request that arrives. */
  readonly become: (condition: Condition) => void;
  readonly close: () => Promise<void>;
}

/** Stands between a BFF and the service at `target`, on a free port. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  let condition: Condition = 'well';
  const server: Server = createServer((incoming, outgoing) => {
    switch (condition) {
      case 'down':
        incoming.socket.resetAndDestroy();
        break;
      case 'slow':
        break;
      case 'nonsense':
        outgoing.setHeader('content-type', 'application/json').end('{"unexpected":true}');
        break;
      case 'well':
        incoming.pipe(
          forward(target + incoming.url!, { headers: incoming.headers }, (answer) => {
            outgoing.writeHead(answer.statusCode!, answer.headers);
            answer.pipe(outgoing);
          }),
        );
        break;
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    become: (next) => {
      condition = next;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
