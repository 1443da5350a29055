import { describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import type { UpstreamStatus } from '../upstream/define-upstream.ts';
import { defaultResilience } from '../resilience/options.ts';
import { countUpstreamEvents, exposeUpstreamStatuses } from './upstream-metrics.ts';

const upstreamLines = async (metrics: Metrics) =>
  (await metrics.expose()).text.split('\n').filter((line) => line.startsWith('upstream_'));

describe('countUpstreamEvents', () => {
  const call = { upstream: 'pricing', endpoint: 'GET /prices', requestId: 'r-1' };

  it('counts calls by what they came to, and times them', async () => {
    const metrics = createMetrics();
    const observe = countUpstreamEvents(metrics);

    observe({ ...call, type: 'call', durationMs: 4 });
    observe({ ...call, type: 'call', durationMs: 30 });
    observe({
      ...call,
      type: 'call',
      durationMs: 800,
      failure: { code: 'UPSTREAM_TIMEOUT', reason: 'no answer within 800 ms' },
    });

    const lines = await upstreamLines(metrics);
    const labels = 'upstream="pricing",endpoint="GET /prices"';
    expect(lines).toContain(`upstream_calls_total{${labels},outcome="ok"} 2`);
    expect(lines).toContain(`upstream_calls_total{${labels},outcome="UPSTREAM_TIMEOUT"} 1`);
    expect(lines).toContain(`upstream_call_duration_seconds_bucket{le="0.005",${labels}} 1`);
    expect(lines).toContain(`upstream_call_duration_seconds_bucket{le="1",${labels}} 3`);
    expect(lines).toContain(`upstream_call_duration_seconds_count{${labels}} 3`);
  });

  it('counts retries, hedges, stale answers, dropped items, pauses and breakers that change', async () => {
    const metrics = createMetrics();
    const observe = countUpstreamEvents(metrics);

    observe({ ...call, type: 'retry', attempt: 2, delayMs: 10, reason: 'answered 503' });
    observe({ ...call, type: 'hedge', afterMs: 40 });
    observe({ ...call, type: 'stale-answer', ageMs: 60_000, code: 'UPSTREAM_UNAVAILABLE' });
    observe({ ...call, type: 'items-dropped', count: 3, issue: 'no id' });
    observe({ ...call, type: 'paused', endpointClass: 'default', pauseMs: 600_000 });
    observe({ type: 'breaker-changed', upstream: 'catalog', endpointClass: 'search', state: 'half-open' });

    const labels = 'upstream="pricing",endpoint="GET /prices"';
    expect(await upstreamLines(metrics)).toEqual([
      `upstream_retries_total{${labels}} 1`,
      `upstream_hedges_total{${labels}} 1`,
      `upstream_stale_answers_total{${labels}} 1`,
      `upstream_items_dropped_total{${labels}} 3`,
      'upstream_rate_limit_pauses_total{upstream="pricing",class="default"} 1',
      'upstream_breaker_changes_total{upstream="catalog",class="search",state="half-open"} 1',
    ]);
  });
});

describe('exposeUpstreamStatuses', () => {
  const { retryBudget: _budget, rateLimit: _limit, commonQuota: _common, ...limits } = defaultResilience;
  const breaker = { calls: 0, failures: 0, slowCalls: 0, failureRatio: 0, slowCallRatio: 0, lastCall: null };
  const status: UpstreamStatus = {
    name: 'catalog',
    retryBudget: { calls: 100, retries: 4, allowed: 10 },
    reads: { kept: 0, shared: 0, joined: 0, sent: 0 },
    classes: {
      default: {
        breaker: { ...breaker, state: 'closed' },
        bulkhead: { running: 3, waiting: 0, limit: 64 },
        rateLimit: { tokens: null, paused: null },
        limits,
      },
      search: {
        breaker: { ...breaker, state: 'forced-open' },
        bulkhead: { running: 16, waiting: 7, limit: 16 },
        rateLimit: { tokens: null, paused: { since: '', until: '', reason: '' } },
        limits,
      },
    },
  };

  it('shows what is so at the moment of the scrape', async () => {
    const metrics = createMetrics();
    let now: readonly UpstreamStatus[] = [];
    exposeUpstreamStatuses(metrics, () => now);
    expect(await upstreamLines(metrics)).toEqual([]);

    now = [status];

    const [one, other] = ['upstream="catalog",class="default"', 'upstream="catalog",class="search"'];
    expect(await upstreamLines(metrics)).toEqual([
      `upstream_breaker_state{${one},state="closed"} 1`,
      `upstream_breaker_state{${one},state="open"} 0`,
      `upstream_breaker_state{${one},state="half-open"} 0`,
      `upstream_breaker_state{${one},state="forced-open"} 0`,
      `upstream_breaker_state{${one},state="disabled"} 0`,
      `upstream_breaker_state{${other},state="closed"} 0`,
      `upstream_breaker_state{${other},state="open"} 0`,
      `upstream_breaker_state{${other},state="half-open"} 0`,
      `upstream_breaker_state{${other},state="forced-open"} 1`,
      `upstream_breaker_state{${other},state="disabled"} 0`,
      `upstream_rate_limit_paused{${one}} 0`,
      `upstream_rate_limit_paused{${other}} 1`,
      `upstream_bulkhead_running{${one}} 3`,
      `upstream_bulkhead_running{${other}} 16`,
      `upstream_bulkhead_waiting{${one}} 0`,
      `upstream_bulkhead_waiting{${other}} 7`,
      `upstream_bulkhead_limit{${one}} 64`,
      `upstream_bulkhead_limit{${other}} 16`,
      'upstream_retry_budget_available{upstream="catalog"} 6',
    ]);
  });

  it('shows no debt of a budget', async () => {
    const metrics = createMetrics();
    exposeUpstreamStatuses(metrics, () => [{ ...status, retryBudget: { calls: 0, retries: 9, allowed: 3 } }]);

    expect(await upstreamLines(metrics)).toContain('upstream_retry_budget_available{upstream="catalog"} 0');
  });
});
