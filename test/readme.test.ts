import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_SIZE } from '../bff-mobile/arguments.ts';
import { MAX_PAGE_SIZE } from '../bff-web/limits.ts';
import { mocks as services } from '../mocks/index.ts';
import { portVariable } from '../mocks/kit/config.ts';
import { sharedVariables } from '../shared/config/shared-config.ts';
import { errorCodes } from '../shared/lib/client-error.ts';
import type { OperationLimits } from '../shared/graphql/limits.ts';
import { clientPortVariables, clients, type Folder } from './clients.ts';
import { startRecordedBff, type RecordedBff } from './recorded-bff.ts';
import { send } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** What the first column of each table names, with what the row says of it. */
const rows = new Map(
  [...readme.matchAll(/^\| `(\w+)` +\|(.*)\|$/gm)].map(([, name, rest]) => [name!, rest!.trim()]),
);

/** What the table of limits calls each of them. */
const limitNames: Readonly<Record<keyof OperationLimits, string>> = {
  maxTextBytes: 'bytes of the document',
  maxTokens: 'tokens of the document',
  maxDepth: 'depth: fields within fields',
  maxFields: 'fields, wherever fragments are spread',
  maxAliases: 'aliases',
  maxDirectives: 'directives',
  maxSpreads: 'spreads of fragments',
  maxRootFields: 'root fields',
  maxCost: 'points that one operation may cost',
  costPerMinute: 'points that one client may spend in a minute',
};

const pageSizes: Readonly<Record<Folder, number>> = { 'bff-web': MAX_PAGE_SIZE, 'bff-mobile': PAGE_SIZE };

