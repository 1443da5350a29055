import { pino } from 'pino';
import { expect, it } from 'vitest';
import { logUpstreamEvents, type UpstreamEvent } from './events.ts';

function logged(...events: UpstreamEvent[]) {
  const lines: Record<string, unknown>[] = [];
  const logger = pino(
    { level: 'trace', base: null, timestamp: false, formatters: { level: (level) => ({ level }) } },
    { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  events.forEach(logUpstreamEvents(logger));
  return lines;
}

const call = {
  type: 'call',
  upstream: 'catalog',
  endpoint: 'GET /products',
  requestId: 'r-1',
  durationMs: 12,
} as const;

it('the log holds an answered call for those who look closely', () => {
  expect(logged(call)).toEqual([{ level: 'debug', ...call, msg: 'upstream call' }]);
});

it('the log holds a 404 like an answered call', () => {
  const lines = logged({ ...call, failure: { code: 'NOT_FOUND', reason: 'answered 404' } });

  expect(lines).toEqual([{ level: 'debug', ...call, msg: 'upstream call' }]);
});

it('the log warns of a lost call, and says why', () => {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

  const lines = logged({ ...call, failure: { code: 'UPSTREAM_UNAVAILABLE', reason: 'ECONNRESET', cause } });

  expect(lines).toEqual([
    {
      level: 'warn',
      ...call,
      code: 'UPSTREAM_UNAVAILABLE',
      reason: 'ECONNRESET',
      err: expect.objectContaining({ message: 'read ECONNRESET', stack: expect.any(String) }),
      msg: 'upstream call failed',
    },
  ]);
});

it('the log warns of dropped items, and of a breaker that changes', () => {
  const dropped = {
    type: 'items-dropped',
    upstream: 'catalog',
    endpoint: 'GET /products',
    requestId: 'r-1',
    count: 2,
    issue: 'price: expected number',
  } as const;
  const changed = {
    type: 'breaker-changed',
    upstream: 'catalog',
    endpointClass: 'default',
    state: 'open',
  } as const;

  expect(logged(dropped, changed)).toEqual([
    { level: 'warn', ...dropped, msg: 'items that break the contract were dropped' },
    { level: 'warn', ...changed, msg: 'breaker changed state' },
  ]);
});

it('the log warns of a service that asks to be left alone', () => {
  const paused = {
    type: 'paused',
    upstream: 'catalog',
    endpointClass: 'search',
    endpoint: 'GET /search',
    requestId: 'r-1',
    pauseMs: 600_000,
  } as const;

  expect(logged(paused)).toEqual([{ level: 'warn', ...paused, msg: 'upstream asked to be left alone' }]);
});

it('the log tells of a repeated call and of a stale answer, and leaves a second attempt to those who look closely', () => {
  const about = { upstream: 'catalog', endpoint: 'GET /products', requestId: 'r-1' } as const;
  const retry = { type: 'retry', ...about, attempt: 2, delayMs: 25, reason: 'answered 503' } as const;
  const stale = { type: 'stale-answer', ...about, ageMs: 60_000, code: 'UPSTREAM_TIMEOUT' } as const;
  const hedge = { type: 'hedge', ...about, afterMs: 50 } as const;

  expect(logged(retry, stale, hedge)).toEqual([
    { level: 'info', ...retry, msg: 'upstream call repeated' },
    { level: 'info', ...stale, msg: 'stale answer served' },
    { level: 'debug', ...hedge, msg: 'upstream call hedged' },
  ]);
});
