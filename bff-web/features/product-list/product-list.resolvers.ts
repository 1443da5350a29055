import type { Loaders } from '../../../shared/loaders/create-loaders.ts';
import type { CatalogFilter } from '../../../shared/upstreams/catalog.ts';
import { connection } from '../../connection.ts';
import type { ProductFilter, Resolvers } from '../../generated/resolvers.ts';
import { categoryIds, slugToFilterBy } from './category-names.ts';
import { filterFrom, priceBandOf, searchTextFrom, sortFrom } from './listing-arguments.ts';
import { asksForPriceBands, cardsSuffice } from './look-ahead.ts';

/** The categories cost a call, which a filter without any is spared. */
async function catalogFilter(
  given: ProductFilter | null | undefined,
  loaders: Loaders,
): Promise<CatalogFilter> {
  const filter = filterFrom(given);
  return filter.categories
    ? { ...filter, categories: await categoryIds(filter.categories, loaders) }
    : filter;
}

export const productListResolvers: Resolvers = {
  Query: {
    products: async (
      _root,
      { filter, sort, first, after },
      { scope, currency, upstreams: { catalog }, loaders },
      info,
    ) => {
      const listing = {
        filter: await catalogFilter(filter, loaders),
        sort: sortFrom(sort),
        currency,
        countPriceBands: asksForPriceBands(info),
      };
      const load = cardsSuffice(info) ? catalog.cards : catalog.products;
      return connection({ first, after }, async (paging) => load(scope, { ...listing, ...paging }));
    },
    search: async (
      _root,
      { query, filter, first, after },
      { scope, currency, upstreams: { catalog }, loaders },
      info,
    ) => {
      const search = {
        text: searchTextFrom(query),
        filter: await catalogFilter(filter, loaders),
        currency,
        countPriceBands: asksForPriceBands(info),
      };
      const load = cardsSuffice(info) ? catalog.searchCards : catalog.search;
      return connection({ first, after }, async (paging) => load(scope, { ...search, ...paging }));
    },
  },
  ProductFacets: {
    // A range that the catalog has come up with since cannot be named in this schema.
    priceBands: ({ priceBands }, _args, { currency }) => {
      const money = (amountMinor: number | null) => (amountMinor === null ? null : { amountMinor, currency });
      return priceBands.flatMap(({ value, count, fromMinor, toMinor }) => {
        const band = priceBandOf(value);
        return band ? [{ value: band, count, from: money(fromMinor), to: money(toMinor) }] : [];
      });
    },
  },
  CategoryFacet: {
    // The catalog counts by id.
    value: ({ value }, _args, { loaders }) => slugToFilterBy(value, loaders),
  },
};
