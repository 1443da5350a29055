import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { changedRatio, type Revision } from './kit/revision.ts';

/** How much of the measured code may have changed since a report was made, before it speaks of something else. */
const MAX_CHANGED_RATIO = 0.05;

interface Report {
  readonly revision?: Revision | null;
  /** Parts that were measured apart from the rest say so in `where`. */
  readonly experiments: readonly { readonly where?: { readonly revision?: Revision | null } }[];
}

it.for([
  ['performance', 'bench'],
  ['resilience', 'bench:resilience'],
] as const)(
  'the committed report on %s speaks of code that has changed little since',
  async ([name, script], { skip }) => {
    const text = readFileSync(new URL(`results/${name}.json`, import.meta.url), 'utf8');
    const { revision, experiments } = JSON.parse(text) as Report;
    const revisions = [revision, ...experiments.map(({ where }) => where?.revision)];
    const commits = [...new Set(revisions.flatMap((each) => each?.commit ?? []))];
    const ratios = await Promise.all(commits.map((commit) => changedRatio(commit)));
    if (ratios.every((ratio) => ratio === null)) {
      return skip('the report names no commit, or none that git knows here');
    }

    const most = Math.max(...ratios.map((ratio) => ratio ?? 0));
    const changed = `${(most * 100).toFixed(1)} % of the measured lines have changed since the report was made`;
    expect(most, `${changed}: make it anew with npm run ${script}`).toBeLessThanOrEqual(MAX_CHANGED_RATIO);
  },
);
