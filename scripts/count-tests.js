// Prints how the tests went, from the runner's own JSON report: `N passed, N failed`.
import { existsSync, readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
const report = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 0 };
// A file that does not load, or an error between tests, fails no test of its own.
const failed = Math.max(report.numFailedTests, status === '0' ? 0 : 1);

console.log(`${report.numPassedTests} passed, ${failed} failed`);
