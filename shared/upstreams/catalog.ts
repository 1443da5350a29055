import { z } from 'zod';
import type { Currency } from '../lib/currency.ts';
import { dateTime, int32, listOf, pageOf, partsOf, upTo, type PageItems } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import { bulk, find, get } from '../upstream/endpoint.ts';

/** Most ids one `GET /products` accepts; more are asked for in several calls. */
const CATALOG_MAX_IDS = 100;

const image = z.object({
  id: z.string(),
  alt: z.string(),
  sizes: partsOf(z.object({ width: int32.nonnegative(), height: int32.nonnegative(), url: z.string() })).min(
    1,
  ),
});

const card = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  brand: z.string(),
  categoryId: z.string(),
  /** The merchant shows the product as new until then. */
  newUntil: dateTime.nullable(),
  /** Whether anything was left of it when the catalog looked last: enough to promote it by, and no promise. */
  inStock: z.boolean(),
  /** Of all its texts (BCP 47): the merchant writes them, and nobody translates them. */
  language: z.string(),
  images: listOf(image),
  skus: partsOf(z.string()),
});

const product = z
  .object({
    ...card.omit({ skus: true }).shape,
    description: z.string(),
    createdAt: dateTime,
    popularity: z.number(),
    tags: partsOf(z.string()),
    variants: partsOf(
      z.object({
        sku: z.string(),
        title: z.string(),
        options: partsOf(z.object({ name: z.string(), value: z.string() })),
        /** The one of the product's images that shows it; null where they show all variants alike. */
        imageId: z.string().nullable(),
      }),
    ),
  })
  .transform((full) => ({ ...full, skus: full.variants.map(({ sku }) => sku) }));

const category = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  position: z.number(),
  /** Products in it and in all categories below it. */
  productCount: int32.nonnegative(),
  imageUrl: z.string(),
  /** Of its name (BCP 47). */
  language: z.string(),
});

const facet = listOf(z.object({ value: z.string(), count: int32.nonnegative() }));
const amountMinor = int32.nonnegative().nullable();
const facets = z.object({
  categories: facet,
  brands: facet,
  /** In the listing's currency, the cheapest first; a band takes in its lower bound and not its upper one. */
  priceBands: listOf(
    z.object({
      value: z.string(),
      count: int32.nonnegative(),
      fromMinor: amountMinor,
      toMinor: amountMinor,
    }),
  ),
});

const items = <Item extends z.ZodType>(item: Item) => z.object({ items: listOf(item) });
const page = <Item extends z.ZodType>(item: Item) =>
  z
    .object({ items: pageOf(item), total: int32.nonnegative(), nextCursor: z.string().nullable(), facets })
    .transform(({ items, ...rest }) => ({ ...rest, ...items }));

// Made once: a schema compiles itself when it is first used.
const products = items(product);
const cards = items(card);
const productPage = page(product);
const cardPage = page(card);
const categories = items(category);

export type CatalogImage = z.output<typeof image>;
/** What a listing draws of a product. */
export type CatalogCard = z.output<typeof card>;
/** Everything the catalog knows of a product. */
export type CatalogProduct = z.output<typeof product>;
/** One choice of a product. */
export type CatalogVariant = CatalogProduct['variants'][number];
export type CatalogCategory = z.output<typeof category>;
export type CatalogFacets = z.output<typeof facets>;
export interface CatalogPage<Item> {
  readonly items: readonly Item[];
  /** Places of the page, as the catalog counts them, whose items could not be read. */
  readonly leftOut?: readonly number[];
  readonly total: number;
  readonly nextCursor: string | null;
  readonly facets: CatalogFacets;
}

export const catalogSorts = ['popular', 'newest', 'title', 'price-asc', 'price-desc'] as const;
export type CatalogSort = (typeof catalogSorts)[number];

/** What narrows a listing: any of the values within a list, and all of the lists. Categories include those below. */
export interface CatalogFilter {
  readonly categories?: readonly string[] | undefined;
  readonly brands?: readonly string[] | undefined;
  readonly priceBands?: readonly string[] | undefined;
}

