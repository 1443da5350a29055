import { vi } from 'vitest';
import { executor } from '../shared/testing/execute.ts';
import type { CatalogCard, CatalogFacets, CatalogProduct } from '../shared/upstreams/catalog.ts';
import type { PlainUpstreams } from '../shared/testing/plain.ts';
import { loadMobileSchema } from './schema.ts';

export {
  aCard,
  anImage,
  anOrder,
  aProduct,
  down,
  refused,
  refusing,
  unavailable,
} from '../shared/testing/stand-ins.ts';

/** Executes a document against the mobile schema with stand-in services. */
export const executeMobile = executor(loadMobileSchema);

/** The catalog's page of `items`. */
export function aPage(
  items: readonly CatalogCard[],
  nextCursor: string | null = null,
  facets: Partial<CatalogFacets> = {},
) {
  return {
    items,
    total: items.length,
    nextCursor,
    facets: { categories: [], brands: [], priceBands: [], ...facets },
  };
}

/** Every product at this price, before the promotion at `formerMinor` where one is given. */
export const priced = (amountMinor: number, formerMinor?: number) =>
  vi.fn<PlainUpstreams['pricing']['pricesByProductIds']>(async (_scope, ids, currency) =>
    ids.map((productId) => ({
      productId,
      currency,
      amountMinor,
      promotion:
        formerMinor === undefined
          ? null
          : { formerAmountMinor: formerMinor, label: 'Winter sale', endsAt: '2031-01-01T00:00:00Z' },
    })),
  );

/** As many pieces of every SKU. */
export const stocked = (available: number) =>
  vi.fn<PlainUpstreams['inventory']['totalsBySkus']>(async (_scope, skus) =>
    skus.map((sku) => ({ sku, available })),
  );

/** The same rating for every product. */
export const rated = (average: number, count: number) =>
  vi.fn<PlainUpstreams['reviews']['ratingSummariesByProductIds']>(async (_scope, ids) =>
    ids.map((productId) => ({ productId, average, count })),
  );

/** The products among `products` that are asked for, with everything that the catalog knows. */
export const selling = (...products: readonly CatalogProduct[]) =>
  vi.fn<PlainUpstreams['catalog']['productsByIds']>(async (_scope, ids) =>
    products.filter(({ id }) => ids.includes(id)),
  );

/** The products among `cards` that are asked for. */
export const listing = (...cards: readonly CatalogCard[]) =>
  vi.fn<PlainUpstreams['catalog']['cardsByIds']>(async (_scope, ids) =>
    cards.filter(({ id }) => ids.includes(id)),
  );
