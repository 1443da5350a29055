import { expect, it } from 'vitest';
import { judged, type Experiment, type Findings } from './experiment.ts';
import { markdown, proof, type Circumstances } from './report.ts';

const where: Circumstances = {
  cores: 2,
  memoryGB: 24,
  node: 'v26',
  date: '2026-11-30',
  tookMinutes: 14,
  quick: false,
  revision: { commit: 'abc123', dirty: false },
};
const experiment: Experiment = {
  name: 'hang',
  title: 'one upstream hangs',
  how: 'So.',
  run: async () => Promise.reject(new Error('not here')),
};
const findings = (count: number): Findings => ({
  felt: [{ what: 'calls that reached reviews', count, atLeast: 7 }],
  figures: [{ what: 'load', measured: '1.00 ×', target: '≤ 1.20 ×', met: true, value: 1 }],
});
const page = (...counts: readonly [on: number, off: number]) =>
  markdown(
    (['on', 'off'] as const).map((caches, index) => ({
      ...findings(counts[index]!),
      figures: judged(findings(counts[index]!)),
      ...{ experiment, caches, loadAverage: 1, tookMs: 1 },
      profile:
        caches === 'off'
          ? ([
              ['node', 0.5],
              ['got', 0.25],
            ] as const)
          : [],
    })),
    where,
  );

it('the page shows for each mode first whether the fault was felt, and explains the experiment once', () => {
  const text = page(7, 0);

  expect(text).toContain('Measured was commit `abc123`.');
  expect(text).toContain(
    '| **one upstream hangs** | on | calls that reached reviews | 7 | at least 7 | felt |',
  );
  expect(text).toContain(
    '| **one upstream hangs** | off | calls that reached reviews | 0 | at least 7 | **not felt** |',
  );
  expect(text.split('(`--only hang`)')).toHaveLength(2);
});

it('no target is met on the page where the fault was not felt', () => {
  const text = page(7, 0);

  expect(text).toContain('1 of 2 targets met');
  expect(text).toContain('| load | 1.00 × | ≤ 1.20 × | met |');
  expect(text).toContain('| load | the fault was not felt (1.00 ×) | ≤ 1.20 × | **not met** |');
});

it('the page tells where the time went in what missed a target', () => {
  expect(page(7, 0)).toContain('- **one upstream hangs**, caches off: node 50.0 %, got 25.0 %.');
  expect(page(7, 0)).not.toContain('caches on: ');
});

it('the console says which fault was not felt', () => {
  expect(proof({ what: 'calls', count: 0, atLeast: 1 })).toBe('  NOT FELT calls: 0 (at least 1)');
  expect(proof({ what: 'calls', count: 1, atLeast: 1 })).toBe('  felt     calls: 1 (at least 1)');
});
