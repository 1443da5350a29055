import { USER_COUNT } from '../../mocks/kit/shop.ts';
import { catalogSorts } from '../../shared/upstreams/catalog.ts';
import { several } from '../kit/load.ts';
import { customerId, type Urls } from '../kit/shop.ts';

/** Most ids that the services take at once, and most items on a page of theirs. */
const MAX_IDS = 100;

/** Most reviews of a product that a bulk read gives. */
const MAX_REVIEWS = 10;

/** Orders on a page, as the mobile BFF asks for them. */
const ORDERS_A_PAGE = 20;

const CONCURRENCY = 4;

type Item = Readonly<Record<string, unknown>>;

/** What services answered, taken apart into items, each as the service showed it. */
export interface Recording {
  readonly products: readonly { readonly id: string; readonly slug: string; full: Item; card: Item }[];
  /** The products' ids in the order of each sort. */
  readonly orders: Readonly<Record<string, readonly string[]>>;
  readonly facets: Item;
  /** By product id. */
  readonly prices: Readonly<Record<string, Item>>;
  /** By SKU, with warehouses. */
  readonly stock: Readonly<Record<string, Item>>;
  /** By product id: its rating and its most helpful reviews. */
  readonly reviewed: Readonly<Record<string, Item & { rating: Item; reviews: readonly Item[] }>>;
  readonly profiles: Readonly<Record<string, Item>>;
  /** By customer: the first page of their orders. */
  readonly ordersOf: Readonly<Record<string, Item>>;
}

/** Asks services for all products, for everything that listings and product pages show of them, and for orders. */
export async function record(urls: Urls): Promise<Recording> {
  const cards = await allPages(`${urls.catalog}/products?view=card&sort=popular&limit=${MAX_IDS}`);
  const full = await allPages(`${urls.catalog}/products?view=full&sort=popular&limit=${MAX_IDS}`);
  const orders: Record<string, string[]> = {};
  for (const sort of catalogSorts) {
    const { items } = await allPages(
      `${urls.catalog}/products?view=card&sort=${sort}&currency=EUR&limit=${MAX_IDS}`,
    );
    orders[sort] = items.map(({ id }) => String(id));
  }
  const ids = orders['popular']!;
  const skus = cards.items.flatMap((card) => card['skus'] as string[]);

  const prices = await inBatches(ids, async (some) => {
    const url = `${urls.pricing}/prices?currency=EUR&product_ids=${some}`;
    return byKey((await json<{ prices: Item[] }>(url)).prices, 'product_id');
  });
  const stock = await inBatches(skus, async (some) => {
    const url = `${urls.inventory}/stock?view=warehouses&skus=${some}`;
    return (await json<{ stock: Record<string, Item> }>(url)).stock;
  });
  const reviewed = await inBatches(ids, async (some) => {
    const url = `${urls.reviews}/reviews/top?perProduct=${MAX_REVIEWS}&productIds=${some}`;
    return byKey((await json<{ data: Recording['reviewed'][string][] }>(url)).data, 'productId');
  });
  const authors = Object.values(reviewed).flatMap(({ reviews }) =>
    reviews.map((review) => String(review['authorId'])),
  );
  const profiles = await inBatches([...new Set(authors)], async (some) => {
    const url = `${urls.users}/profiles?ids=${some}`;
    return byKey((await json<{ data: Item[] }>(url)).data, 'id');
  });
  const ordersOf: Record<string, Item> = {};
  await several({ count: USER_COUNT, workers: CONCURRENCY }, async (index) => {
    const id = customerId(index + 1);
    ordersOf[id] = await json<Item>(`${urls.orders}/orders?customerId=${id}&limit=${ORDERS_A_PAGE}`);
  });

  return {
    products: full.items.map((product, index) => ({
      id: String(product['id']),
      slug: String(product['slug']),
      full: product,
      card: cards.items[index]!,
    })),
    orders,
    facets: full.facets,
    prices,
    stock,
    reviewed,
    profiles,
    ordersOf,
  };
}

async function json<Body>(url: string): Promise<Body> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as Body;
}

async function allPages(url: string): Promise<{ items: Item[]; facets: Item }> {
  const items: Item[] = [];
  let cursor = '';
  for (;;) {
    const page = await json<{ items: Item[]; nextCursor: string | null; facets: Item }>(url + cursor);
    items.push(...page.items);
    if (page.nextCursor === null) return { items, facets: page.facets };
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

async function inBatches<Value>(
  ids: readonly string[],
  load: (some: string) => Promise<Record<string, Value>>,
): Promise<Record<string, Value>> {
  const count = Math.ceil(ids.length / MAX_IDS);
  const batches = await several({ count, workers: CONCURRENCY }, (index) =>
    load(ids.slice(index * MAX_IDS, (index + 1) * MAX_IDS).join(',')),
  );
  return Object.assign({}, ...batches) as Record<string, Value>;
}

function byKey<Value extends Item>(items: readonly Value[], key: string): Record<string, Value> {
  return Object.fromEntries(items.map((item) => [String(item[key]), item]));
}
