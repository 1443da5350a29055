import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { clientForm } from '../shared/graphql/documents/manifest.ts';
import { readDocuments, type ClientDocument } from '../shared/graphql/documents/client-documents.ts';
import { errorsEverywhere } from '../shared/testing/everywhere.ts';
import { createTransport } from '../shared/upstream/client.ts';
import { definitions, type UpstreamName } from '../shared/upstreams/index.ts';
import { clients, type Folder } from './clients.ts';
import { LIFETIME_MS, startClockedBff } from './clocked-bff.ts';
import { startFaultyProxy } from './faulty-proxy.ts';
import { startRecordedBff, type RecordedBff } from './recorded-bff.ts';
import { everythingOff, type GraphQLAnswer } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

/** What a document costs as clients send it, with its example values: the services, the client's line, and its quota. */
interface Budget {
  readonly calls: number;
  readonly waves: number;
  /** Of the body, up to the next hundred. */
  readonly rawBytes: number;
  readonly gzipBytes: number;
  readonly cost: number;
}

/**
 * The most bytes that a screen of a phone may weigh: chosen, with room above what it weighs, and 12 kB at most, which a bad
 * line loads in about a second; that holds while services fail, and say so. A new document gets its own here. What pages of
 * the web weigh is recorded alone.
 */
const mostBytes: Readonly<Record<string, number>> = {
  AppConfig: 500,
  CategoryList: 2_000,
  CategoryScreen: 12_000,
  Home: 12_000,
  OrderList: 12_000,
  OrderScreen: 6_000,
  ProductReviews: 12_000,
  ProductScreen: 8_000,
  RelatedProducts: 9_000,
  Search: 10_000,
  SearchCompact: 5_000,
};

/** The most calls that the screen which an app opens with may take. */
const MOST_CALLS_OF_HOME = 5;

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

