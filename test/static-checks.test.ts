import { expect, it } from 'vitest';
import { checks, complaintsOf } from '../scripts/checks.ts';

// One after the other: the runner's other workers are busy with tests meanwhile.
it.each(checks)('npm run %s finds nothing to complain of', async (check) => {
  expect(await complaintsOf(check)).toBe('');
});
