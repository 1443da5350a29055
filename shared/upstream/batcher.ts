import { UpstreamError } from './errors.ts';
import type { Operation } from './operation.ts';
import { sharedCall, type Caller, type SharedCall, type WaitLimits } from './shared-call.ts';

/** Where an id has a value. */
interface HasValue {
  readonly value: unknown;
}

/** What became of one id. */
export type Outcome<Found extends HasValue> =
  | Found
  | {
      readonly error: Error;
      /** Other ids of its call may be the reason: asked for without them, it may have a value. */
      readonly retryAlone?: boolean;
    };

/** Merges what operations ask of one bulk endpoint at the same time. */
export interface Batcher<Found extends HasValue> {
  /** What becomes of each of `ids` (one or more, distinct), and perhaps of others. Never rejects. */
  readonly load: (
    operation: Operation,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, Outcome<Found>>>;
}

export interface BatcherOptions extends WaitLimits {
  /** Most ids of one call. */
  readonly maxIds: number;
  /** Whether ids wait while a call is under way, to travel together; else every load is calls of its own. */
  readonly batching: boolean;
  /** Whether an id that is on its way already is waited for instead of being asked for again. */
  readonly singleFlight: boolean;
  /** Told how many ids were spared a place in a call. */
  readonly onJoined: (ids: number) => void;
  /** Told when it has nothing under way any more. */
  readonly onIdle: () => void;
}

/**
 * No id waits longer than this for the others (ms): a call that hangs must not hold whoever comes after it. A healthy
 * service answers sooner, so under load it is the answers that set the pace.
 */
const LONGEST_WAIT_MS = 10;

/** One operation's request: it is over when each of its ids has been settled. */
class Load<Found extends HasValue> {
  readonly operation: Operation;
  readonly outcomes: Promise<ReadonlyMap<string, Outcome<Found>>>;
  readonly #resolve: (outcomes: ReadonlyMap<string, Outcome<Found>>) => void;
  readonly #ids: number;
  readonly #settled = new Map<string, Outcome<Found>>();

  /** @param ids how many it is for */
  constructor(operation: Operation, ids: number) {
    const { promise, resolve } = Promise.withResolvers<ReadonlyMap<string, Outcome<Found>>>();
    this.operation = operation;
    this.outcomes = promise;
    this.#resolve = resolve;
    this.#ids = ids;
  }

  /** What a call had for some of its ids, or for all of them, as it is most often. */
  found(ids: readonly string[], outcomes: ReadonlyMap<string, Outcome<Found>>): void {
    if (ids.length === this.#ids) return this.#resolve(outcomes);
    for (const id of ids) this.#settled.set(id, outcomes.get(id)!);
    this.#endWhenWhole();
  }

  failed(ids: readonly string[], error: Error): void {
    for (const id of ids) this.#settled.set(id, { error });
    this.#endWhenWhole();
  }

  #endWhenWhole(): void {
    if (this.#settled.size === this.#ids) this.#resolve(this.#settled);
  }
}

/**
 * The first call goes out at once, with no wait for more. What is asked for while calls are under way waits until one
 * of them has ended, or until it fills a call, and goes out together: so the busier the service, the more
 * operations share a call.
 *
 * @param send answers every id of one call, at most `maxIds`
 */
export function batcher<Found extends HasValue>(
  options: BatcherOptions,
  send: (caller: Caller, ids: readonly string[]) => Promise<ReadonlyMap<string, Outcome<Found>>>,
): Batcher<Found> {
  const { clock, maxIds, batching, onJoined, onIdle } = options;
  type Call = SharedCall<ReadonlyMap<string, Outcome<Found>>>;
  const flying = new Map<string, Call>();
  const waiting = new Map<string, Load<Found>[]>();
  let underWay = 0;
  let cancelWait = () => {};

  /** Begins one call for `ids`, for the loads that want them. */
  const dispatch = (wanted: ReadonlyMap<Load<Found>, readonly string[]>, ids: readonly string[]) => {
    const loads = [...wanted.keys()];
    const call = sharedCall(
      loads.map(({ operation }) => operation),
      options,
      (caller) => send(caller, ids),
    );
    underWay += 1;
    for (const id of ids) flying.set(id, call);
    for (const [load, own] of wanted) void take(call, load, own, loads.length > 1);
    void call.ended.then(() => {
      underWay -= 1;
      for (const id of ids) if (flying.get(id) === call) flying.delete(id);
      dispatchWaiting(waiting.size);
      if (underWay === 0) onIdle();
    });
  };

  const dispatchAlone = (load: Load<Found>, ids: readonly string[]) => {
    for (let start = 0; start < ids.length; start += maxIds) {
      const chunk = ids.slice(start, start + maxIds);
      dispatch(new Map([[load, chunk]]), chunk);
    }
  };

  const take = async (call: Call, load: Load<Found>, ids: readonly string[], merged: boolean) => {
    try {
      const found = await call.join(load.operation);
      const alone = merged ? ids.filter((id) => 'retryAlone' in found.get(id)!) : [];
      if (alone.length === 0) return load.found(ids, found);
      load.found(
        ids.filter((id) => !alone.includes(id)),
        found,
      );
      dispatchAlone(load, alone);
    } catch (error) {
      // One operation's bad id must not cost the others theirs: each asks for its own.
      if (merged && error instanceof UpstreamError && error.code === 'BAD_USER_INPUT') {
        dispatchAlone(load, ids);
      } else load.failed(ids, error as Error);
    }
  };

  /** The first `count` of those that wait. */
  const dispatchWaiting = (count: number) => {
    const ids = [...waiting.keys()].slice(0, count);
    for (let start = 0; start < ids.length; start += maxIds) {
      const chunk: string[] = [];
      const wanted = new Map<Load<Found>, string[]>();
      for (const id of ids.slice(start, start + maxIds)) {
        let asked = false;
        for (const load of waiting.get(id)!) {
          const { signal } = load.operation;
          if (signal.aborted) {
            load.failed([id], signal.reason as Error);
            continue;
          }
          asked = true;
          const own = wanted.get(load);
          if (own) own.push(id);
          else wanted.set(load, [id]);
        }
        waiting.delete(id);
        if (asked) chunk.push(id);
      }
      if (chunk.length > 0) dispatch(wanted, chunk);
    }
    if (waiting.size === 0) cancelWait();
  };

  const wait = (load: Load<Found>, ids: readonly string[]) => {
    if (waiting.size === 0) {
      cancelWait();
      cancelWait = clock.after(LONGEST_WAIT_MS, () => dispatchWaiting(waiting.size));
    }
    for (const id of ids) {
      const others = waiting.get(id);
      if (others) {
        others.push(load);
        onJoined(1);
      } else waiting.set(id, [load]);
    }
    if (waiting.size >= maxIds) dispatchWaiting(waiting.size - (waiting.size % maxIds));
  };

  return {
    load: (operation, ids) => {
      const load = new Load<Found>(operation, ids.length);
      const joined = new Map<Call, string[]>();
      const missing: string[] = [];
      for (const id of ids) {
        const call = options.singleFlight ? flying.get(id) : undefined;
        if (!call?.serves(operation)) missing.push(id);
        else if (joined.has(call)) joined.get(call)!.push(id);
        else joined.set(call, [id]);
      }
      if (joined.size > 0) onJoined(ids.length - missing.length);
      for (const [call, own] of joined) void take(call, load, own, true);
      if (missing.length > 0) {
        if (batching && underWay > 0) wait(load, missing);
        else dispatchAlone(load, missing);
      }
      return load.outcomes;
    },
  };
}
