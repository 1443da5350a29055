import { buildASTSchema, parse, printSchema, visit, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appNames, appReleases, compareVersions } from '../bff-mobile/app-versions.ts';
import { documentIds as mobileDocumentIds } from '../bff-mobile/generated/documents.ts';
import { systemClock } from '../shared/lib/clock.ts';
import { brokenBy } from '../shared/graphql/documents/compatibility.ts';
import { dayOf, isSupported, readReleases, shippedIn } from '../shared/graphql/documents/release.ts';
import type { RunningBff } from '../shared/process/start-bff.ts';
import { clients } from './clients.ts';
import { startQuietBff, type GraphQLAnswer } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

const today = dayOf(systemClock.now());

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

const released = await Promise.all(
  clients.map(async ({ folder, define }) => {
    const definition = await define();
    const releases = await readReleases(definition.releases);
    return {
      folder,
      definition,
      releases,
      supported: releases.filter((release) => isSupported(release, today)),
    };
  }),
);

describe.each(released)('the releases of $folder', ({ folder, definition, releases, supported }) => {
  const documents = supported.flatMap((release) =>
    release.manifest.operations.map(({ id, name, body }) => ({
      by: `${folder} ${release.version}`,
      id,
      name,
      text: body,
      version: release.version,
      example: release.examples[name]!,
    })),
  );
  let bff: RunningBff;
  beforeAll(async () => {
    bff = await startQuietBff(definition, mocks.urls, { DOCUMENTS: 'trusted' });
  });
  afterAll(() => bff.close());

  it.each(documents)('$by: $name fits the schema of today', (document) => {
    expect(brokenBy(definition.schema, document)).toEqual([]);
  });

  it.each(documents)('$by: $name is answered in full', async ({ by, id, name, version, example }) => {
    const response = await fetch(`${bff.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...example.headers,
        'apollographql-client-name': definition.clients[0]!,
        'apollographql-client-version': version,
      },
      body: JSON.stringify({ documentId: id, variables: example.variables }),
    });
    const { data, errors } = (await response.json()) as Omit<GraphQLAnswer, 'status'>;

    const failures = errors?.map(
      ({ message, path }) => `${by}: ${name} fails at ${path?.join('.') ?? 'its request'}: ${message}`,
    );
    expect(failures).toBeUndefined();
    // An example that finds nothing would prove nothing.
    expect(Object.values(data!)).not.toContain(null);
  });

  it('have values to try each document with', () => {
    const names = releases.map(({ manifest }) => manifest.operations.map(({ name }) => name));

    expect(releases.map(({ examples }) => Object.keys(examples).sort())).toEqual(names);
  });
});

it('the check names the release and the document when a field is taken from the schema', () => {
  const { definition, releases } = released.find(({ folder }) => folder === 'bff-mobile')!;
  const schema = without(definition.schema, 'Card', 'title');
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

function without(schema: GraphQLSchema, type: string, field: string): GraphQLSchema {
  return buildASTSchema(
    visit(parse(printSchema(schema)), {
      ObjectTypeDefinition: (node) =>
        node.name.value === type
          ? { ...node, fields: node.fields!.filter(({ name }) => name.value !== field) }
          : undefined,
    }),
  );
}

describe.each(Object.entries(appReleases))(
  'an app on %s of a release that is served no more',
  (platform, rules) => {
    const { definition } = released.find(({ folder }) => folder === 'bff-mobile')!;
    const documentIds: Readonly<Record<string, string>> = mobileDocumentIds;
    let bff: RunningBff;
    beforeAll(async () => {
      bff = await startQuietBff(definition, mocks.urls, { NODE_ENV: 'production' });
    });
    afterAll(() => bff.close());

    const ask = async (body: object) => {
      const response = await fetch(`${bff.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'apollographql-client-name': appNames[platform as keyof typeof appNames],
          'apollographql-client-version': '4.99.0',
        },
        body: JSON.stringify(body),
      });
      return (await response.json()) as GraphQLAnswer;
    };

    it.each([
      ['a document of its own', { documentId: '0'.repeat(64), operationName: 'Home' }],
      [
        'its own document of what tells it to update',
        { documentId: '0'.repeat(64), operationName: 'AppConfig' },
      ],
      ['a text', { query: 'query Home { home { sections { title } } }' }],
      ['a document of today', { documentId: documentIds['Home'] }],
    ])('is sent to its store, in production, when it asks for %s', async (_what, body) => {
      expect((await ask(body)).errors).toMatchObject([
        { extensions: { code: 'UPGRADE_REQUIRED', storeUrl: rules.storeUrl, minimumVersion: rules.minimum } },
      ]);
    });

    it('is answered what tells it to update, where its document is known', async () => {
      const variables = { platform, version: '4.99.0' };

      const { data } = await ask({ documentId: documentIds['AppConfig'], variables });

      expect(data).toMatchObject({ appConfig: { updateRequired: true, storeUrl: rules.storeUrl } });
    });
  },
);

it.each(Object.entries(appReleases))(
  'no supported release is sent to the store on %s',
  (_platform, rules) => {
    const { supported } = released.find(({ folder }) => folder === 'bff-mobile')!;

    expect(supported.filter(({ version }) => compareVersions(version, rules.minimum) < 0)).toEqual([]);
  },
);
