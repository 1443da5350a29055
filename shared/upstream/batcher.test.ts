import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { batcher, type BatcherOptions, type Outcome } from './batcher.ts';
import { UpstreamError, type UpstreamErrorCode } from './errors.ts';
import type { Operation } from './operation.ts';
import type { Caller } from './shared-call.ts';

const expired = new Error('the operation has no time left');
const unread = new Error('an item could not be read');
const gone = new Error('the client closed the connection');
const failed = (code: UpstreamErrorCode) =>
  new UpstreamError(code, 'shop', { reason: 'a test', outcome: 'failure' });

/** A batcher whose every call waits for the test to end it. */
function given(options: Partial<BatcherOptions> = {}) {
  const clock = manualClock();
  const calls: {
    readonly ids: readonly string[];
    readonly caller: Caller;
    readonly answer: () => Promise<void>;
    /** Answers without an item for these ids, which may be among those that could not be read. */
    readonly spoil: (...spoilt: readonly string[]) => Promise<void>;
    readonly fail: (error: Error) => Promise<void>;
  }[] = [];
  const told = { joined: 0, idle: 0 };
  const { load } = batcher<{ value: string }>(
    {
      clock,
      limitMs: 500,
      expired: () => expired,
      maxIds: 4,
      batching: true,
      singleFlight: true,
      onJoined: (ids) => (told.joined += ids),
      onIdle: () => (told.idle += 1),
      ...options,
    },
    (caller, ids) => {
      const { promise, resolve, reject } =
        Promise.withResolvers<ReadonlyMap<string, Outcome<{ value: string }>>>();
      caller.signal.addEventListener('abort', () => reject(caller.signal.reason as Error));
      calls.push({
        ids,
        caller,
        answer: () => (resolve(new Map(ids.map((id) => [id, { value: `the ${id}` }]))), settle()),
        spoil: (...spoilt) => {
          const outcome = (id: string): Outcome<{ value: string }> =>
            spoilt.includes(id) ? { error: unread, retryAlone: true } : { value: `the ${id}` };
          resolve(new Map(ids.map((id) => [id, outcome(id)])));
          return settle();
        },
        fail: (error) => (reject(error), settle()),
      });
      return promise;
    },
  );
  let operations = 0;
  /** One operation that asks for `ids`, separated by blanks; `outcome` has what became of each as soon as all is known. */
  const ask = (ids: string, { deadlineMs = 10_000 } = {}) => {
    const client = new AbortController();
    const scope: Operation = {
      requestId: `r-${operations++}`,
      signal: client.signal,
      deadlineAt: clock.now() + deadlineMs,
      principal: null,
    };
    const operation = {
      client,
      outcome: null as Record<string, string | Error> | null,
      listeners: () => getEventListeners(client.signal, 'abort').length,
    };
    void load(scope, ids.split(' ')).then((settled) => {
      operation.outcome = Object.fromEntries(
        ids.split(' ').map((id) => {
          const each = settled.get(id)!;
          return [id, 'error' in each ? each.error : each.value];
        }),
      );
    });
    return operation;
  };
  return { clock, calls, told, ask, asked: () => calls.map(({ ids }) => ids.join(' ')) };
}

describe('the first call', () => {
  it('goes out at once, with no timer', async () => {
    const { ask, asked, calls, clock, told } = given();

    const operation = ask('a b');
    expect(asked()).toEqual(['a b']);
    expect(clock.pending()).toBe(0);
    await calls[0]!.answer();

    expect(operation.outcome).toEqual({ a: 'the a', b: 'the b' });
    expect(told).toEqual({ joined: 0, idle: 1 });
  });

  it('is split at the limit', async () => {
    const { ask, asked, calls } = given();

    const operation = ask('a b c d e f g h i');
    expect(asked()).toEqual(['a b c d', 'e f g h', 'i']);
    await calls[2]!.answer();
    await calls[0]!.answer();
    expect(operation.outcome).toBeNull();
    await calls[1]!.answer();

    expect(Object.values(operation.outcome!).toSorted()).toEqual([...'abcdefghi'].map((id) => `the ${id}`));
  });
});

