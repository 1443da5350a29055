import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock, type Clock } from '../lib/clock.ts';
import { serviceError } from '../testing/service-error.ts';
import { PolicyError, type Outcome } from './errors.ts';
import { breaker, type BreakerOptions } from './breaker.ts';
import { serviceTime } from './service-time.ts';

// Opossum's timer is the runner's, so the clock must be as well. In whole milliseconds, to meet limits exactly.
const clock: Clock = { ...systemClock, now: () => Date.now() };
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const options: BreakerOptions = {
  failureRatio: 0.5,
  slowCallRatio: 0.8,
  slowCallMs: 1_000,
  minimumCalls: 4,
  windowMs: 10_000,
  openMs: 5_000,
  probes: { permitted: 3, toClose: 2 },
};

type Work = () => Promise<unknown>;

function given(overrides: Partial<BreakerOptions> = {}, ownDelayMs = (_sinceMs: number) => 0) {
  const changes: string[] = [];
  const policy = breaker(
    Object.freeze({ ...options, ...overrides }),
    clock,
    serviceTime(clock, ownDelayMs),
    (state) => changes.push(state),
  );
  onTestFinished(policy.close);
  const state = () => policy.status().state;
  const asked = vi.fn();

  const run = (work: Work, signal = new AbortController().signal) =>
    policy(
      {
        name: 'GET /',
        requestId: 'r',
        idempotent: true,
        signal,
        deadlineAt: Infinity,
      },
      () => (asked(), work()),
    ).catch((error: unknown) => error);
  const error = (outcome: Outcome) => serviceError({ outcome });
  const succeed = () => Promise.resolve('answer');
  const fail = () => Promise.reject(error('failure'));
  const ignore = () => Promise.reject(error('ignored'));
  const times = async (count: number, work: Work) => {
    for (let n = 0; n < count; n++) await run(work);
  };
  /** A call that is under way until the test ends it. */
  const begin = (signal?: AbortSignal) => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const done = run(() => promise, signal);
    return {
      succeed: () => (resolve('answer'), done),
      fail: () => (reject(error('failure')), done),
      ignore: () => (reject(error('ignored')), done),
      reject: (reason: Error) => (reject(reason), done),
    };
  };
  /** A call that the service answers after `tookMs`. */
  const slowly = async (tookMs: number) => {
    const call = begin();
    vi.advanceTimersByTime(tookMs);
    await call.succeed();
  };
  const open = () => times(4, fail);
  const halfOpen = async () => {
    await open();
    vi.advanceTimersByTime(5_000);
    expect(state()).toBe('half-open');
    asked.mockClear();
  };
  return { policy, state, changes, asked, run, succeed, fail, ignore, times, begin, slowly, open, halfOpen };
}

describe('the delay of this process', () => {
  it('is not taken for the slowness of the service', async () => {
    const { policy, state, slowly } = given({}, () => 600);

    for (let n = 0; n < 4; n++) await slowly(1_500);

    expect(state()).toBe('closed');
    expect(policy.status()).toMatchObject({ calls: 4, slowCalls: 0 });
  });

  it('does not hide a service that is slow besides', async () => {
    const { state, slowly } = given({}, () => 300);

    for (let n = 0; n < 4; n++) await slowly(1_300);

    expect(state()).toBe('open');
  });

  it('is no reason to believe a probe slow', async () => {
    const { state, halfOpen, slowly } = given({}, () => 600);
    await halfOpen();

    await slowly(1_500);
    await slowly(1_500);

    expect(state()).toBe('closed');
  });
});