describe('the README', () => {
  it.each(Object.entries(errorCodes))('says what %s means', (code, meaning) => {
    expect(rows.get(code)).toBe(meaning);
  });

  it.each([
    ...Object.keys(sharedVariables),
    ...clientPortVariables,
    'MAX_OPERATIONS',
    'SITE_URL',
    'DATA_DIR',
    'SEED_NOW',
    ...services.map(portVariable),
  ])('documents the variable %s', (variable) => {
    expect([...rows.keys()]).toContain(variable);
  });

  it('shows the limits of every client type', async () => {
    const [, section] = /\n## Limits\n([^]*?)\n## /.exec(readme)!;
    const table = section!
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      );
    const definitions = await Promise.all(clients.map(({ define }) => define()));
    const shown = (value: number) => value.toLocaleString('en-US');

    expect(table.filter((_row, index) => index !== 1)).toEqual([
      ['limit', ...clients.map(({ folder }) => folder)],
      ...Object.entries(limitNames).map(([limit, name]) => [
        name,
        ...definitions.map(({ limits }) => shown(limits[limit as keyof OperationLimits])),
      ]),
      ['items of one page', ...clients.map(({ folder }) => shown(pageSizes[folder]))],
    ]);
  });

  it('says what a client may spend unless COST_PER_MINUTE is given', async () => {
    const [web, ...others] = await Promise.all(
      clients.map(async ({ folder, define }) => ({
        name: folder.replace('bff-', ''),
        points: (await define()).limits.costPerMinute,
      })),
    );
    const shown = [`\`${web!.points}\``, ...others.map(({ name, points }) => `${name} \`${points}\``)].join(
      '; ',
    );

    expect(rows.get('COST_PER_MINUTE')).toMatch(new RegExp(`^${shown} *\\|`));
  });

  it('shows how to tell errors at each of their places, as the tests do', () => {
    const [recipe] = /^ *const everywhere = [^]*?\n *```/m.exec(readme)!;
    const lines = recipe
      .replace(/ *```$/, '')
      .replace(/^ {2}/gm, '')
      .trim();

    expect(readFileSync(join(root, 'shared/testing/everywhere.ts'), 'utf8')).toContain(lines);
  });

  it('shows the call plan of the document that it names', () => {
    const [, file, plan] = /\(`(bff-[^`]*\.plan\.txt)`\):\n\n```text\n([^]*?)```/.exec(readme)!;

    expect(plan).toBe(readFileSync(join(root, file!), 'utf8'));
  });

  describe('names things in the shop that are as it says:', () => {
    let mocks: RunningMocks;
    let bff: RecordedBff;
    beforeAll(async () => {
      mocks = await startMocks();
      bff = await startRecordedBff(await clients[0].define(), mocks.urls);
    });
    afterAll(async () => {
      await bff.close();
      await mocks.close();
    });

    const [, section] = /\n## What is in the shop\n([^]*?)\n## /.exec(readme)!;
    const product = (slug: string, id: string, fields: string) => ({
      named: [`product(slug: "${slug}")`, `productScreen(id: "${id}")`],
      query: `{ product(slug: "${slug}") { id ${fields} } }`,
    });

    it.each([
      {
        what: 'a product that is sold out and on offer',
        ...product(
          'sarek-steel-camping-stove',
          'p-1878',
          'stock { available } promotion { discountPercent }',
        ),
        data: { product: { id: 'p-1878', stock: { available: 0 }, promotion: { discountPercent: 40 } } },
      },
      {
        what: 'a product of which a single piece is left',
        ...product('hearthside-damascus-paring-knife', 'p-0337', 'stock { available }'),
        data: { product: { id: 'p-0337', stock: { available: 1 } } },
      },
      {
        what: 'the last pieces of a product',
        ...product('kiln-olive-wood-chefs-knife', 'p-0476', 'stock { available } promotion { label }'),
        data: { product: { id: 'p-0476', stock: { available: 2 }, promotion: { label: 'Last pieces' } } },
      },
      {
        what: 'a new product in four variants',
        ...product('rund-copper-casserole', 'p-1975', 'isNew variants { __typename }'),
        data: {
          product: {
            id: 'p-1975',
            isNew: true,
            variants: Array.from({ length: 4 }, () => ({ __typename: 'ProductVariant' })),
          },
        },
      },
      {
        what: 'an order of a product that the shop has given up',
        named: ['order(id: "o-00034")', 'x-customer-id: u-114'],
        query: '{ order(id: "o-00034") { lines { productId product { id } } } }',
        headers: { 'x-customer-id': 'u-114' },
        data: { order: { lines: [{ productId: 'p-0724', product: null }] } },
      },
      {
        what: 'a customer with pages of orders',
        named: ['x-customer-id: u-001'],
        query: '{ orders { totalCount } }',
        headers: { 'x-customer-id': 'u-001' },
        data: { orders: { totalCount: 109 } },
      },
      {
        what: 'a customer who has not ordered yet',
        named: ['x-customer-id: u-501'],
        query: '{ orders { totalCount edges { cursor } } }',
        headers: { 'x-customer-id': 'u-501' },
        data: { orders: { totalCount: 0, edges: [] } },
      },
      {
        what: 'a search without hits',
        named: ['search(query: "zeppelin")'],
        query: '{ search(query: "zeppelin") { totalCount edges { cursor } facets { brands { value } } } }',
        data: { search: { totalCount: 0, edges: [], facets: { brands: [] } } },
      },
    ])('$what', async ({ named, query, headers = {}, data }) => {
      for (const words of named) expect(section).toContain(words);

      const response = await send(bff.url, { name: '', text: query, variables: {}, headers });

      expect(response.errors).toBeUndefined();
      expect(response.data).toEqual(data);
    });
  });

  describe('shows real answers', () => {
    let mocks: RunningMocks;
    beforeAll(async () => {
      mocks = await startMocks();
    });
    afterAll(() => mocks.close());

    const queries = [...readme.matchAll(/```graphql\n([^]*?)```/g)].map(([, text]) => text!);
    const answers = [...readme.matchAll(/```json\n([^]*?)```/g)].map(
      ([, text]) => JSON.parse(text!) as unknown,
    );

    const counts = /The first took (\d+) calls of services, the second (\d+)\./.exec(readme)!.slice(1);

    it.each(clients.map((client, index) => ({ ...client, index })))(
      'of $folder, and what they cost',
      async ({ define, index }) => {
        const bff = await startRecordedBff(await define(), mocks.urls);
        const { data } = await send(bff.url, { name: '', text: queries[index]!, variables: {}, headers: {} });
        const calls = bff.take();
        await bff.close();

        expect(data).toEqual(answers[index]);
        expect(calls).toHaveLength(Number(counts[index]));
      },
    );
  });
});
