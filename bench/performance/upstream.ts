/**
 * All services in one process, as cheap as can be: answers are joined from texts that were made beforehand. It reads what
 * it is to answer from the file RECORDING, and takes `PUT /_settings` and `DELETE /_calls` besides the services' routes.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Recording } from './recording.ts';
import { customerId } from '../kit/shop.ts';

/** How it answers from now on. */
export interface UpstreamSettings {
  /** How long it waits before each answer. */
  readonly latencyMs: number;
  /** `honest` as the mocks say, by route; `cacheable` for a minute whatever it is. */
  readonly cacheControl: 'no-store' | 'honest' | 'cacheable';
}

/** Every body follows from its address alone and never changes, so one tag names the state of all. */
const ETAG = '"1"';

/** What the mocks say, in their `routes.ts`. */
const honest: Readonly<Record<string, string>> = {
  '/products': 'public, max-age=60, stale-while-revalidate=300',
  '/products/by-slug': 'public, max-age=60, stale-while-revalidate=300',
  '/prices': 'public, max-age=30',
  '/stock': 'public, max-age=5',
  '/reviews/top': 'public, max-age=60',
  '/ratings': 'public, max-age=60',
  '/profiles': 'public, max-age=300',
  '/orders': 'private, no-cache',
};

/** More than the services know: those beyond have the orders of those before, as their own. */
const CUSTOMERS = 10_000;

const recording = JSON.parse(await readFile(process.env['RECORDING']!, 'utf8')) as Recording;
let settings: UpstreamSettings = { latencyMs: 0, cacheControl: 'no-store' };
let calls: Record<string, number> = {};

const buffer = (value: unknown) => Buffer.from(JSON.stringify(value));
const comma = Buffer.from(',');
const prebuilt = (items: Readonly<Record<string, unknown>>) =>
  new Map(Object.entries(items).map(([id, item]) => [id, buffer(item)]));

const full = new Map(recording.products.map((product) => [product.id, buffer(product.full)]));
const card = new Map(recording.products.map((product) => [product.id, buffer(product.card)]));
const bySlug = new Map(recording.products.map(({ id, slug }) => [slug, full.get(id)!]));
const prices = prebuilt(recording.prices);
const profiles = prebuilt(recording.profiles);
const stocks = Object.entries(recording.stock);
const warehouses = new Map(stocks.map(([sku, stock]) => [sku, entry(sku, stock)]));
const totals = new Map(stocks.map(([sku, { available }]) => [sku, entry(sku, { available })]));
const reviewed = Object.values(recording.reviewed);
/** By how many reviews of a product are wanted, from 1. */
const tops = Array.from({ length: 11 }, (_, count) => {
  return new Map(
    reviewed.map(({ productId, rating, reviews }) => [
      String(productId),
      buffer({ productId, rating, reviews: reviews.slice(0, count) }),
    ]),
  );
});
const ratings = new Map(
  reviewed.map(({ productId, rating }) => [String(productId), buffer({ productId, ...rating })]),
);
const summaries = new Map(
  reviewed.map(({ productId, rating: { average, count } }) => [
    String(productId),
    buffer({ productId, average, count }),
  ]),
);
const known = Object.keys(recording.ordersOf).length;
const ordersOf = new Map(
  Array.from({ length: CUSTOMERS }, (_, index) => {
    const customer = customerId(index + 1);
    const like = customerId((index % known) + 1);
    const text = JSON.stringify(recording.ordersOf[like]);
    // Nobody has an order of someone else, so that an answer shows whose it is.
    const own = text.replaceAll(`"${like}"`, `"${customer}"`).replaceAll('"o-', `"o-${customer}-`);
    return [customer, Buffer.from(own)] as const;
  }),
);