describe('breaker', () => {
  it('passes answers and errors through as they are', async () => {
    const { run, succeed } = given();
    const failure = new Error('no');

    expect(await run(succeed)).toBe('answer');
    expect(await run(() => Promise.reject(failure))).toBe(failure);
  });

  it('says nothing about fewer calls than the minimum, although they all fail', async () => {
    const { state, times, fail } = given({ minimumCalls: 4 });

    await times(3, fail);
    expect(state()).toBe('closed');
    await times(1, fail);
    expect(state()).toBe('open');
  });

  it('stays closed below the ratio', async () => {
    const { state, times, succeed, fail } = given({ failureRatio: 0.5 });

    await times(5, succeed);
    await times(4, fail);

    expect(state()).toBe('closed');
  });

  it('forgets what lies further back than its window', async () => {
    const { state, times, fail } = given();
    await times(3, fail);

    vi.advanceTimersByTime(10_000);
    await times(3, fail);

    expect(state()).toBe('closed');
  });

  it('refuses at once while it is open, without asking the service', async () => {
    const { asked, run, succeed, open } = given();
    await open();
    asked.mockClear();

    expect(await run(succeed)).toMatchObject({
      name: 'PolicyError',
      kind: 'breaker-open',
      outcome: 'ignored',
      message: 'breaker open',
    });
    expect(asked).not.toHaveBeenCalled();
  });

  it('is open for exactly as long as it was told', async () => {
    const { state, open } = given({ openMs: 5_000 });
    await open();

    vi.advanceTimersByTime(4_999);
    expect(state()).toBe('open');
    vi.advanceTimersByTime(1);
    expect(state()).toBe('half-open');
  });

  it('tells each change once', async () => {
    const { changes, times, fail, succeed, halfOpen } = given();

    await halfOpen();
    await times(2, fail);
    vi.advanceTimersByTime(5_000);
    await times(2, succeed);

    expect(changes).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
  });

  it('opens for errors that nobody classified', async () => {
    const { state, times } = given();

    await times(4, () => Promise.reject(new TypeError('unforeseen')));

    expect(state()).toBe('open');
  });

  it('opens for work that throws before it returns a promise', async () => {
    const { state, times } = given();

    await times(4, () => {
      throw new TypeError('unforeseen');
    });

    expect(state()).toBe('open');
  });

  it('never opens for outcomes that say nothing about the service', async () => {
    const { policy, times, ignore } = given();

    await times(100, ignore);

    expect(policy.status()).toMatchObject({ state: 'closed', calls: 0 });
  });

  it('never opens because clients leave', async () => {
    const { policy, begin } = given();
    const gone = new Error('the client closed the connection');

    for (let n = 0; n < 100; n++) {
      const client = new AbortController();
      const call = begin(client.signal);
      client.abort(gone);
      expect(await call.reject(gone)).toBe(gone);
    }

    expect(policy.status()).toMatchObject({ state: 'closed', calls: 0 });
  });

  it('counts a failure of the service, although the client left at the same moment', async () => {
    const { policy, begin } = given();
    const client = new AbortController();
    const call = begin(client.signal);

    client.abort();
    await call.fail();

    expect(policy.status()).toMatchObject({ calls: 1, failures: 1 });
  });

  it('shows its window', async () => {
    const { policy, times, run, ignore, succeed, slowly, begin } = given();
    expect(policy.status()).toEqual({
      state: 'closed',
      calls: 0,
      failures: 0,
      slowCalls: 0,
      failureRatio: 0,
      slowCallRatio: 0,
      lastCall: null,
    });

    await times(2, succeed);
    await slowly(1_000);
    const call = begin();
    vi.advanceTimersByTime(1_000);
    await call.fail();

    expect(policy.status()).toEqual({
      state: 'closed',
      calls: 4,
      failures: 1,
      slowCalls: 2,
      failureRatio: 0.25,
      slowCallRatio: 0.5,
      lastCall: 'failure',
    });

    await run(ignore);
    expect(policy.status().lastCall).toBe('failure');
    await run(succeed);
    expect(policy.status().lastCall).toBe('success');
  });

  it('shares nothing with another breaker of the same options', async () => {
    const [first, second] = [given(), given()];

    await first.open();

    expect(first.state()).toBe('open');
    expect(second.state()).toBe('closed');
  });
});

