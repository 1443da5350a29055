import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { serviceError } from '../testing/service-error.ts';
import type { Outcome } from './errors.ts';
import type { Call } from './policy.ts';
import { bulkhead, type BulkheadOptions } from './bulkhead.ts';
import { serviceTime } from './service-time.ts';

function unclocked(options: BulkheadOptions) {
  const clock = manualClock();
  return bulkhead(
    options,
    clock,
    serviceTime(clock, () => 0),
  );
}

/** A bulkhead and calls of it that end when the test says so. */
function given(options: BulkheadOptions) {
  const clock = manualClock();
  const policy = bulkhead(
    options,
    clock,
    serviceTime(clock, () => 0),
  );
  const started: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const outcomes: Record<string, string> = {};

  const call = (name: string, signal = new AbortController().signal, deadlineMs = Infinity) => {
    const end = Promise.withResolvers<string>();
    ends.set(name, end);
    const call: Call = {
      name: 'GET /',
      requestId: 'r-1',
      idempotent: true,
      signal,
      deadlineAt: clock.now() + deadlineMs,
    };
    void policy(call, () => {
      started.push(name);
      return end.promise;
    }).then(
      (answer) => (outcomes[name] = answer),
      (error: unknown) => (outcomes[name] = String(error)),
    );
    return settle();
  };
  const answer = (name: string) => {
    ends.get(name)?.resolve('answered');
    return settle();
  };
  const fail = (name: string, error = new Error('failed')) => {
    ends.get(name)?.reject(error);
    return settle();
  };
  return { clock, policy, started, outcomes, call, answer, fail };
}

