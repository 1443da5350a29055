import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { Clock } from '../lib/clock.ts';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { serviceError } from '../testing/service-error.ts';
import type { Call } from './policy.ts';
import { rateLimiter, type RateLimitOptions } from './rate-limiter.ts';

const tooMany = (retryAfterMs?: number) => serviceError({ rateLimited: true, retryAfterMs });

/** A limiter, and the calls that went out through it, by name and time. */
function given(options: RateLimitOptions | null = { perSecond: 10, burst: 2 }) {
  const clock = manualClock();
  const startMs = clock.now();
  const onPause = vi.fn();
  const policy = rateLimiter(options, clock, onPause);
  const sent: (readonly [name: string, atMs: number])[] = [];
  const outcomes: Record<string, unknown> = {};

  const call = (
    name: string,
    {
      deadlineMs = 10_000,
      signal = new AbortController().signal,
      end = async (): Promise<string> => 'answer',
    } = {},
  ) => {
    const call: Call = {
      name: 'GET /',
      requestId: 'r-1',
      idempotent: true,
      signal,
      deadlineAt: clock.now() + deadlineMs,
    };
    void policy(call, () => {
      sent.push([name, clock.now() - startMs]);
      return end();
    }).then(
      (answer) => (outcomes[name] = answer),
      (error: unknown) => (outcomes[name] = error),
    );
  };
  const calls = (count: number) => {
    for (let n = 0; n < count; n++) call(String(n));
  };
  const sentAt = () => sent.map(([, atMs]) => atMs);
  /** The service answers a call with "too many", now. */
  const turnAway = async (retryAfterMs?: number) => {
    call('turned away', { end: () => Promise.reject(tooMany(retryAfterMs)) });
    await settle();
    sent.length = 0;
  };
  const pausedMs = () => (policy.status().pause?.until ?? clock.now()) - clock.now();
  return { clock, policy, sent, outcomes, call, calls, sentAt, turnAway, pausedMs, onPause };
}

const refused = { kind: 'rate-limited', outcome: 'ignored' };