describe('half-open', () => {
  it('asks as often as permitted among fifty concurrent calls, closes, and serves the next twenty', async () => {
    const { state, asked, begin, run, succeed, halfOpen } = given();
    await halfOpen();

    const probes = Array.from({ length: 50 }, () => begin());
    expect(asked).toHaveBeenCalledTimes(3);
    expect(await run(succeed)).toMatchObject({ outcome: 'ignored', message: 'breaker half-open' });
    await Promise.all(probes.map((probe) => probe.succeed()));

    expect(state()).toBe('closed');
    const answers = await Promise.all(Array.from({ length: 20 }, () => run(succeed)));
    expect(answers).toEqual(Array.from({ length: 20 }, () => 'answer'));
  });

  it('gives no permit back for an answer', async () => {
    const { asked, times, fail, succeed, halfOpen } = given({ probes: { permitted: 3, toClose: 3 } });
    await halfOpen();

    await times(2, succeed);
    await times(1, fail);
    await times(10, succeed);

    expect(asked).toHaveBeenCalledTimes(3);
  });

  it('opens again, for as long, once too few probes are left to close it', async () => {
    const { state, run, fail, halfOpen } = given({ probes: { permitted: 3, toClose: 2 } });
    await halfOpen();

    await run(fail);
    expect(state()).toBe('half-open');
    await run(fail);
    expect(state()).toBe('open');
    vi.advanceTimersByTime(4_999);
    expect(state()).toBe('open');
    vi.advanceTimersByTime(1);
    expect(state()).toBe('half-open');
  });

  it('closes in spite of a failure, when enough succeed', async () => {
    const { state, run, fail, succeed, halfOpen } = given({ probes: { permitted: 3, toClose: 2 } });
    await halfOpen();

    await run(succeed);
    await run(fail);
    await run(succeed);

    expect(state()).toBe('closed');
  });

  it('takes a slow answer for a failed probe', async () => {
    const { state, slowly, halfOpen } = given({ probes: { permitted: 3, toClose: 2 } });
    await halfOpen();

    await slowly(1_000);
    await slowly(1_000);

    expect(state()).toBe('open');
  });

  it.each(['a refusal', 'a client that leaves'])('gives the permit back for %s', async (what) => {
    const { state, asked, begin, times, succeed, halfOpen } = given();
    await halfOpen();

    for (let n = 0; n < 20; n++) {
      if (what === 'a refusal') await begin().ignore();
      else await begin(AbortSignal.abort()).reject(new Error('gone'));
    }
    expect(asked).toHaveBeenCalledTimes(20);
    expect(state()).toBe('half-open');
    await times(2, succeed);

    expect(state()).toBe('closed');
  });

  it('keeps what the other probes have shown when it takes the permits of those that hang', async () => {
    const { state, asked, begin, run, succeed, halfOpen } = given({ probes: { permitted: 3, toClose: 2 } });
    await halfOpen();
    await run(succeed);
    const hung = [begin(), begin()];

    vi.advanceTimersByTime(4_999);
    await run(succeed);
    expect(asked).toHaveBeenCalledTimes(3);
    vi.advanceTimersByTime(1);
    await run(succeed);
    expect(state()).toBe('closed');

    await Promise.all(hung.map((probe) => probe.fail()));
    expect(state()).toBe('closed');
  });

  it('closes even when calls are rare', async () => {
    const { state, run, succeed, halfOpen } = given();
    await halfOpen();

    await run(succeed);
    vi.advanceTimersByTime(60_000);
    await run(succeed);

    expect(state()).toBe('closed');
  });

  it('counts nothing of a probe that ends when others have decided', async () => {
    const { policy, begin, halfOpen } = given();
    await halfOpen();
    const [first, second, third] = [begin(), begin(), begin()];
    await first.succeed();
    await second.succeed();

    await third.fail();

    expect(policy.status()).toMatchObject({ state: 'closed', calls: 0 });
  });
});

