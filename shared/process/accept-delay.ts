import { connect, type Socket } from 'node:net';
import type { Clock } from '../lib/clock.ts';

/** How long after the end of one probe the next begins. */
const PAUSE_MS = 100;

const PROBE = 'GET /livez HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n';

export interface AcceptDelayWatch {
  /** How long a new connection waits at this moment before anything looks at it (ms). */
  readonly delayMs: () => number;
  readonly close: () => void;
}

/**
 * Measures how long new connections wait in the system's queue, by opening one now and then and asking for `/livez`. Node
 * accepts one connection in each turn of its event loop, so where clients come with new ones, hundreds can wait there while
 * the loop, which has few of them to work on, is never late. When that queue is full, a connection is tried again after a
 * second: a probe that is under way counts for as long as it has taken.
 *
 * @param url where this process, or its siblings on the same port, listen
 * @param ownDelayMs how much of the time since then the event loop's own delay explains, which is measured elsewhere
 */
export function watchAcceptDelay(url: string, deps: ProbeDeps): AcceptDelayWatch {
  // The less of two: among several workers, one that is blocked holds one connection, and no more, until it looks.
  const probes = [probeAgain(url, deps), probeAgain(url, deps)];
  return {
    delayMs: () => Math.min(...probes.map(({ delayMs }) => delayMs())),
    close: () => probes.forEach(({ close }) => close()),
  };
}

interface ProbeDeps {
  readonly clock: Clock;
  readonly ownDelayMs: (sinceMs: number) => number;
}

/** One probe after the other. */
function probeAgain(url: string, { clock, ownDelayMs }: ProbeDeps): AcceptDelayWatch {
  const { hostname, port } = new URL(url);
  // Where it listens on all addresses, that of loopback will do, and needs no look-up.
  const host = hostname.replace(/^\[|\]$/g, '').replace(/^::$/, '::1');
  let lastMs = 0;
  let beganAt: number | undefined;
  let socket: Socket | undefined;
  let cancel = () => {};

  const underWayMs = () =>
    beganAt === undefined ? 0 : Math.max(0, clock.now() - beganAt - ownDelayMs(beganAt));
  const probe = () => {
    beganAt = clock.now();
    let answered = false;
    socket = connect(Number(port), host, () => socket?.write(PROBE));
    socket.unref();
    socket.once('data', () => {
      answered = true;
      lastMs = underWayMs();
      socket?.destroy();
    });
    // Whatever closes it, too many connections of this address say, is no delay.
    socket.on('error', () => {});
    socket.once('close', () => {
      if (!answered) lastMs = 0;
      beganAt = undefined;
      cancel = clock.after(PAUSE_MS, probe);
    });
  };
  probe();

  return {
    delayMs: () => Math.max(lastMs, underWayMs()),
    close: () => {
      socket?.removeAllListeners('close').destroy();
      cancel();
      beganAt = undefined;
      lastMs = 0;
    },
  };
}
