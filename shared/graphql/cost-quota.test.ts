import { describe, expect, it, vi } from 'vitest';
import type { RedisCounter } from '../cache/redis-counter.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { costQuota, quotaHeaders } from './cost-quota.ts';

function given(pointsPerMinute: number, shared?: RedisCounter) {
  const clock = manualClock();
  return { clock, quota: costQuota({ pointsPerMinute, clock, shared }) };
}

describe('a client', () => {
  it('spends what it has', async () => {
    const { quota, clock } = given(100);

    expect(await quota.take('a', 60)).toEqual({ allowed: true, remaining: 40, resetMs: 60_000 });
    await clock.advance(20_000);
    expect(await quota.take('a', 40)).toEqual({ allowed: true, remaining: 0, resetMs: 40_000 });
  });

  it('is refused what it has not, and has not spent what it is refused', async () => {
    const { quota } = given(100);
    await quota.take('a', 60);

    expect(await quota.take('a', 41)).toEqual({ allowed: false, remaining: 40, resetMs: 60_000 });
    expect(await quota.take('a', 40)).toEqual({ allowed: true, remaining: 0, resetMs: 60_000 });
    expect(await quota.take('a', 1)).toMatchObject({ allowed: false, remaining: 0 });
  });

  it('may ask for what costs nothing when it has nothing left', async () => {
    const { quota } = given(100);
    await quota.take('a', 100);

    expect(await quota.take('a', 0)).toMatchObject({ allowed: true, remaining: 0 });
  });

  it('has all of it again a minute after it began to spend, and no sooner', async () => {
    const { quota, clock } = given(100);
    await quota.take('a', 100);
    await clock.advance(59_999);
    const before = await quota.take('a', 1);
    await clock.advance(1);

    expect(before).toEqual({ allowed: false, remaining: 0, resetMs: 1 });
    expect(await quota.take('a', 1)).toEqual({ allowed: true, remaining: 99, resetMs: 60_000 });
  });

  it('spends nothing of what another has', async () => {
    const { quota } = given(100);
    await quota.take('a', 100);

    expect(await quota.take('b', 100)).toMatchObject({ allowed: true, remaining: 0 });
  });
});

describe('with a count that is shared', () => {
  it('goes by what is counted there', async () => {
    const add = vi.fn<RedisCounter['add']>(async () => ({ added: false, count: 95, resetMs: 7_000 }));
    const { quota } = given(100, { add, close: () => {} });

    expect(await quota.take('a', 10)).toEqual({ allowed: false, remaining: 5, resetMs: 7_000 });
    expect(add).toHaveBeenCalledExactlyOnceWith('a', 10, { most: 100, windowMs: 60_000 });
  });

  it('counts here while it cannot tell', async () => {
    const { quota } = given(100, { add: async () => undefined, close: () => {} });
    await quota.take('a', 60);

    expect(await quota.take('a', 60)).toEqual({ allowed: false, remaining: 40, resetMs: 60_000 });
  });

  it('closes it', () => {
    const close = vi.fn<() => void>();
    given(100, { add: async () => undefined, close }).quota.close();

    expect(close).toHaveBeenCalledOnce();
  });
});

it('the quota says in headers what an operation cost, and when its client has everything again', () => {
  expect(quotaHeaders(12, 100, { remaining: 40, resetMs: 7_001 })).toEqual({
    'x-operation-cost': '12',
    'ratelimit-limit': '100',
    'ratelimit-remaining': '40',
    'ratelimit-reset': '8',
  });
});
