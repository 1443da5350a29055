import { badInput } from '../../../shared/lib/client-error.ts';
import type { CatalogFilter, CatalogSort } from '../../../shared/upstreams/catalog.ts';
import type { PriceBand, ProductFilter, ProductSort } from '../../generated/resolvers.ts';

/** Most values one list of a filter holds. */
const MAX_FILTER_VALUES = 50;

/** Longest value of a filter. */
const MAX_VALUE_LENGTH = 100;

/**
 * Longest filter, in characters of the URL that asks for it: a letter beyond ASCII takes up to twelve, and services
 * read no endless URLs.
 */
const MAX_ENCODED_LENGTH = 2_000;

/** Longest text that can be searched for. */
const MAX_SEARCH_LENGTH = 200;

const sorts: Readonly<Record<ProductSort, CatalogSort>> = {
  POPULAR: 'popular',
  NEWEST: 'newest',
  TITLE: 'title',
  PRICE_ASCENDING: 'price-asc',
  PRICE_DESCENDING: 'price-desc',
};

const priceBands: Readonly<Record<PriceBand, string>> = {
  UNDER_25: 'lowest',
  FROM_25_TO_50: 'low',
  FROM_50_TO_100: 'middle',
  FROM_100_TO_250: 'high',
  OVER_250: 'highest',
};

const byCatalogName = new Map(
  Object.entries(priceBands).map(([band, catalogName]) => [catalogName, band as PriceBand]),
);

/** The price band that the catalog calls `catalogName`; undefined when the schema has none. */
export function priceBandOf(catalogName: string): PriceBand | undefined {
  return byCatalogName.get(catalogName);
}

/** The catalog's word for an order; null is the default's, as clients send it for a variable not set. */
export function sortFrom(sort: ProductSort | null | undefined): CatalogSort {
  return sorts[sort ?? 'POPULAR'];
}

/**
 * The filter in the catalog's words.
 *
 * @throws {ClientError} `BAD_USER_INPUT` naming the list that is too long or holds what cannot be a name
 */
export function filterFrom(filter: ProductFilter | null | undefined): CatalogFilter {
  const checked = {
    categories: values('filter.categories', filter?.categories),
    brands: values('filter.brands', filter?.brands),
    priceBands: values(
      'filter.priceBands',
      filter?.priceBands?.map((band) => priceBands[band]),
    ),
  };
  refuseEndless(checked);
  return checked;
}

/** Names the longest list: it is the one to shorten. */
function refuseEndless(filter: CatalogFilter): void {
  const lengths = Object.entries<readonly string[] | undefined>({ ...filter }).map(([name, list = []]) => ({
    name,
    list,
    // A lone half of a character cannot be encoded; it goes out as the mark for what cannot be read.
    length: encodeURIComponent(list.join(',').toWellFormed()).length,
  }));
  const total = lengths.reduce((sum, { length }) => sum + length, 0);
  if (total <= MAX_ENCODED_LENGTH) return;
  const { name, list } = lengths.reduce((a, b) => (b.length > a.length ? b : a));
  throw badInput(
    `filter.${name}`,
    list,
    `shorter: a filter takes up to ${MAX_ENCODED_LENGTH} characters of a URL`,
  );
}

/** An empty list is what a form sends with nothing ticked. */
function values(name: string, list: readonly string[] | null | undefined): readonly string[] | undefined {
  if (!list?.length) return undefined;
  if (list.length > MAX_FILTER_VALUES) {
    throw badInput(name, list, `up to ${MAX_FILTER_VALUES} values`);
  }
  // The catalog takes its lists with commas between: one inside a value would make two of it.
  const odd = list.find(
    (value) => value.includes(',') || value.trim() === '' || value.length > MAX_VALUE_LENGTH,
  );
  if (odd !== undefined) {
    throw badInput(name, odd, `names of up to ${MAX_VALUE_LENGTH} characters, without commas`);
  }
  return list;
}

/**
 * What to search for.
 *
 * @throws {ClientError} `BAD_USER_INPUT` naming `query`, when it is blank or too long
 */
export function searchTextFrom(query: string): string {
  const text = query.trim();
  if (text === '' || text.length > MAX_SEARCH_LENGTH) {
    throw badInput('query', query, `1 to ${MAX_SEARCH_LENGTH} characters`);
  }
  return text;
}