describe('bulkhead', () => {
  it('lets calls in up to its concurrency, and the rest in the order they came', async () => {
    const { policy, started, call, answer } = given({ concurrency: 2, queue: 3 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await call(name);

    expect(started).toEqual(['a', 'b']);
    expect(policy.status()).toMatchObject({ running: 2, waiting: 3 });

    await answer('b');
    expect(started).toEqual(['a', 'b', 'c']);
    await answer('a');
    await answer('c');
    expect(started).toEqual(['a', 'b', 'c', 'd', 'e']);

    await answer('d');
    await answer('e');
    expect(policy.status()).toMatchObject({ running: 0, waiting: 0 });
  });

  it('never has more under way than its concurrency, however calls come and end', async () => {
    const policy = unclocked({ concurrency: 3, queue: 1_000 });
    let running = 0;
    let most = 0;
    const runs = Array.from({ length: 200 }, async (_, n) => {
      const controller = new AbortController();
      const call: Call = {
        name: 'GET /',
        requestId: 'r-1',
        idempotent: true,
        signal: controller.signal,
        deadlineAt: Infinity,
      };
      const run = policy(call, async () => {
        most = Math.max(most, ++running);
        for (let turn = 0; turn < n % 5; turn++) await settle();
        running -= 1;
        if (n % 7 === 0) throw new Error('failed');
      });
      // Every third caller leaves: some while waiting, some while under way.
      if (n % 3 === 0) void settle().then(() => controller.abort(new Error('gone')));
      return run.catch(() => undefined);
    });
    await Promise.all(runs);

    expect(most).toBe(3);
    expect(policy.status()).toMatchObject({ running: 0, waiting: 0 });
  });

  it('refuses a call at once when the queue is full, and does not blame the service', async () => {
    const { policy, started, outcomes, call, answer } = given({ concurrency: 1, queue: 1 });
    await call('runs');
    await call('waits');

    const refused = policy(
      {
        name: 'GET /',
        requestId: 'r-1',
        idempotent: true,
        signal: new AbortController().signal,
        deadlineAt: Infinity,
      },
      () => expect.unreachable(),
    );

    await expect(refused).rejects.toMatchObject({
      kind: 'bulkhead-full',
      outcome: 'ignored',
      message: 'bulkhead full: 1 calls under way, 1 waiting',
    });
    await answer('runs');
    await answer('waits');
    expect(started).toEqual(['runs', 'waits']);
    expect(outcomes).toEqual({ runs: 'answered', waits: 'answered' });
  });

  it('can do without a queue', async () => {
    const { outcomes, started, call, answer } = given({ concurrency: 1, queue: 0 });
    await call('a');
    await call('b');
    await answer('a');
    await call('c');

    expect(started).toEqual(['a', 'c']);
    expect(outcomes['b']).toContain('bulkhead full');
  });

  it('gives the place of a failed call to the next', async () => {
    const { started, outcomes, call, fail } = given({ concurrency: 1, queue: 1 });
    await call('a');
    await call('b');

    await fail('a');

    expect(outcomes).toEqual({ a: 'Error: failed' });
    expect(started).toEqual(['a', 'b']);
  });

  it('lets a waiting caller leave at once, and passes over its place in the queue', async () => {
    const { policy, started, outcomes, call, answer } = given({ concurrency: 1, queue: 2 });
    const leaver = new AbortController();
    await call('runs');
    await call('leaves', leaver.signal);
    await call('waits');

    leaver.abort(new Error('gone'));
    await settle();

    expect(outcomes).toEqual({ leaves: 'Error: gone' });
    expect(policy.status()).toMatchObject({ running: 1, waiting: 1 });
    // The room it leaves in the queue is room for another.
    await call('late');
    await answer('runs');
    await answer('waits');
    await answer('late');
    expect(started).toEqual(['runs', 'waits', 'late']);
    expect(policy.status()).toMatchObject({ running: 0, waiting: 0 });
  });

  it('loses no place to a caller that leaves just when its turn comes', async () => {
    const { policy, started, call, answer } = given({ concurrency: 1, queue: 2 });
    const leaver = new AbortController();
    await call('runs');
    await call('leaves', leaver.signal);
    await call('waits');

    void answer('runs');
    await Promise.resolve();
    leaver.abort(new Error('gone'));
    await settle();
    await answer('leaves');
    await answer('waits');

    expect(started.at(-1)).toBe('waits');
    expect(policy.status()).toMatchObject({ running: 0, waiting: 0 });
  });

  it('does not begin a call whose client has already gone', async () => {
    const { policy, started, outcomes, call } = given({ concurrency: 1, queue: 1 });

    await call('a', AbortSignal.abort(new Error('gone')));

    expect(started).toEqual([]);
    expect(outcomes).toEqual({ a: 'Error: gone' });
    expect(policy.status()).toMatchObject({ running: 0, waiting: 0 });
  });

  it('leaves no listener on a signal once its call has a place', async () => {
    const { call, answer } = given({ concurrency: 1, queue: 1 });
    const { signal } = new AbortController();
    await call('a', signal);
    await call('b', signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);

    await answer('a');

    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('keeps the place of a call that throws before it returns a promise', async () => {
    const policy = unclocked({ concurrency: 1, queue: 0 });
    const call: Call = {
      name: 'GET /',
      requestId: 'r-1',
      idempotent: true,
      signal: new AbortController().signal,
      deadlineAt: Infinity,
    };
    const next = vi.fn((): Promise<string> => {
      throw new Error('at once');
    });

    await expect(policy(call, next)).rejects.toThrow('at once');
    expect(policy.status()).toMatchObject({ running: 0, waiting: 0 });
  });
});

describe('bulkhead, with little time left', () => {
  const options = { concurrency: 1, queue: 3, minRemainingMs: 50 };

  it('passes over a call whose turn comes too late to be answered, and does not blame the service', async () => {
    const { clock, policy, started, outcomes, call, answer } = given(options);
    await call('runs');
    await call('late', undefined, 149);
    await call('in time', undefined, 150);
    await clock.advance(100);

    await answer('runs');

    expect(started).toEqual(['runs', 'in time']);
    expect(outcomes['late']).toContain('no time left when its turn came');
    expect(policy.status()).toMatchObject({ running: 1, waiting: 0 });
  });

  it('leaves no listener on the signal of a call that it passes over', async () => {
    const { clock, call, answer } = given(options);
    const { signal } = new AbortController();
    await call('runs');
    await call('late', signal, 100);
    await clock.advance(100);

    await answer('runs');

    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('never asks it of a call that need not wait', async () => {
    const { started, call } = given(options);

    await call('short', undefined, 1);

    expect(started).toEqual(['short']);
  });
});

describe('bulkhead, with an adaptive limit', () => {
  const ended = (outcome: Outcome) => serviceError({ outcome });

  function adaptive({ concurrency = 10, queue = 100, minimum = 2, slowMs = 100 } = {}) {
    const all = given({ concurrency, queue, adaptive: { minimum, slowMs } });
    let calls = 0;
    /** One call after the other, each answered after `tookMs`. */
    const answered = async (count: number, tookMs: number) => {
      for (let n = 0; n < count; n++) {
        const name = `call ${(calls += 1)}`;
        await all.call(name);
        await all.clock.advance(tookMs);
        await all.answer(name);
      }
    };
    const limit = () => all.policy.status().limit;
    return { ...all, answered, limit };
  }

  it('begins at its concurrency and never grows beyond it', async () => {
    const { answered, limit } = adaptive();
    expect(limit()).toBe(10);

    await answered(100, 1);

    expect(limit()).toBe(10);
  });

  it('takes a tenth away for a slow answer, down to its minimum', async () => {
    const { answered, limit } = adaptive();
    const limits = [];
    for (let n = 0; n < 20; n++) {
      await answered(1, 101);
      limits.push(limit());
    }

    expect(limits.slice(0, 6)).toEqual([9, 8, 7, 6, 5, 5]);
    expect(limits.at(-1)).toBe(2);
  });

  it('takes an answer in exactly its time for a good one', async () => {
    const { answered, limit } = adaptive();

    await answered(20, 100);

    expect(limit()).toBe(10);
  });

  it('lowers the limit once for all calls that suffer together', async () => {
    const { clock, call, answer, fail, limit } = adaptive();
    const names = Array.from({ length: 10 }, (_, n) => String(n));
    for (const name of names) await call(name);
    await clock.advance(101);

    for (const name of names.slice(0, 5)) await answer(name);
    await clock.advance(99);
    for (const name of names.slice(5, 8)) await fail(name, ended('failure'));
    expect(limit()).toBe(9);
    await clock.advance(1);
    await answer('9');
    expect(limit()).toBe(8);
  });

  it('counts a failure, however fast', async () => {
    const { call, fail, limit } = adaptive();
    await call('a');

    await fail('a', ended('failure'));

    expect(limit()).toBe(9);
  });

  it.each([
    ['a refusal that says nothing about the service', ended('ignored')],
    ['a client that leaves', new Error('gone')],
  ])('learns nothing from %s, unless it took long', async (_what, error) => {
    const { clock, call, fail, answered, limit } = adaptive();
    await answered(1, 101);
    await clock.advance(100);

    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']) {
      await call(name);
      await fail(name, error);
    }
    expect(limit()).toBe(9);

    await call('long');
    await clock.advance(101);
    await fail('long', error);
    expect(limit()).toBe(8);
  });

  it('gains about one place with as many good answers as it has places', async () => {
    const { answered, limit } = adaptive();
    for (let n = 0; n < 20; n++) await answered(1, 101);
    expect(limit()).toBe(2);

    // From 2: a half, then two fifths, then a little more than a third.
    await answered(2, 1);
    expect(limit()).toBe(2);
    await answered(1, 1);
    expect(limit()).toBe(3);
    await answered(100, 1);
    expect(limit()).toBe(10);
  });

  it('lets nobody in while more are under way than it allows by now', async () => {
    const { policy, started, call, answer, fail } = adaptive({ concurrency: 20 });
    for (let n = 1; n <= 22; n++) await call(String(n));
    await fail('1', ended('failure'));
    expect(policy.status()).toEqual({ running: 19, waiting: 2, limit: 18 });

    await answer('2');
    expect(started).toHaveLength(20);
    await answer('3');
    expect(started.slice(20)).toEqual(['21']);
    expect(policy.status()).toEqual({ running: 18, waiting: 1, limit: 18 });
  });

  it('lets more than one waiting call in when it has grown', async () => {
    const { clock, policy, started, call, answer, fail } = adaptive({ concurrency: 2, minimum: 1 });
    await call('fails');
    await fail('fails', ended('failure'));
    expect(policy.status().limit).toBe(1);
    await call('a');
    await call('b');
    await call('c');
    expect(started).toEqual(['fails', 'a']);

    // 1.8 and a little more than a half of a place are two.
    await clock.advance(1);
    await answer('a');

    expect(started).toEqual(['fails', 'a', 'b', 'c']);
    expect(policy.status()).toEqual({ running: 2, waiting: 0, limit: 2 });
  });

  it('bounds its queue as ever', async () => {
    const { outcomes, call, fail } = adaptive({ concurrency: 2, minimum: 1, queue: 1 });
    await call('a');
    await fail('a', ended('failure'));
    await call('runs');
    await call('waits');
    await call('refused');

    expect(outcomes['refused']).toContain('bulkhead full');
    expect(outcomes['waits']).toBeUndefined();
  });
});

it('the bulkhead does not take the delay of this process for a slow service', async () => {
  const clock = manualClock();
  let ownDelayMs = 190;
  const policy = bulkhead(
    { concurrency: 10, queue: 0, adaptive: { minimum: 1, slowMs: 100 } },
    clock,
    serviceTime(clock, () => ownDelayMs),
  );
  const call: Call = {
    name: 'GET /',
    requestId: 'r-1',
    idempotent: true,
    signal: new AbortController().signal,
    deadlineAt: Infinity,
  };
  const took = async (ms: number) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const outcome = policy(call, () => promise);
    await clock.advance(ms);
    resolve('answer');
    await outcome;
  };

  await took(200);
  expect(policy.status().limit).toBe(10);

  ownDelayMs = 50;
  await took(200);
  expect(policy.status().limit).toBe(9);
});

it('the bulkhead refuses nobody for the time that this process was too busy for', async () => {
  const clock = manualClock();
  let ownDelayMs = 60;
  const policy = bulkhead(
    { concurrency: 1, queue: 2, minRemainingMs: 50 },
    clock,
    serviceTime(clock, () => ownDelayMs),
  );
  const start = () => {
    const end = Promise.withResolvers<string>();
    const call: Call = {
      name: 'GET /',
      requestId: 'r-1',
      idempotent: true,
      signal: new AbortController().signal,
      deadlineAt: clock.now() + 100,
    };
    return { end, outcome: policy(call, () => end.promise).catch(({ message }: Error) => message) };
  };
  const [first, second, third] = [start(), start(), start()];

  await clock.advance(80);
  first.end.resolve('answer');
  await settle();
  second.end.resolve('answer');
  ownDelayMs = 20;
  await settle();

  expect(await second.outcome).toBe('answer');
  expect(await third.outcome).toBe('no time left when its turn came');
});