/** One page of a listing; `cursor` is the `nextCursor` of the page before. */
export interface CatalogPaging {
  readonly cursor?: string | undefined;
  /** 1 to 100. */
  readonly limit: number;
}

/** Which page of which products, in the currency that the shopper pays in. */
export interface CatalogListing extends CatalogPaging {
  readonly filter: CatalogFilter;
  readonly currency: Currency;
  /** Whether `facets.priceBands` is wanted; it is empty otherwise. */
  readonly countPriceBands?: boolean;
}

/** Names the currency only where the answer depends on it: all other listings are kept once for all currencies. */
const listingQuery = (
  { filter: { categories, brands, priceBands }, currency, countPriceBands, cursor, limit }: CatalogListing,
  sort?: CatalogSort,
) => ({
  category: categories?.join(','),
  brand: brands?.join(','),
  priceBand: priceBands?.join(','),
  currency: countPriceBands || priceBands || sort?.startsWith('price') ? currency : undefined,
  sort,
  cursor,
  limit,
});

type SortedListing = CatalogListing & { readonly sort: CatalogSort };
type Search = CatalogListing & { readonly text: string };

const sortedQuery = ({ sort, ...listing }: SortedListing) => listingQuery(listing, sort);
const searchQuery = ({ text, ...listing }: Search) => ({ q: text, ...listingQuery(listing) });

const asLongAsAsked = <Page extends PageItems<unknown>>(page: Page, { limit }: CatalogPaging) =>
  upTo(limit, page);

/** Browsing survives an outage: what a product is called and looks like is still true ten minutes later. */
const stale = { maxAgeMs: 600_000 } as const;

/** What a bulk read of products has in common, whatever the view. */
const byIds = {
  parameter: 'ids',
  maxIds: CATALOG_MAX_IDS,
  idKey: 'id',
  stale,
} as const;

/**
 * The catalog service: public, read-only, the first thing any screen needs. Searching costs it far more than reading,
 * so a search that has become slow must not take product pages with it, and is given no more than it still answers in
 * time.
 */
export const catalog = defineUpstream({
  name: 'catalog',
  resilience: { deadlineMs: 1_000, attemptTimeoutMs: 600 },
  classes: {
    search: {
      deadlineMs: 1_200,
      attemptTimeoutMs: 800,
      bulkhead: { concurrency: 32, queue: 256, adaptive: { minimum: 4, slowMs: 400 } },
    },
  },
  endpoints: {
    /** The products among the ids that exist. */
    productsByIds: bulk('/products', {
      ...byIds,
      query: { view: 'full' },
      decode: products,
      items: (answer) => answer.items,
      idOf: ({ id }) => id,
    }),

    /** Like `productsByIds`, with no more than a listing draws. */
    cardsByIds: bulk('/products', {
      ...byIds,
      query: { view: 'card' },
      decode: cards,
      items: (answer) => answer.items,
      idOf: ({ id }) => id,
    }),

    productBySlug: find('/products/by-slug/:slug', {
      params: (slug: string) => ({ slug }),
      decode: product,
      stale,
    }),

    /** One page of full products, in the order asked for. */
    products: get('/products', {
      query: (listing: SortedListing) => ({ ...sortedQuery(listing), view: 'full' }),
      decode: productPage,
      value: asLongAsAsked,
      stale,
    }),

    /** One page of full products that match `text`, the best match first. */
    search: get('/search', {
      query: (search: Search) => ({ ...searchQuery(search), view: 'full' }),
      decode: productPage,
      value: asLongAsAsked,
      class: 'search',
      stale,
    }),

    /** Like `products`, with no more than a listing draws. */
    cards: get('/products', {
      query: (listing: SortedListing) => ({ ...sortedQuery(listing), view: 'card' }),
      decode: cardPage,
      value: asLongAsAsked,
      stale,
    }),

    /** Like `search`, with no more than a listing draws. */
    searchCards: get('/search', {
      query: (search: Search) => ({ ...searchQuery(search), view: 'card' }),
      decode: cardPage,
      value: asLongAsAsked,
      class: 'search',
      stale,
    }),

    /** All categories, flat and in any order. */
    categories: get('/categories', { decode: categories, value: (answer) => answer.items, stale }),
  },
});
