import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { UpstreamError, type Outcome } from '../errors.ts';
import type { Call } from '../policy.ts';
import { breaker, type BreakerOptions } from './breaker.ts';

// Opossum has no clock to be handed; its timers are the runner's.
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const options: BreakerOptions = {
  failureRatio: 0.5,
  minimumCalls: 4,
  windowMs: 10_000,
  probeAfterMs: 5_000,
};

function given(overrides: Partial<BreakerOptions> = {}) {
  const changes: string[] = [];
  const policy = breaker(Object.freeze({ ...options, ...overrides }), (state) => changes.push(state));
  onTestFinished(policy.close);
  const asked = vi.fn();

  const run = (work: () => Promise<unknown>, signal = new AbortController().signal) => {
    const call: Call = { upstream: 'catalog', endpoint: 'GET /', signal, deadlineAt: Infinity };
    return policy(call, () => {
      asked();
      return work();
    }).catch((error: unknown) => error);
  };
  const error = (outcome: Outcome) => () =>
    Promise.reject(new UpstreamError('UPSTREAM_UNAVAILABLE', 'catalog', { reason: outcome, outcome }));
  const fail = error('failure');
  const ignore = error('ignored');
  const answer = () => Promise.resolve('answer');
  const times = async (count: number, work: () => Promise<unknown>) => {
    for (let n = 0; n < count; n++) await run(work);
  };
  const open = () => times(options.minimumCalls, fail);

  return { policy, changes, asked, run, fail, ignore, answer, times, open };
}

describe('breaker', () => {
  it('passes answers and errors through as they are', async () => {
    const { run, answer } = given();
    const failure = new Error('no');

    expect(await run(answer)).toBe('answer');
    expect(await run(() => Promise.reject(failure))).toBe(failure);
  });

  it('says nothing about fewer calls than the minimum, although they all fail', async () => {
    const { policy, times, fail } = given({ minimumCalls: 4 });

    await times(3, fail);
    expect(policy.state()).toBe('closed');
    await times(1, fail);
    expect(policy.state()).toBe('open');
  });

  it('opens above the ratio, not at it', async () => {
    const { policy, changes, times, fail, answer } = given();
    await times(4, answer);
    await times(4, fail);
    expect(policy.state()).toBe('closed');

    await times(1, fail);

    expect(policy.state()).toBe('open');
    expect(changes).toEqual(['open']);
  });

  it('forgets what lies further back than its window', async () => {
    const { policy, times, fail } = given();
    await times(3, fail);

    vi.advanceTimersByTime(10_001);
    await times(3, fail);

    expect(policy.state()).toBe('closed');
  });

  it('refuses at once while it is open, without asking the service', async () => {
    const { asked, run, answer, open } = given();
    await open();
    asked.mockClear();

    const refusal = await run(answer);

    expect(refusal).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      outcome: 'ignored',
      reason: 'breaker open',
    });
    expect(asked).not.toHaveBeenCalled();
  });

  it('lets one call probe the service when its wait is over, and refuses the rest meanwhile', async () => {
    const { policy, asked, run, answer, open } = given();
    await open();
    asked.mockClear();

    vi.advanceTimersByTime(4_999);
    expect(policy.state()).toBe('open');
    vi.advanceTimersByTime(1);
    expect(policy.state()).toBe('half-open');
    const probe = Promise.withResolvers<string>();
    const probing = run(() => probe.promise);
    expect(await run(answer)).toMatchObject({ reason: 'breaker half-open' });
    expect(asked).toHaveBeenCalledOnce();

    probe.resolve('answer');
    expect(await probing).toBe('answer');
    expect(policy.state()).toBe('closed');
    expect(await run(answer)).toBe('answer');
  });

  it('closes when the probe is answered, and tells each change once', async () => {
    const { changes, run, answer, open } = given();
    await open();
    vi.advanceTimersByTime(5_000);

    await run(answer);

    expect(changes).toEqual(['open', 'half-open', 'closed']);
  });

  it('stays open for as long again when the probe fails', async () => {
    const { policy, run, fail, open } = given();
    await open();
    vi.advanceTimersByTime(5_000);

    await run(fail);

    expect(policy.state()).toBe('open');
    vi.advanceTimersByTime(4_999);
    expect(policy.state()).toBe('open');
    vi.advanceTimersByTime(1);
    expect(policy.state()).toBe('half-open');
  });

  it('never opens for outcomes that say nothing about the service', async () => {
    const { policy, times, ignore } = given();

    await times(100, ignore);

    expect(policy.state()).toBe('closed');
  });

  it('opens for errors that nobody classified', async () => {
    const { policy, times } = given();

    await times(4, () => Promise.reject(new TypeError('unforeseen')));

    expect(policy.state()).toBe('open');
  });

  it('never opens because clients leave', async () => {
    const { policy, run } = given();

    for (let n = 0; n < 100; n++) {
      const client = new AbortController();
      const gone = new Error('the client closed the connection');
      const run_ = run(() => Promise.reject(gone), client.signal);
      client.abort(gone);
      expect(await run_).toBe(gone);
    }

    expect(policy.state()).toBe('closed');
  });

  it.each(['a refusal', 'a client that leaves'])(
    'does not close for %s, which proves nothing; it probes again later',
    async (what) => {
      const { policy, run, ignore, answer, open } = given();
      await open();
      vi.advanceTimersByTime(5_000);

      if (what === 'a refusal') await run(ignore);
      else await run(() => Promise.reject(new Error('gone')), AbortSignal.abort());

      expect(policy.state()).toBe('open');
      vi.advanceTimersByTime(5_000);
      await run(answer);
      expect(policy.state()).toBe('closed');
    },
  );

  it('leaves no timer behind once it is closed for good', async () => {
    const { policy, open } = given();
    await open();
    expect(vi.getTimerCount()).toBeGreaterThan(0);

    policy.close();

    expect(vi.getTimerCount()).toBe(0);
  });

  it('shares nothing with another breaker of the same options', async () => {
    const [first, second] = [given(), given()];

    await first.open();

    expect(first.policy.state()).toBe('open');
    expect(second.policy.state()).toBe('closed');
  });
});
