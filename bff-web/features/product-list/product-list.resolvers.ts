import { askIfUp, asks, loadsAll, type Load } from '../../../shared/graphql/loads.ts';
import type { CatalogFilter } from '../../../shared/upstreams/catalog.ts';
import { connection } from '../../connection.ts';
import type { ProductFilter, Resolvers } from '../../generated/resolvers.ts';
import { filterFrom, priceBandOf, searchTextFrom, sortFrom } from './listing-arguments.ts';
import { asksForPriceBands, cardsSuffice } from './look-ahead.ts';

/**
 * The filter with the ids, by which the catalog filters, of categories that clients name by their slugs. What is no slug
 * passes as it is: `CategoryFacet.value` may have been an id, and the catalog finds nothing by anything else. The
 * categories cost a call, which a filter without any is spared.
 */
async function catalogFilter(given: ProductFilter | null | undefined, load: Load): Promise<CatalogFilter> {
  const filter = filterFrom(given);
  if (!filter.categories) return filter;
  const tree = await load('categoryTree', 'all');
  return { ...filter, categories: filter.categories.map((slug) => tree.bySlug(slug)?.id ?? slug) };
}

export const productListResolvers: Resolvers = {
  Query: {
    products: asks(async (_root, { filter, sort, first, after }, { currency }, load, info) => {
      const listing = {
        filter: await catalogFilter(filter, load),
        sort: sortFrom(sort),
        currency,
        countPriceBands: asksForPriceBands(info),
      };
      const loader = cardsSuffice(info) ? 'cards' : 'products';
      return connection({ first, after }, (paging) => load(loader, { ...listing, ...paging }));
    }),
    search: asks(async (_root, { query, filter, first, after }, { currency }, load, info) => {
      const search = {
        text: searchTextFrom(query),
        filter: await catalogFilter(filter, load),
        currency,
        countPriceBands: asksForPriceBands(info),
      };
      const loader = cardsSuffice(info) ? 'searchCards' : 'search';
      return connection({ first, after }, (paging) => load(loader, { ...search, ...paging }));
    }),
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
    // The catalog counts by id. A listing must not fail for the names of its categories: the id filters as well.
    value: loadsAll(
      { tree: askIfUp('categoryTree', (_facet: { readonly value: string }) => 'all' as const) },
      ({ tree }, _args, _context, { value }) => tree?.get(value)?.slug ?? value,
    ),
  },
};
