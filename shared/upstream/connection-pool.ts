import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { Clock } from '../lib/clock.ts';

/** How long an idle connection is kept (ms). What drops idle ones without a word, such as NAT, waits longer. */
const MAX_IDLE_MS = 4_000;

/** By which part of its time, at most, a connection ends sooner, so that not all of them end at once. */
const JITTER_RATIO = 0.2;

/** One use of a connection that had been used before. */
export interface Reuse {
  readonly startedAt: number;
  /** How long it had been idle (ms). */
  readonly idleMs: number;
  /** Whether nothing has come since. */
  readonly isSilent: () => boolean;
  /** Address and port of the other end. */
  readonly peer: string;
}

/** Agents by protocol, as got takes them. */
export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** Connections that are kept for the next request to the same place. */
export interface ConnectionPool {
  readonly pooled: Agents;
  /** Open a connection for each request, and keep none. */
  readonly fresh: Agents;
  /** Undefined for a request on a connection of its own. */
  readonly reuseOf: (request: ClientRequest) => Reuse | undefined;
  /** Closes the idle connections to a peer that have not been heard of since `reuse` began. */
  readonly closeSuspects: (reuse: Reuse) => void;
  readonly close: () => void;
}

/**
 * A pool that trusts no connection for long. One is closed at its first rest after `maxAgeMs`, so that a name which has
 * moved is looked up again; and when it has been idle for some seconds, or for the service's `Keep-Alive: timeout`
 * (RFC 2068, 19.7.1.1) less a second.
 *
 * @param random from 0 up to 1, for the jitter
 */
export function connectionPool(maxAgeMs: number, clock: Clock, random: () => number): ConnectionPool {
  const reuses = new WeakMap<ClientRequest, Reuse>();
  const ageLimits = new WeakMap<Socket, number>();
  const idleSince = new WeakMap<Socket, number>();

  /** Has an agent tell when it takes a connection back, and when it hands it out again. */
  const watch = <Pooling extends HttpAgent>(agent: Pooling): Pooling => {
    // Node's types do not know that this one answers.
    const mayStay = agent.keepSocketAlive.bind(agent) as (socket: Socket) => boolean;
    const reuse = agent.reuseSocket.bind(agent);
    agent.keepSocketAlive = (socket: Socket) => {
      const now = clock.now();
      idleSince.set(socket, now);
      if (!ageLimits.has(socket)) ageLimits.set(socket, now + maxAgeMs * (1 - JITTER_RATIO * random()));
      return now < ageLimits.get(socket)! && mayStay(socket);
    };
    agent.reuseSocket = (socket: Socket, request: ClientRequest) => {
      const startedAt = clock.now();
      const { bytesRead } = socket;
      reuses.set(request, {
        startedAt,
        idleMs: startedAt - idleSince.get(socket)!,
        isSilent: () => socket.bytesRead === bytesRead,
        peer: peerOf(socket),
      });
      reuse(socket, request);
    };
    return agent;
  };

  // The bulkheads bound the sockets in use; this bounds the idle ones. Last used, first reused: the oldest idle socket
  // is the likeliest to be half closed. Without a timeout of its own, Node's agent heeds no Keep-Alive header.
  const options = { keepAlive: true, maxFreeSockets: 64, scheduling: 'lifo', timeout: MAX_IDLE_MS } as const;
  const pooled = { http: watch(new HttpAgent(options)), https: watch(new HttpsAgent(options)) };
  const fresh = { http: new HttpAgent(), https: new HttpsAgent() };
  const agents = [pooled, fresh].flatMap(({ http, https }) => [http, https]);

  return {
    pooled,
    fresh,
    reuseOf: (request) => reuses.get(request),
    closeSuspects: ({ peer, startedAt }) => {
      for (const { freeSockets } of [pooled.http, pooled.https]) {
        for (const socket of Object.values(freeSockets).flatMap((sockets) => sockets ?? [])) {
          if (peerOf(socket) === peer && idleSince.get(socket)! <= startedAt) socket.destroy();
        }
      }
    },
    close: () => agents.forEach((agent) => agent.destroy()),
  };
}

const peerOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;
