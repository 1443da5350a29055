import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Transport, TransportRequest, TransportResponse } from '../shared/upstream/client.ts';

/** One call, and how many calls deep it lies: a call of wave 3 waited for one of wave 2, which waited for one of wave 1. */
export interface RecordedCall {
  readonly upstream: string;
  /** The route template, with the view of the things behind it where the caller chose one. */
  readonly endpoint: string;
  readonly wave: number;
}

/** Turns of the event loop after which all that an answer sets off has been asked for. Loaders need two. */
const QUIET_TURNS = 20;

/**
 * Records the calls of an operation, and what each of them waited for. Answers come back one at a time, in an order
 * that never changes: so the record is no matter of timing, and it is the worst case, in which nothing that hangs on two
 * answers happens to be batched.
 */
export function recordWaves(send: Transport): { send: Transport; take: () => readonly RecordedCall[] } {
  interface Held extends RecordedCall {
    readonly response: Promise<TransportResponse>;
    readonly deliver: (response: Promise<TransportResponse>) => void;
  }
  let calls: RecordedCall[] = [];
  const held: Held[] = [];
  let delivered = 0;
  let running = false;

  const quiet = async () => {
    for (let turns = 0, seen = calls.length; turns < QUIET_TURNS; turns += 1) {
      await nextTurn();
      if (calls.length !== seen) [turns, seen] = [0, calls.length];
    }
  };
  const order = ({ wave, upstream, endpoint }: RecordedCall) => `${wave} ${upstream} ${endpoint}`;

  const run = async () => {
    running = true;
    await quiet();
    while (held.length > 0) {
      held.sort((a, b) => order(a).localeCompare(order(b)));
      const { wave, response, deliver } = held.shift()!;
      await response.catch(() => {});
      delivered = wave;
      deliver(response);
      await quiet();
    }
    running = false;
  };

  return {
    send: (request) =>
      new Promise((deliver) => {
        const call = { upstream: request.upstream, endpoint: endpointOf(request), wave: delivered + 1 };
        calls.push(call);
        held.push({ ...call, response: send(request), deliver });
        if (!running) void run();
      }),
    take: () => {
      const taken = calls;
      calls = [];
      delivered = 0;
      return taken;
    },
  };
}

/** A card that is asked for in full costs the service several times as much: a plan must tell the two apart. */
function endpointOf({ endpoint, url }: TransportRequest): string {
  const view = new URL(url).searchParams.get('view');
  return view === null ? endpoint : `${endpoint}?view=${view}`;
}