describe('what is asked for while a call is under way', () => {
  it('goes out together when the call ends', async () => {
    const { ask, asked, calls, clock, told } = given();
    const operations = [ask('a'), ask('b'), ask('c')];
    expect(asked()).toEqual(['a']);

    await calls[0]!.answer();
    expect(asked()).toEqual(['a', 'b c']);
    expect(clock.pending()).toBe(0);
    await calls[1]!.answer();

    expect(operations.map(({ outcome }) => outcome)).toEqual([
      { a: 'the a' },
      { b: 'the b' },
      { c: 'the c' },
    ]);
    expect(told).toEqual({ joined: 0, idle: 1 });
  });

  it('goes out together when the call fails', async () => {
    const { ask, asked, calls } = given();
    ask('a');
    ask('b');
    ask('c');

    await calls[0]!.fail(failed('UPSTREAM_UNAVAILABLE'));

    expect(asked()).toEqual(['a', 'b c']);
  });

  it('goes out as soon as it fills a call, and what is left over waits on', async () => {
    const { ask, asked, calls } = given();
    ask('a');
    ask('b c');
    expect(asked()).toEqual(['a']);
    const operation = ask('d e f');
    expect(asked()).toEqual(['a', 'b c d e']);

    await calls[0]!.answer();
    expect(asked()).toEqual(['a', 'b c d e', 'f']);
    await calls[1]!.answer();
    await calls[2]!.answer();

    expect(operation.outcome).toEqual({ d: 'the d', e: 'the e', f: 'the f' });
  });

  it('goes out after ten milliseconds, whatever becomes of the call', async () => {
    const { ask, asked, clock } = given();
    ask('a');
    ask('b');
    await clock.advance(5);
    ask('c');
    await clock.advance(4);
    expect(asked()).toEqual(['a']);

    await clock.advance(1);
    expect(asked()).toEqual(['a', 'b c']);
    ask('d');
    await clock.advance(9);
    expect(asked()).toEqual(['a', 'b c']);
    await clock.advance(1);

    expect(asked()).toEqual(['a', 'b c', 'd']);
    expect(clock.pending()).toBe(0);
  });

  it('travels for the first who waits, with the time of the most patient', async () => {
    const { ask, calls, clock } = given();
    ask('a');
    ask('b', { deadlineMs: 100 });
    ask('c', { deadlineMs: 300 });

    await calls[0]!.answer();

    expect(calls[1]!.caller).toMatchObject({ requestId: 'r-1', deadlineAt: clock.now() + 300 });
  });

  it('costs one call a batch, however many operations ask', async () => {
    const { ask, asked, calls } = given({ maxIds: 100 });

    const operations = Array.from({ length: 90 }, (_, n) => ask(`id-${n}`));
    await calls[0]!.answer();
    await calls[1]!.answer();

    expect(asked()).toHaveLength(2);
    expect(operations.map(({ outcome }) => outcome)).toEqual(
      operations.map((_, n) => ({ [`id-${n}`]: `the id-${n}` })),
    );
  });
});

describe('an id that is asked for twice', () => {
  it('is waited for where it is under way', async () => {
    const { ask, asked, calls, told } = given();

    const operations = [ask('a b'), ask('b'), ask('b a')];
    expect(asked()).toEqual(['a b']);
    await calls[0]!.answer();

    expect(operations.map(({ outcome }) => outcome)).toEqual([
      { a: 'the a', b: 'the b' },
      { b: 'the b' },
      { b: 'the b', a: 'the a' },
    ]);
    expect(told).toEqual({ joined: 3, idle: 1 });
  });

  it('takes one place where it waits', async () => {
    const { ask, asked, calls, told } = given();

    ask('a');
    const operations = [ask('b c'), ask('c d')];
    await calls[0]!.answer();
    expect(asked()).toEqual(['a', 'b c d']);
    await calls[1]!.answer();

    expect(operations.map(({ outcome }) => outcome)).toEqual([
      { b: 'the b', c: 'the c' },
      { c: 'the c', d: 'the d' },
    ]);
    expect(told.joined).toBe(1);
  });

  it('is gathered from every call that has some', async () => {
    const { ask, asked, calls } = given();

    ask('a b c d e');
    const operation = ask('d e f');
    await calls[1]!.answer();
    expect(asked()).toEqual(['a b c d', 'e', 'f']);
    await calls[2]!.answer();
    expect(operation.outcome).toBeNull();
    await calls[0]!.answer();

    expect(operation.outcome).toEqual({ d: 'the d', e: 'the e', f: 'the f' });
  });

  it('is asked for again by who has more time than the call under way', async () => {
    const { ask, asked, calls } = given();

    const hurried = ask('a', { deadlineMs: 100 });
    const patient = ask('a');
    await calls[0]!.answer();
    expect(asked()).toEqual(['a', 'a']);
    expect([hurried.outcome, patient.outcome]).toEqual([{ a: 'the a' }, null]);
    await calls[1]!.answer();

    expect(patient.outcome).toEqual({ a: 'the a' });
  });

  it('is then waited for in the newer call, though the older one has ended', async () => {
    const { ask, asked, calls } = given({ batching: false });

    ask('a', { deadlineMs: 100 });
    ask('a');
    await calls[0]!.answer();
    const operation = ask('a');
    await calls[1]!.answer();

    expect(asked()).toEqual(['a', 'a']);
    expect(operation.outcome).toEqual({ a: 'the a' });
  });

  it('is asked for again once it was answered', async () => {
    const { ask, asked, calls } = given();
    ask('a');
    await calls[0]!.answer();
    ask('a');

    expect(asked()).toEqual(['a', 'a']);
  });
});

