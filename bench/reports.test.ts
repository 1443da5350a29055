import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { changedRatio, type Revision } from './kit/revision.ts';

/** How much of the measured code may have changed since a report was made, before it speaks of something else. */
const MAX_CHANGED_RATIO = 0.05;

interface Report {
  readonly revision: Revision | null;
  /** Parts that were measured apart from the rest say so in `where`. */
  readonly experiments: readonly { readonly where?: { readonly revision: Revision | null } }[];
}

function revisionsOf(name: string): readonly (Revision | null)[] {
  const text = readFileSync(new URL(`results/${name}.json`, import.meta.url), 'utf8');
  const { revision, experiments } = JSON.parse(text) as Report;
  return [revision, ...experiments.flatMap(({ where }) => (where ? [where.revision] : []))];
}

it.each(['performance', 'resilience'])(
  'the committed report on %s names the commit that it measured, and no changes besides',
  (name) => {
    for (const revision of revisionsOf(name)) {
      expect(revision).toEqual({ commit: expect.stringMatching(/^[0-9a-f]{40}$/), dirty: false });
    }
  },
);

it.for([
  ['performance', 'bench'],
  ['resilience', 'bench:resilience'],
] as const)(
  'the committed report on %s speaks of code that has changed little since',
  async ([name, script], { skip }) => {
    const commits = new Set(revisionsOf(name).flatMap((revision) => revision?.commit ?? []));
    const ratios = await Promise.all([...commits].map((commit) => changedRatio(commit)));
    if (ratios.includes(null)) return skip('git does not know here what was measured');

    const most = Math.max(...ratios.map((ratio) => ratio ?? 0));
    const changed = `${(most * 100).toFixed(1)} % of the measured lines have changed since the report was made`;
    expect(most, `${changed}: make it anew with npm run ${script}`).toBeLessThanOrEqual(MAX_CHANGED_RATIO);
  },
);
