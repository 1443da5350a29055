import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { settle } from '../../testing/manual-clock.ts';
import type { Call } from '../policy.ts';
import { bulkhead, type BulkheadOptions } from './bulkhead.ts';

/** A bulkhead and calls of it that end when the test says so. */
function given(options: BulkheadOptions) {
  const policy = bulkhead(options);
  const started: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const outcomes: Record<string, string> = {};

  const call = (name: string, signal = new AbortController().signal) => {
    const end = Promise.withResolvers<string>();
    ends.set(name, end);
    const call: Call = { upstream: 'catalog', endpoint: 'GET /', signal, deadlineAt: Infinity };
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
  const fail = (name: string) => {
    ends.get(name)?.reject(new Error('failed'));
    return settle();
  };
  return { policy, started, outcomes, call, answer, fail };
}

describe('bulkhead', () => {
  it('lets calls in up to its concurrency, and the rest in the order they came', async () => {
    const { policy, started, call, answer } = given({ concurrency: 2, queue: 3 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await call(name);

    expect(started).toEqual(['a', 'b']);
    expect(policy.status()).toEqual({ running: 2, waiting: 3 });

    await answer('b');
    expect(started).toEqual(['a', 'b', 'c']);
    await answer('a');
    await answer('c');
    expect(started).toEqual(['a', 'b', 'c', 'd', 'e']);

    await answer('d');
    await answer('e');
    expect(policy.status()).toEqual({ running: 0, waiting: 0 });
  });

  it('never has more under way than its concurrency, however calls come and end', async () => {
    const policy = bulkhead({ concurrency: 3, queue: 1_000 });
    let running = 0;
    let most = 0;
    const runs = Array.from({ length: 200 }, async (_, n) => {
      const controller = new AbortController();
      const call: Call = {
        upstream: 'catalog',
        endpoint: 'GET /',
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
    expect(policy.status()).toEqual({ running: 0, waiting: 0 });
  });

  it('refuses a call at once when the queue is full, and does not blame the service', async () => {
    const { policy, started, outcomes, call, answer } = given({ concurrency: 1, queue: 1 });
    await call('runs');
    await call('waits');

    const refused = policy(
      {
        upstream: 'catalog',
        endpoint: 'GET /',
        signal: new AbortController().signal,
        deadlineAt: Infinity,
      },
      () => expect.unreachable(),
    );

    await expect(refused).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'ignored',
      reason: 'bulkhead full: 1 calls under way, 1 waiting',
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
    expect(outcomes['b']).toContain('catalog service is unavailable');
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
    expect(policy.status()).toEqual({ running: 1, waiting: 1 });
    // The room it leaves in the queue is room for another.
    await call('late');
    await answer('runs');
    await answer('waits');
    await answer('late');
    expect(started).toEqual(['runs', 'waits', 'late']);
    expect(policy.status()).toEqual({ running: 0, waiting: 0 });
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
    expect(policy.status()).toEqual({ running: 0, waiting: 0 });
  });

  it('does not begin a call whose client has already gone', async () => {
    const { policy, started, outcomes, call } = given({ concurrency: 1, queue: 1 });

    await call('a', AbortSignal.abort(new Error('gone')));

    expect(started).toEqual([]);
    expect(outcomes).toEqual({ a: 'Error: gone' });
    expect(policy.status()).toEqual({ running: 0, waiting: 0 });
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
    const policy = bulkhead({ concurrency: 1, queue: 0 });
    const call: Call = {
      upstream: 'catalog',
      endpoint: 'GET /',
      signal: new AbortController().signal,
      deadlineAt: Infinity,
    };
    const next = vi.fn((): Promise<string> => {
      throw new Error('at once');
    });

    await expect(policy(call, next)).rejects.toThrow('at once');
    expect(policy.status()).toEqual({ running: 0, waiting: 0 });
  });
});