describe('a client that leaves', () => {
  it('costs nobody else the call that they share', async () => {
    const { ask, calls } = given();
    ask('a');
    const [leaving, staying] = [ask('b'), ask('c')];
    await calls[0]!.answer();

    leaving.client.abort(gone);
    await settle();
    expect([leaving.outcome, staying.outcome]).toEqual([{ b: gone }, null]);
    expect(calls[1]!.caller.signal.aborted).toBe(false);
    await calls[1]!.answer();

    expect(staying.outcome).toEqual({ c: 'the c' });
    expect([leaving.listeners(), staying.listeners()]).toEqual([0, 0]);
  });

  it('costs nobody who joined its call', async () => {
    const { ask, calls } = given();
    const [leaving, joined] = [ask('a'), ask('a')];

    leaving.client.abort(gone);
    await calls[0]!.answer();

    expect([leaving.outcome, joined.outcome]).toEqual([{ a: gone }, { a: 'the a' }]);
  });

  it('while it waits takes its ids along, and not those that others want too', async () => {
    const { ask, asked, calls } = given();
    ask('a');
    const leaving = ask('b c');
    ask('c d');
    leaving.client.abort(gone);

    await calls[0]!.answer();

    expect(asked()).toEqual(['a', 'c d']);
    expect(leaving.outcome).toEqual({ b: gone, c: gone });
  });

  it('as the last one ends the call, and a new one is made for who comes after', async () => {
    const { ask, asked, calls, told } = given();
    const leaving = [ask('a'), ask('a')];
    leaving.forEach(({ client }) => client.abort(gone));
    expect(calls[0]!.caller.signal).toMatchObject({ aborted: true, reason: gone });

    const operation = ask('a');
    await settle();
    expect(asked()).toEqual(['a', 'a']);
    await calls[1]!.answer();

    expect(operation.outcome).toEqual({ a: 'the a' });
    expect(told.idle).toBe(1);
  });

  it('as the only one that waits leaves nothing behind', async () => {
    const { ask, asked, calls, clock, told } = given();
    ask('a');
    const leaving = ask('b');
    leaving.client.abort(gone);

    await calls[0]!.answer();

    expect(asked()).toEqual(['a']);
    expect(leaving.outcome).toEqual({ b: gone });
    expect([clock.pending(), leaving.listeners(), told.idle]).toEqual([0, 0, 1]);
  });
});

it('a deadline that passes ends the wait of that operation alone', async () => {
  const { ask, calls, clock } = given();
  ask('a');
  const [hurried, patient] = [ask('b', { deadlineMs: 100 }), ask('c')];
  await calls[0]!.answer();

  await clock.advance(100);
  expect([hurried.outcome, patient.outcome]).toEqual([{ b: expired }, null]);
  await calls[1]!.answer();

  expect(patient.outcome).toEqual({ c: 'the c' });
  expect(clock.pending()).toBe(0);
});

