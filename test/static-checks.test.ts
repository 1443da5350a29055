import { expect, it } from 'vitest';
import { checks, complaintsOf } from '../scripts/checks.ts';

/** They compute for a minute on an idle machine, and so for many on a busy one. */
const PATIENCE_MS = 1_800_000;

// One after the other: the runner's other workers are busy with tests meanwhile.
it.each(checks)(
  'npm run %s finds nothing to complain of',
  async (check) => expect(await complaintsOf(check)).toBe(''),
  PATIENCE_MS,
);
