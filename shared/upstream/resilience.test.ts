import { describe, expect, it } from 'vitest';
import {
  checkResilience,
  defaultResilience,
  ResilienceError,
  type UpstreamResilience,
} from './resilience.ts';

const { breaker, bulkhead, retry } = defaultResilience;

describe('how an upstream is protected', () => {
  it('makes sense by default', () => {
    expect(() => checkResilience('catalog', defaultResilience)).not.toThrow();
  });

  it.each<[string, Partial<UpstreamResilience>]>([
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