/** The schedules of `plain-opossum.test.ts`, each with the other end. */
describe('what opossum would do otherwise', () => {
  it('1. opens at its threshold', async () => {
    const { state, times, succeed, fail } = given({ failureRatio: 0.5 });

    await times(2, succeed);
    await times(2, fail);

    expect(state()).toBe('open');
  });

  it('1. opens when a success completes the minimum', async () => {
    const { state, times, succeed, fail } = given();

    await times(3, fail);
    await times(1, succeed);

    expect(state()).toBe('open');
  });

  it('2. counts no calls under way', async () => {
    const { state, times, begin, fail } = given();
    for (let n = 0; n < 6; n++) begin();

    await times(4, fail);

    expect(state()).toBe('open');
  });

  it('2. counts no refused calls', async () => {
    const { state, times, succeed, fail, open } = given();
    await open();
    await times(20, succeed);
    vi.advanceTimersByTime(5_000);
    await times(2, succeed);
    expect(state()).toBe('closed');

    await times(4, fail);

    expect(state()).toBe('open');
  });

  it('3. counts no ignored errors', async () => {
    const { state, times, fail, ignore } = given();

    await times(6, ignore);
    await times(4, fail);

    expect(state()).toBe('open');
  });

  it('3. stays half-open for a probe that was ignored', async () => {
    const { state, run, ignore, halfOpen } = given({ probes: { permitted: 1, toClose: 1 } });
    await halfOpen();

    await run(ignore);

    expect(state()).toBe('half-open');
  });

  it('4. starts with an empty window when it closes', async () => {
    const { policy, run, times, succeed, fail, halfOpen } = given();
    await halfOpen();
    await times(2, succeed);

    await run(fail);

    expect(policy.status()).toMatchObject({ state: 'closed', calls: 1, failures: 1 });
  });

  it('5. opens at its ratio of slow calls, although they succeed', async () => {
    const { state, run, succeed, slowly } = given({
      slowCallRatio: 0.75,
      slowCallMs: 1_000,
      minimumCalls: 4,
    });

    await run(succeed);
    await slowly(1_000);
    await slowly(1_000);
    expect(state()).toBe('closed');
    await slowly(1_000);

    expect(state()).toBe('open');
  });

  it.each(['call-deadline', 'operation-deadline'] as const)(
    '5. takes a call for slow that a time limit above it ended (%s), once it was, and blames the service for no more',
    async (kind) => {
      const { policy, begin } = given({ slowCallMs: 1_000 });
      const gaveUp = new PolicyError(kind, 'gave up');

      for (const tookMs of [999, 1_000]) {
        const call = begin();
        vi.advanceTimersByTime(tookMs);
        await call.reject(gaveUp);
      }

      expect(policy.status()).toMatchObject({ calls: 1, failures: 0, slowCalls: 1 });
    },
  );

  it('5. takes a call that was slow to fail for both', async () => {
    const { policy, begin } = given({ slowCallMs: 1_000 });
    const call = begin();
    vi.advanceTimersByTime(1_000);

    await call.reject(new PolicyError('attempt-timeout', 'no answer in 1000 ms'));

    expect(policy.status()).toMatchObject({ calls: 1, failures: 1, slowCalls: 1 });
  });

  it('5. takes no call for slow that a refusal below it ended, however late', async () => {
    const { policy, begin } = given({ slowCallMs: 1_000 });
    const call = begin();
    vi.advanceTimersByTime(1_000);
    await call.ignore();

    expect(policy.status()).toMatchObject({ calls: 0, slowCalls: 0 });
  });

  it('5. stays closed for calls just below what is slow', async () => {
    const { policy, slowly } = given({ slowCallMs: 1_000 });

    for (let n = 0; n < 8; n++) await slowly(999);

    expect(policy.status()).toMatchObject({ state: 'closed', slowCalls: 0 });
  });

  it.each(['succeed', 'fail'] as const)(
    '6. heeds no call from before it opened that comes late to %s',
    async (end) => {
      const { policy, state, begin, times, succeed, halfOpen } = given({
        probes: { permitted: 1, toClose: 1 },
      });
      const [first, second] = [begin(), begin()];
      await halfOpen();

      await first[end]();
      expect(state()).toBe('half-open');
      await times(1, succeed);
      await second[end]();

      expect(policy.status()).toMatchObject({ state: 'closed', calls: 0 });
    },
  );

  it('7. asks several times when half-open, and closes for several answers', async () => {
    const { state, run, begin, succeed, halfOpen } = given({ probes: { permitted: 3, toClose: 2 } });
    await halfOpen();

    const probe = begin();
    expect(await run(succeed)).toBe('answer');
    expect(state()).toBe('half-open');
    await probe.succeed();

    expect(state()).toBe('closed');
  });

  it('8. asks again when its probes hang', async () => {
    const { state, run, begin, times, succeed, halfOpen } = given({ probes: { permitted: 3, toClose: 2 } });
    await halfOpen();
    for (let n = 0; n < 3; n++) begin();

    vi.advanceTimersByTime(4_999);
    expect(await run(succeed)).toMatchObject({ message: 'breaker half-open' });
    vi.advanceTimersByTime(1);
    await times(2, succeed);

    expect(state()).toBe('closed');
  });

  it('8. heeds no outcome of a probe that hung', async () => {
    const { state, begin, halfOpen } = given({ probes: { permitted: 2, toClose: 2 } });
    await halfOpen();
    const hung = begin();

    vi.advanceTimersByTime(5_000);
    await hung.fail();

    expect(state()).toBe('half-open');
  });

  it('9. stays open while it is forced to', async () => {
    const { policy, state, asked, run, succeed } = given();

    policy.force('open');
    vi.advanceTimersByTime(3_600_000);

    expect(state()).toBe('forced-open');
    expect(await run(succeed)).toMatchObject({ outcome: 'ignored', message: 'breaker forced-open' });
    expect(asked).not.toHaveBeenCalled();
  });

  it('10. counts nothing while it is disabled', async () => {
    const { policy, state, times, succeed, fail } = given();
    policy.force('closed');
    await times(20, succeed);
    policy.force('auto');

    await times(4, fail);

    expect(state()).toBe('open');
  });
});

