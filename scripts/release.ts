/**
 * Records a client's documents as those of a release: `release.ts mobile 5.3.0 --supported-until 2027-06-30`. With
 * `--extend`, supports a recorded one for longer.
 */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { systemClock } from '../shared/lib/clock.ts';
import { ManifestError } from '../shared/operations/manifest.ts';
import { dayOf } from '../shared/operations/release.ts';
import { extendRelease, recordRelease, ReleaseError } from './record-release.ts';

const usage = 'npm run release -- <client> <version> --supported-until <YYYY-MM-DD> [--extend]';

try {
  const { values, positionals } = parseArgs({
    options: { 'supported-until': { type: 'string' }, 'extend': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [client, version, ...rest] = positionals;
  const supportedUntil = values['supported-until'];
  if (!client || !version || !supportedUntil || rest.length > 0) throw new ReleaseError(usage);

  const record = values.extend ? extendRelease : recordRelease;
  await record(pathToFileURL(`${process.cwd()}/`), dayOf(systemClock.now()), {
    client,
    version,
    supportedUntil,
  });
  console.log(`bff-${client}/releases/${version}.json: supported until ${supportedUntil}.`);
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error; // parseArgs: an option that there is none of
  if (!(error instanceof ReleaseError || error instanceof ManifestError || isUsage)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
