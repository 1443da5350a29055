import { describe, expect, it } from 'vitest';
import { followPlan } from './fault-plan.ts';

/** The delays of a thousand requests. */
function delaysMs(rule: { latencyMs: number; jitterMs: number }) {
  const next = followPlan({ seed: 1, rules: [{ ratio: 1, ...rule }] });
  return Array.from({ length: 1_000 }, () => next('GET /toys')!.delayMs);
}

describe('the jitter of a rule', () => {
  it('spreads the delays over all that it allows, as often sooner as later', () => {
    const delays = delaysMs({ latencyMs: 100, jitterMs: 20 });

    expect(Math.min(...delays)).toBeGreaterThanOrEqual(80);
    expect(Math.min(...delays)).toBeLessThan(82);
    expect(Math.max(...delays)).toBeLessThanOrEqual(120);
    expect(Math.max(...delays)).toBeGreaterThan(118);
    expect(delays.reduce((sum, each) => sum + each, 0) / delays.length).toBeCloseTo(100, -1);
  });

  it('answers no request before it came', () => {
    const delays = delaysMs({ latencyMs: 10, jitterMs: 20 });

    expect(Math.min(...delays)).toBe(0);
    expect(Math.max(...delays)).toBeGreaterThan(28);
  });
});
