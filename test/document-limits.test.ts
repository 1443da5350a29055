import {
  execute,
  getOperationAST,
  getNamedType,
  getNullableType,
  getVariableValues,
  isIntrospectionType,
  isListType,
  isObjectType,
  parse,
  print,
  specifiedRules,
  validate,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../shared/lib/clock.ts';
import { costOf, type FieldCosts } from '../shared/graphql/cost.ts';
import { checkDocument, parseWithin } from '../shared/graphql/document-limits.ts';
import { clientForm } from '../shared/graphql/documents/manifest.ts';
import { createRequestContext, inputsFrom, type RequestContext } from '../shared/graphql/context.ts';
import { readDocuments, type ClientDocument } from '../shared/graphql/documents/client-documents.ts';
import { createTransport } from '../shared/upstream/client.ts';
import { connectUpstreams, type Upstreams } from '../shared/upstreams/index.ts';
import { clients, type Folder } from './clients.ts';
import { startMocks } from './running-mocks.ts';
import { bestOfThree, worstDocuments, type Place } from './worst-documents.ts';

/** Where documents of a client type can be made large. */
const places: Readonly<Record<Folder, Place>> = {
  'bff-web': {
    type: 'Product',
    wrap: (selections) => `{ product(slug: "lamp") { ${selections} } }`,
    leaf: 'id',
    withArguments: 'deliveryEstimate(country: "DE") { country }',
    list: (selections) => `recommendations { ${selections} }`,
  },
  'bff-mobile': {
    type: 'Card',
    wrap: (selections) => `{ home { sections { cards { ${selections} } } } }`,
    leaf: 'id',
    withArguments: 'image(width: 160)',
    // Cards hold no lists: the same shape one level up, where the types do not fit, takes as long.
    list: (selections) => `cards { ${selections} }`,
  },
};

/** Fields that are handed what services are asked with, and ask for nothing that another field has not paid for. */
const paidElsewhere = new Set([
  // By the sections, which ask when their cards are drawn.
  'Query.home',
]);

it('the web has no lists in lists that cost nothing, however deep', async () => {
  const { schema, limits, costs } = await clients[0].define();
  const nested = (depth: number): string =>
    depth === 0 ? 'id' : `${depth % 2 ? 'children' : 'breadcrumbs'} { ${nested(depth - 1)} }`;
  const document = parseWithin(`{ categories { ${nested(9)} } }`, limits);

  // Within the limits of documents: it is what it asks for that is too much.
  expect(checkDocument(document, limits)).toEqual([]);
  expect(costOf(schema, costs, document, getOperationAST(document)!, {})).toBeGreaterThan(limits.maxCost);
});

/** What validation may take of the processor at once: a generous bound, many times what the largest real document takes. */
const VALIDATION_MS = 100;

describe.each(clients)('the limits of $folder', async ({ folder, define }) => {
  const { schema, limits, costs, documents: from } = await define();
  const documents = (await readDocuments(from)).map((document) => ({
    ...document,
    text: print(clientForm(parse(document.text))),
  }));

  it.each(documents)('let $name through, with room for half as much again', ({ text, variables }) => {
    const document = parseWithin(text, limits);
    const operation = getOperationAST(document)!;
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    const less = Object.fromEntries(
      Object.entries(limits).map(([name, limit]) => [name, limit / 1.5]),
    ) as unknown as typeof limits;

    expect(checkDocument(parseWithin(text, less), less)).toEqual([]);
    expect(costOf(schema, costs, document, operation, coerced!)).toBeLessThanOrEqual(less.maxCost);
  });

  it.each([...worstDocuments(places[folder], limits)])(
    'bound how long %s takes to validate',
    (_name, text) => {
      const document = parse(text);
      const tookMs = bestOfThree(() => void validate(schema, document, specifiedRules, { maxErrors: 20 }));

      expect(tookMs).toBeLessThan(VALIDATION_MS);
    },
  );
});

describe.each(clients)('the costs of $folder', async ({ define }) => {
  const { schema, costs, documents: from } = await define();
  const documents = await readDocuments(from);

  it.each(Object.entries(costs))('name a field that there is: %s', (name, { items }) => {
    const [typeName, fieldName] = name.split('.') as [string, string];
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;

    expect(field?.name).toBe(fieldName);
    if (items?.argument !== undefined) expect(field!.args.map((each) => each.name)).toContain(items.argument);
    if (items?.below !== undefined) {
      const output = getNamedType(field!.type);
      expect(isObjectType(output) && Object.keys(output.getFields())).toContain(items.below);
    }
  });

  it('know how many items each list has below which something costs', () => {
    const unknown = objectTypes(schema).flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => field.name !== 'edges' && isListType(getNullableType(field.type)))
        .filter((field) => leadsToCosts(getNamedType(field.type), costs))
        .map((field) => `${type.name}.${field.name}`)
        .filter((name) => !costs[name]?.items),
    );

    expect(unknown).toEqual([]);
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

    it('give points to every field that asks a service', async () => {
      const { schema: watched } = await define();
      const asking = watchWhoAsks(watched);
      for (const document of documents) await run(watched, document, upstreams);

      expect(asking.size).toBeGreaterThan(10);
      expect([...asking].filter((name) => !costs[name]?.points && !paidElsewhere.has(name))).toEqual([]);
    });
  });
});

const objectTypes = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !isIntrospectionType(type));

/** Whether anything that can be asked of `type`, or of what it leads to, has points. */
function leadsToCosts(type: GraphQLNamedOutputType, costs: FieldCosts, seen = new Set<string>()): boolean {
  if (!isObjectType(type) || seen.has(type.name)) return false;
  seen.add(type.name);
  return Object.values(type.getFields()).some(
    (field) =>
      (costs[`${type.name}.${field.name}`]?.points ?? 0) > 0 ||
      leadsToCosts(getNamedType(field.type), costs, seen),
  );
}

/** Notes the fields that take up something that services are asked with. */
function watchWhoAsks(schema: GraphQLSchema): ReadonlySet<string> {
  const asking = new Set<string>();
  for (const type of objectTypes(schema)) {
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve) continue;
      field.resolve = (source, args, context: RequestContext, info) =>
        resolve(
          source,
          args,
          new Proxy(context, {
            get: (target, property) => {
              if (property === 'loaders' || property === 'upstreams' || property === 'scope') {
                asking.add(`${type.name}.${field.name}`);
              }
              return Reflect.get(target, property) as unknown;
            },
          }),
          info,
        );
    }
  }
  return asking;
}

async function run(
  schema: GraphQLSchema,
  { text, variables, headers }: ClientDocument,
  upstreams: Upstreams,
) {
  const contextValue = createRequestContext({
    inputs: inputsFrom(headers, 30_000),
    requestId: 'costs-test',
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
