import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { UpstreamName } from '../shared/upstreams/index.ts';
import { clients } from './clients.ts';
import { send, startQuietBff } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

/** What a service answers, to be changed in place. */
type Body = Record<string, Record<string, unknown>[]>;

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

/** The services, of which `name` errs as `err` says in each of its good answers. */
async function erring(name: UpstreamName, err: (body: Body, path: string) => void) {
  const server = createServer((request, response) => {
    void (async () => {
      const answer = await fetch(mocks.urls[name] + request.url!);
      const body = (await answer.json()) as Body;
      if (answer.ok) err(body, request.url!);
      const headers = { 'content-type': 'application/json', 'cache-control': 'private, max-age=60' };
      response.writeHead(answer.status, headers).end(JSON.stringify(body));
    })();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { ...mocks.urls, [name]: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const ask = (url: string, text: string, variables: Record<string, unknown> = {}) =>
  send(url, { name: 'Test', text, variables, headers: { 'x-customer-id': 'u-001' } });

/** How each client asks for the customer's orders, and for the parcels of one. */
const documents = {
  'bff-web': {
    orders: '{ orders(first: 50) { edges { node { id number } } } customer(id: "u-001") { orders(first: 50) { edges { node { id } } } } }',
    parcels: (id: string) => `{ order(id: "${id}") { id shipments { id } } }`,
    path: ['order', 'shipments'],
  },
  'bff-mobile': {
    orders: '{ orderList { orders { id number } } }',
    parcels: (id: string) => `{ orderScreen(id: "${id}") { id shipments { id } } }`,
    path: ['orderScreen', 'shipments'],
  },
} as const; // prettier-ignore

async function customersOrders(): Promise<string[]> {
  const answer = await fetch(`${mocks.urls.orders}/orders?customerId=u-001&limit=100`);
  return ((await answer.json()) as { orders: { id: string }[] }).orders.map(({ id }) => id);
}

describe.each(clients)('$folder', ({ folder, define }) => {
  const { orders, parcels, path } = documents[folder];

  it('shows a customer no order of another, though the service lists it among theirs', async () => {
    const urls = await erring('orders', (body) => {
      const [first] = body['orders']!;
      body['orders']!.splice(1, 0, { ...first, id: 'o-alien', number: 'alien', customerId: 'u-002' });
    });
    const bff = await startQuietBff(await define(), urls);
    onTestFinished(bff.close);

    // The second answer comes from what is kept.
    for (let n = 0; n < 2; n++) {
      const text = JSON.stringify(await ask(bff.url, orders));
      expect(text).not.toContain('alien');
      for (const id of (await customersOrders()).slice(0, 19)) expect(text).toContain(id);
    }
  });

  it('takes a part of the parcels of an order for no answer', async () => {
    const [id] = await customersOrders();
    const parcel = {
      'shipment-id': 's-1',
      'order-id': id,
      'carrier': 'Nordpost',
      'tracking-code': 'NP1',
      'tracking-url': null,
      'status': 'in-transit',
      'shipped-at': null,
      'delivered-at': null,
      'skus': [],
    };
    const urls = await erring('shipping', (body) => {
      body['shipments'] = [parcel, { ...parcel, 'shipment-id': 's-2', 'status': 'held-at-customs' }];
    });
    const bff = await startQuietBff(await define(), urls);
    onTestFinished(bff.close);

    for (let n = 0; n < 2; n++) {
      const { data, errors } = await ask(bff.url, parcels(id!));
      expect(data).toEqual({ [path[0]]: { id, shipments: null } });
      expect(errors).toMatchObject([
        { path, extensions: { code: 'UPSTREAM_BAD_ANSWER', upstream: 'shipping' } },
      ]);
    }
  });
});

it('going through a listing of which one item cannot be read repeats none, and skips no other', async () => {
  const idsAt = async (cursor: string) => {
    const answer = await fetch(`${mocks.urls.catalog}/products?sort=title&limit=100&view=card${cursor}`);
    return (await answer.json()) as { items: { id: string }[]; nextCursor: string };
  };
  const start = await idsAt('');
  const all = [...start.items, ...(await idsAt(`&cursor=${start.nextCursor}`)).items].map(({ id }) => id);
  const unreadable = all[8];
  const urls = await erring('catalog', (body) => {
    for (const item of body['items'] ?? []) if (item['id'] === unreadable) item['slug'] = null;
  });
  const { define } = clients.find(({ folder }) => folder === 'bff-web')!;
  const bff = await startQuietBff(await define(), urls);
  onTestFinished(bff.close);
  interface Page {
    readonly products: {
      readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean };
    };
  }
  const page = async (first: number, after: string | null) => {
    const text = `query ($first: Int!, $after: String) {
      products(sort: TITLE, first: $first, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage } }
    }`;
    return ((await ask(bff.url, text, { first, after })).data as unknown as Page).products;
  };
  const readable = all.filter((id) => id !== unreadable);
  const seen: string[] = [];
  let after: string | null = null;
  // Each time from an edge in the middle, until that lies too deep in the service's page for one more page of ours.
  for (const count of [45, 10, 30]) {
    const shown: { cursor: string; node: { id: string } }[] = (await page(50, after)).edges.slice(0, count);
    seen.push(...shown.map(({ node }) => node.id));
    after = shown.at(-1)!.cursor;
  }
  expect(seen).toEqual(readable.slice(0, seen.length));
}); // prettier-ignore
