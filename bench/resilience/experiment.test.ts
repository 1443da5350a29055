import { expect, it } from 'vitest';
import { isFelt, judged, type Findings } from './experiment.ts';

const figures = [
  { what: 'load', measured: '0.00 ×', target: '≤ 1.20 ×', met: true, value: 0 },
  { what: 'operations', measured: '80', value: 80 },
];
const calls = { what: 'calls that reached reviews while it hung', atLeast: 20 };
const waited = { what: 'operations that waited for it', atLeast: 5 };

it('a target counts as it was measured where all evidence shows that the fault was felt', () => {
  const findings: Findings = {
    felt: [
      { ...calls, count: 20 },
      { ...waited, count: 9 },
    ],
    figures,
  };

  expect(isFelt(findings)).toBe(true);
  expect(judged(findings)).toEqual(figures);
});

it.each([
  {
    because: 'no call reached the sick service',
    felt: [
      { ...calls, count: 0 },
      { ...waited, count: 9 },
    ],
  },
  {
    because: 'too few operations waited',
    felt: [
      { ...calls, count: 20 },
      { ...waited, count: 4 },
    ],
  },
  {
    because: 'nothing could be counted',
    felt: [
      { ...calls, count: NaN },
      { ...waited, count: 9 },
    ],
  },
] as const)('no target is met where $because', ({ felt }) => {
  expect(isFelt({ felt, figures })).toBe(false);
  expect(judged({ felt, figures })).toEqual([
    { ...figures[0], measured: 'the fault was not felt (0.00 ×)', met: false },
    figures[1],
  ]);
});
