/** Runs all static checks, as many at once as there are processors, and says how each went and how long it took. */
import { availableParallelism } from 'node:os';
import { mapConcurrently } from '../shared/lib/concurrency.ts';
import { checks, complaintsOf } from './checks.ts';

const results = await mapConcurrently(checks, availableParallelism(), async (check) => {
  const startedAt = performance.now();
  console.log(`${check} …`);
  const complaints = await complaintsOf(check);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(
    complaints === '' ? `${check} passed in ${seconds} s` : `${check} FAILED in ${seconds} s\n${complaints}`,
  );
  return complaints;
});

const failed = checks.filter((_check, index) => results[index] !== '');
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}.`);
  process.exitCode = 1;
}
