import { describe, expect, it } from 'vitest';
import { checkResilience, defaultResilience, ResilienceError, type ResilienceOptions } from './options.ts';

const { breaker, bulkhead, retry } = defaultResilience;

describe('how a service is protected', () => {
  it('makes sense by default', () => {
    expect(() => checkResilience('catalog', defaultResilience)).not.toThrow();
  });

  it.each<[string, Partial<ResilienceOptions>]>([
    ['the first attempt may take all of the time', { attemptTimeoutMs: 1_000, deadlineMs: 1_000 }],
    [
      'an attempt may take a third of the window',
      { attemptTimeoutMs: 800, breaker: { ...breaker, windowMs: 2_400 } },
    ],
    ['every call must fail', { breaker: { ...breaker, failureRatio: 1, slowCallRatio: 1, minimumCalls: 1 } }],
    ['every probe must succeed', { breaker: { ...breaker, probes: { permitted: 1, toClose: 1 } } }],
    ['retries wait equally long', { retry: { attempts: 2, backoffMs: 200, maxBackoffMs: 200 } }],
    ['retries do not wait', { retry: { attempts: 2, backoffMs: 0, maxBackoffMs: 0 } }],
    ['nothing is retried', { retry: { attempts: 1, backoffMs: 1_000, maxBackoffMs: 1_000 } }],
    ['the slowest calls are hedged', { hedge: { percentile: 1, minimumMs: 799 } }],
    ['nobody waits for a place', { bulkhead: { concurrency: 1, queue: 0, adaptive: null } }],
    ['the places never change', { bulkhead: { ...bulkhead, adaptive: { minimum: 64, slowMs: 100 } } }],
    ['no retry is paid for', { retryBudget: { ratio: 0, minimum: 0, windowMs: 10_000 } }],
    ['every retry is paid for', { retryBudget: { ratio: 1, minimum: 0, windowMs: 10_000 } }],
    ['one call a while is granted', { rateLimit: { perSecond: 0.1, burst: 1 } }],
  ])('is accepted where %s', (_what, right) => {
    expect(() => checkResilience('pricing (default)', { ...defaultResilience, ...right })).not.toThrow();
  });

  it.each<[string, Partial<ResilienceOptions>]>([
    ['must be above 0', { attemptTimeoutMs: 0, breaker: { ...breaker, slowCallMs: -1 } }],
    ['must be above 0', { attemptTimeoutMs: -2, deadlineMs: -1, breaker: { ...breaker, slowCallMs: -3 } }],
    ['breaker.openMs (800)', { breaker: { ...breaker, openMs: 800 } }],
    ['breaker.failureRatio (0) must be above 0', { breaker: { ...breaker, failureRatio: 0 } }],
    ['breaker.slowCallRatio (1.1) must be above 0', { breaker: { ...breaker, slowCallRatio: 1.1 } }],
    ['breaker.minimumCalls (1.5)', { breaker: { ...breaker, minimumCalls: 1.5 } }],
    ['it could never close', { breaker: { ...breaker, probes: { permitted: 2, toClose: 0 } } }],
    ['retry.backoffMs (-1)', { retry: { ...retry, backoffMs: -1 } }],
    ['hedge.minimumMs below', { hedge: { percentile: 0.9, minimumMs: 800 } }],
    ['bulkhead.queue (-1)', { bulkhead: { ...bulkhead, queue: -1 } }],
    ['bulkhead.adaptive.minimum', { bulkhead: { ...bulkhead, adaptive: { minimum: 0, slowMs: 100 } } }],
    ['retryBudget.ratio', { retryBudget: { ratio: -0.1, minimum: 3, windowMs: 10_000 } }],
    ['retryBudget.minimum', { retryBudget: { ratio: 0.1, minimum: -1, windowMs: 10_000 } }],
    ['rateLimit.burst', { rateLimit: { perSecond: 1, burst: 0 } }],
    ['attemptTimeoutMs (900) is longer than deadlineMs (800)', { attemptTimeoutMs: 900, deadlineMs: 800 }],
    [
      'attemptTimeoutMs (800) is longer than a third of breaker.windowMs (2000)',
      { attemptTimeoutMs: 800, breaker: { ...breaker, windowMs: 2_000 } },
    ],
    ['breaker.slowCallMs (800) is not below attemptTimeoutMs', { breaker: { ...breaker, slowCallMs: 800 } }],
    ['attemptTimeoutMs (800) is not below breaker.openMs (500)', { breaker: { ...breaker, openMs: 500 } }],
    ['breaker.failureRatio (50) must be above 0, up to 1', { breaker: { ...breaker, failureRatio: 50 } }],
    ['breaker.slowCallRatio (0) must be above 0', { breaker: { ...breaker, slowCallRatio: 0 } }],
    ['breaker.minimumCalls (0)', { breaker: { ...breaker, minimumCalls: 0 } }],
    ['it could never close', { breaker: { ...breaker, probes: { permitted: 2, toClose: 3 } } }],
    ['retry.attempts (0)', { retry: { ...retry, attempts: 0 } }],
    ['retry.backoffMs (300) must be from 0 to retry.maxBackoffMs', { retry: { ...retry, backoffMs: 300 } }],
    ['no retry would fit', { retry: { attempts: 2, backoffMs: 1_000, maxBackoffMs: 2_000 } }],
    ['hedge.percentile', { hedge: { percentile: 95, minimumMs: 10 } }],
    ['bulkhead.concurrency (0)', { bulkhead: { ...bulkhead, concurrency: 0 } }],
    ['bulkhead.adaptive.minimum', { bulkhead: { ...bulkhead, adaptive: { minimum: 65, slowMs: 100 } } }],
    ['retryBudget.ratio', { retryBudget: { ratio: 2, minimum: 3, windowMs: 10_000 } }],
    ['rateLimit.perSecond', { rateLimit: { perSecond: 0, burst: 1 } }],
  ])('is refused at the start where %s', (reason, wrong) => {
    const check = () => checkResilience('pricing (default)', { ...defaultResilience, ...wrong });

    expect(check).toThrow(ResilienceError);
    expect(check).toThrow(reason);
    expect(check).toThrow('The resilience of pricing (default) contradicts itself');
  });

  it('is refused with every contradiction at once', () => {
    const check = () =>
      checkResilience('pricing', {
        ...defaultResilience,
        retry: { ...retry, attempts: 0 },
        rateLimit: { perSecond: 0, burst: 0 },
      });

    expect(check).toThrow(/retry\.attempts[^]*rateLimit\.perSecond/);
  });
});
