import { join } from 'node:path';
import {
  defaultFieldResolver,
  execute,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  parse,
  printSchema,
  validate,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../shared/lib/clock.ts';
import { deprecationsOf } from '../shared/graphql/deprecated-use.ts';
import { undatedDeprecations } from '../shared/graphql/deprecation-dates.ts';
import { dayOf, readSupportedReleases } from '../shared/graphql/documents/release.ts';
import { createRequestContext, inputsFrom } from '../shared/graphql/context.ts';
import { readDocuments, type ClientDocument } from '../shared/graphql/documents/client-documents.ts';
import { createTransport } from '../shared/upstream/client.ts';
import { connectUpstreams, type Upstreams } from '../shared/upstreams/index.ts';
import { clients, releasesOf } from './clients.ts';
import { startMocks } from './running-mocks.ts';

describe.each(clients)('the schema of $folder', async ({ folder, define }) => {
  const definition = await define();
  const { schema } = definition;
  const documents = await readDocuments(definition.documents);
  const releases = await readSupportedReleases(releasesOf(folder), dayOf(systemClock.now()));
  const released = releases.flatMap(({ manifest, examples }) =>
    manifest.operations.map(({ name, body }) => ({ name, text: body, ...examples[name]! })),
  );

  it('is the committed snapshot (npm run schema:update renews it)', async () => {
    await expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, '..', folder, 'schema.graphql'),
    );
  });

  it('describes every type, field, argument and enum value', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('says of everything deprecated why, and until when it can be counted on', () => {
    expect(undatedDeprecations(schema)).toEqual([]);
  });

  it.each(documents)('accepts $name', ({ text }) => {
    expect(validate(schema, parse(text)).map(String)).toEqual([]);
  });

  describe('over the running services', () => {
    let upstreams: Upstreams;
    const closing: (() => unknown)[] = [];
    beforeAll(async () => {
      const mocks = await startMocks();
      const { send, close } = createTransport();
      const connected = connectUpstreams(mocks.urls, {
        transport: send,
        clock: systemClock,
        observe: () => {},
      });
      upstreams = connected.endpoints;
      closing.push(connected.close, close, mocks.close);
    });
    afterAll(() => Promise.all(closing.map((close) => close())));

    it('has no field without a resolver or a property behind it, and none that no document asks for, today or in a supported release', async () => {
      const { schema: strict } = await define();
      const { asked, unresolved } = refuseForgottenFields(strict);
      for (const document of [...documents, ...released]) await run(strict, document, upstreams);

      expect([...unresolved]).toEqual([]);
      // What is deprecated may wait for its date with nobody left who asks for it; schema:check says when it can go.
      const leaving = new Set(deprecationsOf(schema).map(({ coordinate }) => coordinate));
      expect(fieldsOf(schema).filter((field) => !asked.has(field) && !leaving.has(field))).toEqual([]);
    });
  });
});

async function run(
  schema: GraphQLSchema,
  { text, variables, headers }: ClientDocument,
  upstreams: Upstreams,
) {
  const contextValue = createRequestContext({
    inputs: inputsFrom(headers, 30_000),
    requestId: 'schema-test',
    signal: new AbortController().signal,
    clock: systemClock,
    upstreams,
  });
  const { errors } = await execute({
    schema,
    document: parse(text),
    variableValues: variables,
    contextValue,
  });
  expect(errors).toBeUndefined();
}

/**
 * graphql-js answers null for a field that has neither a resolver nor a property of its name. Replaces that default
 * by one that notes such fields, and notes which fields were asked for at all.
 */
function refuseForgottenFields(schema: GraphQLSchema) {
  const asked = new Set<string>();
  const unresolved = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const name = `${type.name}.${field.name}`;
      const { resolve } = field;
      field.resolve = (source: Record<string, unknown>, args, context, info) => {
        asked.add(name);
        if (resolve) return resolve(source, args, context, info);
        if (source[field.name] === undefined) unresolved.add(name);
        return defaultFieldResolver(source, args, context, info);
      };
    }
  }
  return { asked, unresolved };
}

function fieldsOf(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !isIntrospectionType(type)
      ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
      : [],
  );
}

function undescribed(schema: GraphQLSchema): string[] {
  const own = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const described = own.flatMap((type) => {
    const values = isEnumType(type) ? type.getValues() : [];
    const fields: readonly (GraphQLField<unknown, unknown> | GraphQLInputField)[] =
      isObjectType(type) || isInputObjectType(type) ? Object.values(type.getFields()) : [];
    return [
      // The root type is put together from all features; there is nothing to say of the whole.
      ...(type === schema.getQueryType() ? [] : [{ name: type.name, description: type.description }]),
      ...[...values, ...fields].map(({ name, description }) => ({
        name: `${type.name}.${name}`,
        description,
      })),
      ...fields.flatMap((field) =>
        ('args' in field ? field.args : []).map(({ name, description }) => ({
          name: `${type.name}.${field.name}(${name}:)`,
          description,
        })),
      ),
    ];
  });
  return described.filter(({ description }) => !description?.trim()).map(({ name }) => name);
}