describe('a call that fails', () => {
  it('fails for everyone it was made for, and for nobody else', async () => {
    const { ask, calls } = given();
    const first = ask('a');
    const merged = [ask('b'), ask('c d')];
    await calls[0]!.answer();
    merged.push(ask('d'));
    const down = failed('UPSTREAM_UNAVAILABLE');

    await calls[1]!.fail(down);

    expect(merged.map(({ outcome }) => outcome)).toEqual([{ b: down }, { c: down, d: down }, { d: down }]);
    expect(first.outcome).toEqual({ a: 'the a' });
    expect(calls).toHaveLength(2);
  });

  it('costs an operation only the ids that it carried', async () => {
    const { ask, calls } = given();
    const operation = ask('a b c d e');
    const down = failed('UPSTREAM_TIMEOUT');

    await calls[0]!.fail(down);
    await calls[1]!.answer();

    expect(operation.outcome).toEqual({ a: down, b: down, c: down, d: down, e: 'the e' });
  });
});

describe('a call that is refused', () => {
  const refused = failed('BAD_USER_INPUT');

  it('is made again for each operation that shared it, so that only one pays for its bad id', async () => {
    const { ask, asked, calls, told } = given();
    ask('a');
    const operations = [ask('b c'), ask('bad'), ask('d')];
    await calls[0]!.answer();
    await calls[1]!.fail(refused);
    expect(asked()).toEqual(['a', 'b c bad d', 'b c', 'bad', 'd']);

    await calls[2]!.answer();
    await calls[3]!.fail(refused);
    await calls[4]!.answer();

    expect(operations.map(({ outcome }) => outcome)).toEqual([
      { b: 'the b', c: 'the c' },
      { bad: refused },
      { d: 'the d' },
    ]);
    expect(calls).toHaveLength(5);
    expect(told.idle).toBeGreaterThan(0);
  });

  it('is made again for who only joined it', async () => {
    const { ask, asked, calls } = given();
    const [first, joined] = [ask('bad b'), ask('b')];

    await calls[0]!.fail(refused);
    expect(asked()).toEqual(['bad b', 'b']);
    await calls[1]!.answer();

    expect([first.outcome, joined.outcome]).toEqual([{ bad: refused, b: refused }, { b: 'the b' }]);
  });

  it('is not made again for one operation alone', async () => {
    const { ask, calls } = given();
    const operation = ask('a bad');

    await calls[0]!.fail(refused);

    expect(operation.outcome).toEqual({ a: refused, bad: refused });
    expect(calls).toHaveLength(1);
  });
});

describe('an answer of which something could not be read', () => {
  it('is asked for again by each operation whose id is missing, so that it costs nobody else', async () => {
    const { ask, asked, calls } = given();
    ask('a');
    const [bad, other] = [ask('b bad'), ask('none')];
    await calls[0]!.answer();

    await calls[1]!.spoil('bad', 'none');
    expect(asked()).toEqual(['a', 'b bad none', 'bad', 'none']);
    await calls[2]!.spoil('bad');
    await calls[3]!.answer();

    expect(bad.outcome).toEqual({ b: 'the b', bad: unread });
    expect(other.outcome).toEqual({ none: 'the none' });
  });
});

describe('switched off', () => {
  const off = { batching: false, singleFlight: false };

  it('every operation asks for itself, at once', async () => {
    const { ask, asked, calls, clock, told } = given(off);

    const operations = [ask('a b'), ask('a b'), ask('b'), ask('c d e f g')];
    expect(asked()).toEqual(['a b', 'a b', 'b', 'c d e f', 'g']);
    expect(clock.pending()).toBe(0);
    await calls[1]!.answer();

    expect(operations.map(({ outcome }) => outcome !== null)).toEqual([false, true, false, false]);
    expect(told).toEqual({ joined: 0, idle: 0 });
  });

  it('one whose call fails fails alone', async () => {
    const { ask, calls } = given(off);
    const operations = [ask('a'), ask('a')];

    await calls[0]!.fail(failed('UPSTREAM_UNAVAILABLE'));
    await calls[1]!.answer();

    expect(operations.map(({ outcome }) => outcome)).toEqual([
      { a: expect.any(UpstreamError) },
      { a: 'the a' },
    ]);
  });

  it('batching alone, what is under way is still waited for, and nothing else', () => {
    const { ask, asked } = given({ batching: false });

    ask('a b');
    ask('b c');
    ask('d');

    expect(asked()).toEqual(['a b', 'c', 'd']);
  });

  it('single flight alone, what is under way is asked for again, together', async () => {
    const { ask, asked, calls } = given({ singleFlight: false });
    ask('a');
    ask('a');
    ask('b');

    await calls[0]!.answer();

    expect(asked()).toEqual(['a', 'a b']);
  });
});