describe('the operator', () => {
  it('lets every call through, whatever its end', async () => {
    const { policy, asked, times, fail, open } = given();
    await open();
    asked.mockClear();

    policy.force('closed');
    await times(100, fail);

    expect(asked).toHaveBeenCalledTimes(100);
    expect(policy.status()).toMatchObject({ state: 'disabled', calls: 0 });
  });

  it('gives the decision back to a closed breaker with an empty window', async () => {
    const { policy, changes, times, fail, succeed, run } = given();
    await times(3, fail);

    policy.force('open');
    policy.force('auto');

    expect(policy.status()).toMatchObject({ state: 'closed', calls: 0 });
    expect(await run(succeed)).toBe('answer');
    expect(changes).toEqual(['forced-open', 'closed']);
  });

  it('resets a breaker that opened of itself', async () => {
    const { policy, changes, open } = given();
    await open();

    policy.force('auto');
    vi.advanceTimersByTime(3_600_000);

    expect(changes).toEqual(['open', 'closed']);
    expect(policy.status()).toMatchObject({ state: 'closed', calls: 0 });
  });

  it('is told of once when forcing twice', () => {
    const { policy, changes } = given();

    policy.force('open');
    policy.force('open');
    policy.force('closed');
    policy.force('closed');

    expect(changes).toEqual(['forced-open', 'disabled']);
  });

  it.each(['open', 'closed'] as const)(
    'forcing it %s stops the timer of a breaker that opened',
    async (mode) => {
      const { policy, open } = given();
      await open();

      policy.force(mode);

      expect(vi.getTimerCount()).toBe(0);
    },
  );

  it('makes calls from before count for nothing', async () => {
    const { policy, begin } = given({ minimumCalls: 1 });
    const calls = [begin(), begin()];

    policy.force('closed');
    calls.push(begin());
    policy.force('auto');
    for (const call of calls) await call.fail();

    expect(policy.status()).toMatchObject({ state: 'closed', calls: 0 });
  });
});

describe('the end', () => {
  it('starts no timer while it is closed', () => {
    given();

    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no timer behind', async () => {
    const { policy, open } = given();
    await open();
    expect(vi.getTimerCount()).toBe(1);

    policy.close();

    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets calls pass afterwards, starts nothing, and tells nothing', async () => {
    const { policy, changes, begin, run, succeed, times, fail } = given({ minimumCalls: 1 });
    const early = begin();

    policy.close();
    await early.fail();
    await times(10, fail);
    policy.force('open');

    expect(await run(succeed)).toBe('answer');
    expect(changes).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets calls pass afterwards, although it was forced open', async () => {
    const { policy, run, succeed } = given();
    policy.force('open');

    policy.close();

    expect(await run(succeed)).toBe('answer');
  });
});
