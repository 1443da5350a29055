import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../shared/lib/clock.ts';
import { clientForm } from '../shared/operations/manifest.ts';
import { readDocuments, type ClientDocument } from '../shared/server/documents.ts';
import { clients } from './clients.ts';
import { startRecordedBff, type RecordedBff } from './recorded-bff.ts';
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
 * line loads in about a second. A new document gets its own here. What pages of the web weigh is recorded alone.
 */
const mostBytes: Readonly<Record<string, number>> = {
  AppConfig: 500,
  Home: 12_000,
  OrderList: 8_000,
  OrderScreen: 4_000,
  ProductScreen: 5_000,
  RelatedProducts: 7_000,
  Search: 7_000,
  SearchCompact: 4_000,
};

/** The most calls that the screen which an app opens with may take. */
const MOST_CALLS_OF_HOME = 5;

/** Always the same noon, since a date of a delivery has not the same length every day. */
const noon: Clock = { now: () => Date.UTC(2026, 10, 27, 12), after: () => () => {} };

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
    bff = await startRecordedBff(definition, mocks.urls, { clock: noon });
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

async function measure(
  { url, take }: RecordedBff,
  { text, variables, headers }: ClientDocument,
): Promise<{ readonly body: Buffer; readonly budget: Budget }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': 'identity', ...headers },
    body: JSON.stringify({ query: print(clientForm(parse(text))), variables }),
  });
  const body = Buffer.from(await response.arrayBuffer());
  const calls = take();
  expect(JSON.parse(body.toString())).not.toHaveProperty('errors');
  return {
    body,
    budget: {
      calls: calls.length,
      waves: Math.max(0, ...calls.map(({ wave }) => wave)),
      rawBytes: toHundred(body.length),
      gzipBytes: toHundred(gzipSync(body).length),
      cost: Number(response.headers.get('x-operation-cost')),
    },
  };
}

/** Promotions end, and compressors differ a little: a few bytes are no news. */
const toHundred = (bytes: number) => Math.ceil(bytes / 100) * 100;