describe('rateLimiter', () => {
  it('lets a burst out at once, and the rest as their tokens come, in the order they came', async () => {
    const { clock, sent, calls, outcomes } = given();
    calls(5);
    expect(sent.map(([name]) => name)).toEqual(['0', '1']);

    await clock.advance(1_000);

    expect(sent).toEqual([
      ['0', 0],
      ['1', 0],
      ['2', 100],
      ['3', 200],
      ['4', 300],
    ]);
    expect(Object.values(outcomes)).toEqual(Array.from({ length: 5 }, () => 'answer'));
    expect(clock.pending()).toBe(0);
  });

  it('counts parts of tokens exactly, up to its burst', async () => {
    const { clock, policy, calls, sentAt } = given({ perSecond: 10, burst: 3 });
    expect(policy.status()).toEqual({ tokens: 3, pause: null });
    calls(3);
    expect(policy.status().tokens).toBe(0);

    await clock.advance(250);
    expect(policy.status().tokens).toBe(2.5);
    calls(3);
    await clock.advance(49);
    expect(sentAt()).toEqual([0, 0, 0, 250, 250]);
    await clock.advance(1);
    expect(sentAt().at(-1)).toBe(300);

    await clock.advance(60_000);
    expect(policy.status().tokens).toBe(3);
  });

  it.each([3, 7, 30, 333])(
    'keeps its rate of %d a second over any time, whatever fractions it counts in',
    async (perSecond) => {
      const { clock, calls, sentAt } = given({ perSecond, burst: 1 });
      calls(200);

      await clock.advance(10_000);
      await clock.advance(60_000);

      const at = sentAt();
      expect(at).toHaveLength(Math.min(200, perSecond * 10));
      at.forEach((ms, n) => expect(ms).toBeCloseTo((n * 1_000) / perSecond, 3));
      expect(clock.pending()).toBe(0);
    },
  );

  it('refuses a call at once when its token comes too late for it, and goes on', async () => {
    const { clock, sent, outcomes, calls, call, policy } = given();
    calls(3);
    call('late', { deadlineMs: 200 });
    call('in time', { deadlineMs: 201 });
    await settle();

    expect(outcomes['late']).toMatchObject({
      ...refused,
      message: 'rate limit: its turn would come in 200 ms, after its deadline',
    });
    // What it did not use is there for the next.
    await clock.advance(200);
    expect(sent.at(-1)).toEqual(['in time', 200]);
    expect(policy.status().tokens).toBe(0);
  });

  it('lets a call out that need not wait, and leaves its deadline to who looks after that', async () => {
    const { call, sentAt } = given();

    call('at its deadline', { deadlineMs: 0 });
    await settle();

    expect(sentAt()).toEqual([0]);
  });

  it('gives the place of a caller that leaves to the one behind it', async () => {
    const { clock, sent, outcomes, calls, call } = given();
    const leaver = new AbortController();
    calls(2);
    call('leaves', { signal: leaver.signal });
    call('stays');
    await clock.advance(50);

    leaver.abort(new Error('gone'));
    await settle();
    expect(outcomes['leaves']).toEqual(new Error('gone'));
    await clock.advance(1_000);

    expect(sent.slice(2)).toEqual([['stays', 100]]);
    expect(clock.pending()).toBe(0);
  });

  it('leaves no timer and no listener behind when the last waiting caller leaves', async () => {
    const { clock, policy, calls, call } = given();
    const leaver = new AbortController();
    calls(2);
    call('leaves', { signal: leaver.signal });
    expect(clock.pending()).toBe(1);

    leaver.abort(new Error('gone'));

    expect(clock.pending()).toBe(0);
    await clock.advance(100);
    expect(policy.status().tokens).toBe(1);
  });

  it('takes no token for a caller who has already gone', async () => {
    const { policy, sent, outcomes, call } = given();

    call('gone', { signal: AbortSignal.abort(new Error('gone')) });
    await settle();

    expect(outcomes['gone']).toEqual(new Error('gone'));
    expect(sent).toEqual([]);
    expect(policy.status().tokens).toBe(2);
  });

  it('leaves no listener on a signal once the call is out or refused', async () => {
    const { clock, calls, call, turnAway } = given();
    const { signal } = new AbortController();
    calls(1);
    call('fits', { signal });
    call('waits', { signal });
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await clock.advance(100);
    expect(getEventListeners(signal, 'abort')).toEqual([]);

    call('waits as well', { signal, deadlineMs: 500 });
    await turnAway(5_000);
    await clock.advance(200);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('lets nobody overtake those whose timer is late', async () => {
    const real = manualClock();
    // The time has come, and the timer has not run yet: a busy process.
    let lateMs = 0;
    const clock: Clock = { now: () => real.now() + lateMs, after: real.after };
    const policy = rateLimiter({ perSecond: 10, burst: 2 }, clock);
    const sent: string[] = [];
    const call = (name: string) =>
      void policy(
        {
          name: 'GET /',
          requestId: 'r-1',
          idempotent: true,
          signal: new AbortController().signal,
          deadlineAt: Infinity,
        },
        async () => sent.push(name),
      );
    for (const name of ['a', 'b', 'c']) call(name);

    // By now there are tokens for two, c and the next.
    lateMs = 1_000;
    call('d');
    call('e');
    await settle();
    expect(sent).toEqual(['a', 'b', 'c', 'd']);

    await real.advance(100);
    expect(sent).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(real.pending()).toBe(0);
  });

  it('fails like a call that throws before it returns a promise', async () => {
    const { outcomes, call } = given();

    call('throws', {
      end: () => {
        throw new Error('at once');
      },
    });
    await settle();

    expect(outcomes['throws']).toEqual(new Error('at once'));
  });
});

describe.each([
  ['with a limit', { perSecond: 1_000, burst: 100 }],
  ['without a limit', null],
])('rateLimiter %s, when the service has had too many calls', (_which, options) => {
  it('passes the error on as it is', async () => {
    const { outcomes, call } = given(options);
    const error = tooMany(2_000);

    call('turned away', { end: () => Promise.reject(error) });
    await settle();

    expect(outcomes['turned away']).toBe(error);
  });

  it('sends none before the time that the service named, and then those that could wait', async () => {
    const { clock, policy, sent, call, turnAway, pausedMs } = given(options);
    await turnAway(2_000);
    expect(pausedMs()).toBe(2_000);
    call('a');
    call('b');
    await clock.advance(1_999);
    expect(sent).toEqual([]);
    expect(pausedMs()).toBe(1);

    await clock.advance(1);

    expect(sent).toEqual([
      ['a', 2_000],
      ['b', 2_000],
    ]);
    expect(policy.status().pause).toBeNull();
    expect(clock.pending()).toBe(0);
  });

  it('refuses those at once that cannot wait for so long', async () => {
    const { clock, sent, outcomes, call, turnAway } = given(options);
    await turnAway(2_000);
    call('hurried', { deadlineMs: 2_000 });
    await settle();

    expect(outcomes['hurried']).toMatchObject({
      ...refused,
      message: 'rate limit: its turn would come in 2000 ms, after its deadline',
    });
    expect(sent).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('refuses those that wait already, when the wait grows beyond their deadline', async () => {
    const { clock, sent, outcomes, call, turnAway } = given(options);
    let answerLate = () => {};
    call('slow', {
      end: () => new Promise((_, reject) => (answerLate = () => reject(tooMany(5_000)))),
    });
    await turnAway(1_000);
    call('hurried', { deadlineMs: 1_500 });
    // It would come to its turn at the very moment at which nobody waits for it any more.
    call('as hurried', { deadlineMs: 5_500 });
    call('patient', { deadlineMs: 8_000 });
    await clock.advance(500);

    answerLate();
    await settle();

    expect(outcomes).toMatchObject({ 'hurried': refused, 'as hurried': refused });
    await clock.advance(10_000);
    expect(sent).toEqual([['patient', 5_500]]);
    expect(clock.pending()).toBe(0);
  });

  it('is not shortened by a call that asks for less', async () => {
    const { clock, call, pausedMs } = given(options);
    call('first', { end: () => Promise.reject(tooMany(2_000)) });
    call('second', { end: () => Promise.reject(tooMany(10)) });
    await clock.advance(1_000);

    expect(pausedMs()).toBe(1_000);
  });

  it.each([
    ['"too many" without a time', tooMany()],
    ['a time without "too many", which is about that call alone', serviceError({ retryAfterMs: 2_000 })],
    [
      'an error that nobody classified',
      Object.assign(new Error(), { rateLimited: true, retryAfterMs: 2_000 }),
    ],
  ])('goes on after %s', async (_what, error) => {
    const { policy, sent, call } = given(options);
    call('fails', { end: () => Promise.reject(error) });
    await settle();
    call('next');

    expect(policy.status().pause).toBeNull();
    expect(sent.map(([name]) => name)).toEqual(['fails', 'next']);
  });
});

describe('a pause', () => {
  it('of no time is none, and nobody is told of it', async () => {
    const { turnAway, onPause } = given(null);

    await turnAway(0);

    expect(onPause).not.toHaveBeenCalled();
  });

  it('says since when, until when and for which call, and is told of once', async () => {
    const { clock, policy, turnAway, onPause } = given(null);
    const since = clock.now();

    await turnAway(2_000);
    await clock.advance(500);

    expect(policy.status().pause).toEqual({ since, until: since + 2_000, name: 'GET /' });
    expect(onPause).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ requestId: 'r-1' }), 2_000);
  });

  it('ends when it is lifted: those who wait go out at once, and so does the next', async () => {
    const { clock, policy, sent, call, turnAway } = given(null);
    await turnAway(2_000);
    call('waits');
    await clock.advance(100);
    expect(sent).toEqual([]);

    policy.lift();
    expect(sent).toEqual([['waits', 100]]);
    call('next');
    await settle();

    expect(sent).toEqual([
      ['waits', 100],
      ['next', 100],
    ]);
    expect(policy.status().pause).toBeNull();
    expect(clock.pending()).toBe(0);
  });

  it('is asked for anew by the next 429', async () => {
    const { policy, turnAway, pausedMs } = given(null);
    await turnAway(2_000);
    policy.lift();

    await turnAway(1_000);

    expect(pausedMs()).toBe(1_000);
  });
});

describe('rateLimiter, paused with a limit', () => {
  it('counts the tokens that come meanwhile up to its burst, and lets the rest out at its rate', async () => {
    const { clock, calls, sentAt, turnAway } = given({ perSecond: 10, burst: 2 });
    await turnAway(2_000);
    calls(4);

    await clock.advance(10_000);

    expect(sentAt()).toEqual([2_000, 2_000, 2_100, 2_200]);
  });

  it('refuses at once whose token comes too late after the pause', async () => {
    const { clock, sent, outcomes, call, turnAway } = given({ perSecond: 10, burst: 2 });
    await clock.advance(10_000);
    await turnAway(2_000);
    for (const name of ['a', 'b', 'c', 'd']) call(name, { deadlineMs: 2_101 });
    await settle();

    expect(Object.keys(outcomes)).toEqual(['turned away', 'd']);
    expect(outcomes['d']).toMatchObject({
      ...refused,
      message: expect.stringContaining('in 2200 ms') as unknown,
    });
    await clock.advance(5_000);
    expect(sent.map(([name]) => name)).toEqual(['a', 'b', 'c']);
  });

  it('refuses of those that wait already whose token comes too late after the pause', async () => {
    const { clock, sent, outcomes, call } = given({ perSecond: 10, burst: 1 });
    let answerLate = () => {};
    call('slow', { end: () => new Promise((_, reject) => (answerLate = () => reject(tooMany(500)))) });
    for (const name of ['a', 'b', 'c']) call(name, { deadlineMs: 601 });

    answerLate();
    await settle();

    expect(Object.keys(outcomes).toSorted()).toEqual(['c', 'slow']);
    await clock.advance(5_000);
    expect(sent.slice(1)).toEqual([
      ['a', 500],
      ['b', 600],
    ]);
  });

  it('keeps in the queue whom the refusal of another makes room for', async () => {
    const { clock, sent, outcomes, call } = given({ perSecond: 10, burst: 1 });
    let answerLate = () => {};
    call('slow', { end: () => new Promise((_, reject) => (answerLate = () => reject(tooMany(500)))) });
    call('hurried', { deadlineMs: 400 });
    call('behind', { deadlineMs: 550 });

    answerLate();
    await settle();
    expect(outcomes['hurried']).toMatchObject(refused);
    await clock.advance(1_000);

    expect(sent.slice(1)).toEqual([['behind', 500]]);
  });
});

describe('rateLimiter without a limit', () => {
  it('passes every call on at that very moment', () => {
    const { clock, policy, sent, calls } = given(null);

    calls(1_000);

    expect(sent).toHaveLength(1_000);
    expect(policy.status()).toEqual({ tokens: null, pause: null });
    expect(clock.pending()).toBe(0);
  });
});
