import { buildASTSchema, parse, printSchema, visit } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appReleases, compareVersions } from '../bff-mobile/app-versions.ts';
import { systemClock } from '../shared/lib/clock.ts';
import { brokenBy } from '../shared/operations/compatibility.ts';
import { dayOf, isSupported, readReleases, shippedIn } from '../shared/operations/release.ts';
import type { RunningBff } from '../shared/server/start-bff.ts';
import { clients, releasesOf } from './clients.ts';
import { send, startQuietBff } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

const today = dayOf(systemClock.now());

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

const released = await Promise.all(
  clients.map(async ({ folder, define }) => ({
    folder,
    definition: await define(),
    releases: await readReleases(releasesOf(folder)),
  })),
);

describe.each(released)('the releases of $folder', ({ folder, definition, releases }) => {
  const documents = releases
    .filter((release) => isSupported(release, today))
    .flatMap((release) =>
      shippedIn(folder, release).map((document) => ({
        ...document,
        version: release.version,
        example: release.examples[document.name]!,
      })),
    );
  let bff: RunningBff;
  beforeAll(async () => {
    bff = await startQuietBff(definition, mocks.urls);
  });
  afterAll(() => bff.close());

  it.each(documents)('$by: $name fits the schema of today', (document) => {
    expect(brokenBy(definition.schema, document)).toEqual([]);
  });

  it.each(documents)('$by: $name is answered in full', async ({ by, name, text, version, example }) => {
    const identity = {
      'apollographql-client-name': definition.clients[0]!,
      'apollographql-client-version': version,
    };
    const { variables } = example;
    const answer = await send(bff.url, {
      name,
      text,
      variables,
      headers: { ...example.headers, ...identity },
    });

    const failures = answer.errors?.map(
      ({ message, path }) => `${by}: ${name} fails at ${path?.join('.') ?? 'its request'}: ${message}`,
    );
    expect(failures).toBeUndefined();
    // An example that finds nothing would prove nothing.
    expect(Object.values(answer.data!)).not.toContain(null);
  });

  it('have values to try each document with', () => {
    const names = releases.map(({ manifest }) => manifest.operations.map(({ name }) => name));

    expect(releases.map(({ examples }) => Object.keys(examples).sort())).toEqual(names);
  });
});

describe('a field that a release asks for', () => {
  const { definition, releases } = released.find(({ folder }) => folder === 'bff-mobile')!;
  const without = (type: string, field: string) =>
    buildASTSchema(
      visit(parse(printSchema(definition.schema)), {
        ObjectTypeDefinition: (node) =>
          node.name.value === type
            ? { ...node, fields: node.fields!.filter(({ name }) => name.value !== field) }
            : undefined,
      }),
    );

  it('is named with the release when it is taken from the schema', () => {
    const schema = without('Card', 'title');
    const broken = releases
      .flatMap((release) => shippedIn('bff-mobile', release))
      .flatMap((document) => brokenBy(schema, document));

    expect(releases.length).toBeGreaterThan(0);
    expect(broken).toEqual(
      expect.arrayContaining(
        releases.map(({ version }) => `bff-mobile ${version}: Home asks for Card.title, which is gone`),
      ),
    );
  });
});

it.each(Object.entries(appReleases))(
  'no supported release is sent to the store on %s',
  async (_name, rules) => {
    const supported = released
      .find(({ folder }) => folder === 'bff-mobile')!
      .releases.filter((release) => isSupported(release, today));

    expect(supported.filter(({ version }) => compareVersions(version, rules.minimum) < 0)).toEqual([]);
  },
);
