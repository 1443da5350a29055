import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Transport, TransportRequest, TransportResponse } from '../shared/upstream/client.ts';

/** The calls of one wave: all of them needed the wave before, and none needed another of their own. */
export type Wave = readonly Pick<TransportRequest, 'upstream' | 'endpoint'>[];

/** Turns of the event loop without a new call after which a wave is complete. Resolvers and loaders need two. */
const QUIET_TURNS = 20;

/**
 * Sorts the calls of an operation into waves. Calls are held until no more come, go out together, and their answers
 * come back together: so the waves are the depth of the calls' dependencies, and not a matter of timing.
 */
export function recordWaves(send: Transport): { send: Transport; take: () => readonly Wave[] } {
  let waves: Wave[] = [];
  let held: { request: TransportRequest; answer: (response: Promise<TransportResponse>) => void }[] = [];
  let running = false;

  const quiet = async () => {
    for (let turns = 0, seen = held.length; turns < QUIET_TURNS; turns += 1) {
      await nextTurn();
      if (held.length !== seen) [turns, seen] = [0, held.length];
    }
  };

  const run = async () => {
    running = true;
    await quiet();
    while (held.length > 0) {
      const wave = held;
      held = [];
      waves.push(wave.map(({ request: { upstream, endpoint } }) => ({ upstream, endpoint })));
      const responses = wave.map(({ request }) => send(request));
      await Promise.allSettled(responses);
      wave.forEach(({ answer }, index) => answer(responses[index]!));
      await quiet();
    }
    running = false;
  };

  return {
    send: (request) =>
      new Promise((answer) => {
        held.push({ request, answer });
        if (!running) void run();
      }),
    take: () => {
      const taken = waves;
      waves = [];
      return taken;
    },
  };
}