function entry(key: string, value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(key)}:${JSON.stringify(value)}`);
}

/** The items of those ids that exist, between `before` and `after`. */
function join(
  before: string,
  ids: readonly string[],
  items: ReadonlyMap<string, Buffer>,
  after: string,
): Buffer {
  const parts: Buffer[] = [Buffer.from(before)];
  for (const id of ids) {
    const item = items.get(id);
    if (!item) continue;
    if (parts.length > 1) parts.push(comma);
    parts.push(item);
  }
  parts.push(Buffer.from(after));
  return Buffer.concat(parts);
}

const { facets } = recording;

function listing(query: URLSearchParams, items: ReadonlyMap<string, Buffer>): Buffer {
  const order = recording.orders[query.get('sort') ?? 'popular']!;
  const from = Number(query.get('cursor') ?? 0);
  const to = Math.min(order.length, from + Number(query.get('limit') ?? 20));
  const nextCursor = to < order.length ? String(to) : null;
  const rest = JSON.stringify({ total: order.length, nextCursor, facets }).slice(1);
  return join('{"items":[', order.slice(from, to), items, `],${rest}`);
}

const routes: Readonly<Record<string, (query: URLSearchParams) => Buffer | undefined>> = {
  '/products': (query) => {
    const items = query.get('view') === 'card' ? card : full;
    return query.has('ids') ? join('{"items":[', ids(query, 'ids'), items, ']}') : listing(query, items);
  },
  '/prices': (query) => join('{"prices":[', ids(query, 'product_ids'), prices, ']}'),
  '/stock': (query) =>
    join('{"stock":{', ids(query, 'skus'), query.get('view') === 'total' ? totals : warehouses, '}}'),
  '/reviews/top': (query) =>
    join('{"data":[', ids(query, 'productIds'), tops[Number(query.get('perProduct') ?? 3)]!, '],"meta":{}}'),
  '/ratings': (query) =>
    join(
      '{"data":[',
      ids(query, 'productIds'),
      query.get('view') === 'summary' ? summaries : ratings,
      '],"meta":{}}',
    ),
  '/profiles': (query) => join('{"data":[', ids(query, 'ids'), profiles, ']}'),
  '/orders': (query) => ordersOf.get(query.get('customerId') ?? ''),
};

/** @throws {RangeError} for more than the services take at once */
function ids(query: URLSearchParams, parameter: string): readonly string[] {
  const wanted = query.get(parameter)!.split(',');
  if (wanted.length > 100) throw new RangeError(`${parameter} names ${wanted.length} ids`);
  return wanted;
}

const SLUG_PREFIX = '/products/by-slug/';

/** The route that an address belongs to, and the answer; no answer where there is nothing. */
function answer(url: string): { route: string; body: Buffer | undefined } {
  if (url.startsWith(SLUG_PREFIX)) {
    return { route: '/products/by-slug', body: bySlug.get(url.slice(SLUG_PREFIX.length)) };
  }
  const at = url.indexOf('?');
  const route = at < 0 ? url : url.slice(0, at);
  return { route, body: routes[route]?.(new URLSearchParams(at < 0 ? '' : url.slice(at + 1))) };
}

function serve(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { route, body } = answer(incoming.url!);
  calls[route] = (calls[route] ?? 0) + 1;
  if (!body) {
    outgoing.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"title":"Not Found"}');
    return;
  }
  const { cacheControl } = settings;
  const headers: Record<string, string | number> = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'cache-control':
      cacheControl === 'honest'
        ? (honest[route] ?? 'no-store')
        : cacheControl === 'cacheable'
          ? 'public, max-age=60'
          : 'no-store',
  };
  if (cacheControl !== 'no-store') headers['etag'] = ETAG;
  if (incoming.headers['if-none-match'] === ETAG) {
    delete headers['content-length'];
    outgoing.writeHead(304, headers).end();
  } else {
    outgoing.writeHead(200, headers).end(body);
  }
}

async function control(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (incoming.method === 'PUT') settings = JSON.parse(await text(incoming)) as UpstreamSettings;
  outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(calls));
  calls = {};
}

const server = createServer((incoming, outgoing) => {
  if (incoming.url!.startsWith('/_')) void control(incoming, outgoing);
  else if (settings.latencyMs === 0) serve(incoming, outgoing);
  else setTimeout(serve, settings.latencyMs, incoming, outgoing);
});
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  process.send!({ ready: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, () => process.exit(0));