describe.each(
  await Promise.all(clients.map(async ({ folder, define }) => ({ folder, definition: await define() }))),
)('the budgets of $folder', async ({ folder, definition }) => {
  const documents = await readDocuments(definition.documents);
  let bff: RecordedBff;

  beforeAll(async () => {
    bff = await startRecordedBff(definition, mocks.urls);
  });
  afterAll(() => bff.close());

  it.each(documents)('$name costs what its budget says (npm run budgets:update)', async (document) => {
    const { budget } = await measure(bff, document);

    await expect(`${JSON.stringify(budget, null, 2)}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, '..', folder, 'documents', `${document.name}.budget.json`),
    );
  });

  if (folder !== 'bff-mobile') return;

  it.each(documents)('$name weighs no more than a phone is given', async (document) => {
    const { body } = await measure(bff, document);

    expect(body.length).toBeLessThanOrEqual(mostBytes[document.name] ?? 0);
  });

  it('Home draws twenty cards with no more calls than it may make', async () => {
    const home = documents.find(({ name }) => name === 'Home')!;
    const { body, budget } = await measure(bff, { ...home, variables: { ...home.variables, first: 10 } });
    const { data } = JSON.parse(body.toString()) as {
      data: { home: { sections: readonly { cards: readonly unknown[] }[] } };
    };

    expect(data.home.sections.flatMap(({ cards }) => cards)).toHaveLength(20);
    expect(body.length).toBeLessThanOrEqual(mostBytes['Home']!);
    expect(budget.calls).toBeLessThanOrEqual(MOST_CALLS_OF_HOME);
  });
});

/** The documents of one client type, with services that fail. */
async function startFailing(folder: Folder, environment: Readonly<Record<string, string>> = everythingOff) {
  const definition = await clients.find((client) => client.folder === folder)!.define();
  const { send, close } = createTransport();
  const proxies = new Map(
    await Promise.all(names.map(async (name) => [name, await startFaultyProxy(mocks.urls[name])] as const)),
  );
  const urls = Object.fromEntries([...proxies].map(([name, { url }]) => [name, url])) as RunningMocks['urls'];
  const bff = await startClockedBff(definition, urls, environment, { transport: send });
  onTestFinished(async () => {
    await bff.close();
    await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
    close();
  });
  return {
    documents: await readDocuments(definition.documents),
    skip: bff.skip,
    become: (down: readonly UpstreamName[]) =>
      proxies.forEach((proxy, name) => proxy.become(down.includes(name) ? 'down' : 'well')),
    ask: async (document: ClientDocument) => {
      const { text } = await post(bff.url, document);
      return { bytes: Buffer.byteLength(text), ...(JSON.parse(text) as GraphQLAnswer) };
    },
  };
}

const names = Object.keys(definitions) as UpstreamName[];

describe('while services fail, a response weighs no more than it may otherwise:', () => {
  it.each<readonly [string, readonly UpstreamName[]]>([
    ['all of them', names],
    ...names.map((name) => [name, [name]] as const),
    ...names.map((name) => [`all but ${name}`, names.filter((other) => other !== name)] as const),
  ])('each screen of a phone without %s', async (_what, down) => {
    const { documents, become, ask } = await startFailing('bff-mobile');
    become(down);

    for (const document of documents) {
      const { bytes, extensions } = await ask(document);
      expect(bytes, document.name).toBeLessThanOrEqual(mostBytes[document.name]!);
      // What is null is told from what there is none of.
      expect(extensions?.['errorsOmitted'], document.name).toBeUndefined();
    }
  });

  it('each screen of a phone that shows what is old', async () => {
    const { documents, become, ask, skip } = await startFailing('bff-mobile', {
      ...everythingOff,
      ENTITY_CACHE_MB: '32',
    });
    become([]);
    for (const document of documents) await ask(document);
    become(names);
    skip(LIFETIME_MS + 1);

    let old = 0;
    for (const document of documents) {
      const { bytes, errors, extensions } = await ask(document);
      expect(errors, document.name).toBeUndefined();
      expect(bytes, document.name).toBeLessThanOrEqual(mostBytes[document.name]!);
      if (extensions?.['degraded']) old += 1;
    }
    expect(old).toBeGreaterThan(documents.length / 2);
  });

  it('a listing of fifty products without three of them', async () => {
    const { documents, become, ask } = await startFailing('bff-web');
    const listing = documents.find(({ name }) => name === 'ProductListing')!;
    become(['pricing', 'inventory', 'reviews']);

    const { errors = [], data } = await ask({
      ...listing,
      text: listing.text.replace('first: 20', 'first: 50'),
      variables: {},
    });

    const { edges } = data!['products'] as { edges: readonly { node: Readonly<Record<string, unknown>> }[] };
    expect(edges).toHaveLength(50);
    expect(edges.map(({ node }) => node['price'])).toEqual(edges.map(() => null));
    expect(errors.length).toBeLessThanOrEqual(10);
    expect(JSON.stringify(errors).length).toBeLessThan(6_000);
    // Every null can be told from one that means that there is nothing.
    const places = errorsEverywhere(errors).map(({ path }) => path!.join('.'));
    for (const field of ['price', 'stock', 'rating']) {
      const wanted = edges.map((_edge, index) => `products.edges.${index}.node.${field}`);
      expect(places).toEqual(expect.arrayContaining(wanted));
    }
  });
});

async function post(url: string, { text, variables, headers }: ClientDocument) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'identity', ...headers },
    body: JSON.stringify({ query: print(clientForm(parse(text))), variables }),
  });
  return { text: await response.text(), headers: response.headers };
}

async function measure(
  { url, take }: RecordedBff,
  document: ClientDocument,
): Promise<{ readonly body: Buffer; readonly budget: Budget }> {
  const { text, headers } = await post(url, document);
  const body = Buffer.from(text);
  const calls = take();
  expect(JSON.parse(text)).not.toHaveProperty('errors');
  return {
    body,
    budget: {
      calls: calls.length,
      waves: Math.max(0, ...calls.map(({ wave }) => wave)),
      rawBytes: toHundred(body.length),
      gzipBytes: toHundred(gzipSync(body).length),
      cost: Number(headers.get('x-operation-cost')),
    },
  };
}

/** Promotions end, and compressors differ a little: a few bytes are no news. */
const toHundred = (bytes: number) => Math.ceil(bytes / 100) * 100;
