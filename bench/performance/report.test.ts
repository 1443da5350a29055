import { expect, it } from 'vitest';
import type { Target } from './experiment.ts';
import { markdown, type Circumstances } from './report.ts';
import { titleOf, type Situation } from './situation.ts';

const where: Circumstances = {
  date: '2026-11-30',
  command: 'npm run bench',
  cpu: 'a processor',
  cores: 2,
  memoryGB: 24,
  kernel: 'Linux',
  node: 'v26',
  bound: true,
  tookMinutes: 30,
  revision: { commit: 'abc123', dirty: true },
  versions: {},
};
const varied: Situation = {
  kind: 'bff-web',
  load: { workload: 'varied', connections: 50, upstream: { latencyMs: 0, cacheControl: 'no-store' } },
};
const target = (what: string, met: boolean, more: Partial<Target> = {}): Target => ({
  what,
  toReach: '≥ 2 ×',
  measured: '1 ×',
  met,
  value: 1,
  situation: varied,
  ...more,
});
const page = (...targets: readonly Target[]) => {
  const experiment = { name: 'peers', title: 'Peers', how: 'So.' };
  return markdown([{ experiment, findings: { targets, data: null }, tookMs: 1 }], where);
};

it('the page names the commit that was measured, and that it was changed', () => {
  expect(page()).toContain('Measured was commit `abc123`, **with changes that are in no commit**.');
});

it('a profile stands beside every miss, and once for all misses of a situation', () => {
  const profile = [
    ['node', 0.5],
    ['got', 0.25],
    ['graphql', 0.125],
    ['pino', 0.1],
  ] as const;
  const text = page(
    target('first', false, { profile }),
    target('second', false, { profile }),
    target('third', true),
  );

  expect(text).toContain('| first | ≥ 2 × | 1 × | **not met** | node 50.0 %, got 25.0 %, graphql 12.5 % |');
  expect(text).toContain('| third | ≥ 2 × | 1 × | met |  |');
  expect(text.split('### varied, `no-store`, 50 connections')).toHaveLength(2);
  expect(text).toContain('Not met: first (≥ 2 ×); second (≥ 2 ×).');
  expect(text).toContain('| pino | 10.0 % |');
});

it('a page without a miss has no profiles', () => {
  expect(page(target('third', true))).not.toContain('## Where the time goes');
});

it('a situation is called by what makes it another', () => {
  expect(titleOf({ kind: 'bff-mobile', environment: { NODE_DISABLE_COMPILE_CACHE: '1' } })).toBe(
    'start of bff-mobile, NODE_DISABLE_COMPILE_CACHE=1',
  );
  const load = { ...varied.load!, connections: 1, perSecond: 160.4 };
  expect(titleOf({ ...varied, load: { ...load, upstream: { latencyMs: 5, cacheControl: 'honest' } } })).toBe(
    'varied, `honest`, 1 connection, 160 operations a second, services that take 5 ms',
  );
});
