/**
 * Records a client's documents as those of a release: `release.ts mobile 5.3.0 --supported-until 2027-06-30`. With
 * `--extend`, supports a recorded one for longer.
 */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { systemClock } from '../shared/lib/clock.ts';
import { dayOf } from '../shared/graphql/documents/release.ts';
import { definitionOf } from './client-documents.ts';
import { CommandError, runCommand } from './command.ts';
import { extendRelease, recordRelease } from './record-release.ts';

const usage = 'npm run release -- <client> <version> --supported-until <YYYY-MM-DD> [--extend]';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { 'supported-until': { type: 'string' }, 'extend': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [client, version, ...rest] = positionals;
  const supportedUntil = values['supported-until'];
  if (!client || !version || !supportedUntil || rest.length > 0) throw new CommandError(usage);

  const root = pathToFileURL(`${process.cwd()}/`);
  const today = dayOf(systemClock.now());
  const asked = { client, version, supportedUntil };
  await (values.extend ? extendRelease(root, today, asked) : recordRelease(root, today, asked, definitionOf));
  console.log(`bff-${client}/releases/${version}.json: supported until ${supportedUntil}.`);
});
