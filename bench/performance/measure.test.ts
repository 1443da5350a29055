import { expect, it } from 'vitest';
import { roundOf } from './measure.ts';

const latencyMs = { p50: 5, p90: 8, p99: 9 };
const result = { answered: 200, failures: {}, tookMs: 2_000, latencyMs, sentLateMs: 0, cpuMs: 500 };
const used = { cpuMs: 1_000, calls: 400, kept: 100, residentBytes: 7 };

it('a round tells what each whole answer cost', () => {
  expect(roundOf(result, used)).toEqual({
    perSecond: 100,
    failed: 0,
    cpuMs: 5,
    calls: 2,
    kept: 0.5,
    p50Ms: 5,
    p99Ms: 9,
    residentBytes: 7,
    generatorBusy: 0.25,
    serverBusy: 0.5,
    sentLateMs: 0,
  });
});

it('a server that sheds operations pays for its whole answers with all that it used', () => {
  const shed = roundOf({ ...result, answered: 50, failures: { 503: 100, UPSTREAM_TIMEOUT: 50 } }, used);

  expect(shed).toMatchObject({ perSecond: 25, failed: 0.75, cpuMs: 20, calls: 8 });
});

it('a server that answers nothing whole costs without bound', () => {
  expect(roundOf({ ...result, answered: 0, failures: { 503: 9 } }, used)).toMatchObject({
    perSecond: 0,
    failed: 1,
    cpuMs: Infinity,
    calls: Infinity,
  });
});
