import { connection } from '../../connection.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { filterFrom, priceBandOf, searchTextFrom, sortFrom } from './listing-arguments.ts';

export const productListResolvers: Resolvers = {
  Query: {
    products: async (_root, { filter, sort, first, after }, { scope, upstreams }) => {
      const listing = { filter: filterFrom(filter), sort: sortFrom(sort) };
      return connection({ first, after }, (paging) =>
        upstreams.catalog.products(scope, { ...listing, ...paging }),
      );
    },
    search: async (_root, { query, filter, first, after }, { scope, upstreams }) => {
      const search = { text: searchTextFrom(query), filter: filterFrom(filter) };
      return connection({ first, after }, (paging) =>
        upstreams.catalog.search(scope, { ...search, ...paging }),
      );
    },
  },
  ProductFacets: {
    // A range that the catalog has come up with since cannot be named in this schema.
    priceBands: (facets) =>
      facets.priceBands.flatMap(({ value, count }) => {
        const band = priceBandOf(value);
        return band ? [{ value: band, count }] : [];
      }),
  },
};
