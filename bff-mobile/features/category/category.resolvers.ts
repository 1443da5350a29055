import { asks, loads } from '../../../shared/graphql/loads.ts';
import { badInput } from '../../../shared/lib/client-error.ts';
import type { CatalogCategory, CatalogSort } from '../../../shared/upstreams/catalog.ts';
import { pageAfter } from '../../arguments.ts';
import { asksForFilters, catalogFilter, filtersArgument } from '../../filters.ts';
import type { CardSort, Resolvers } from '../../generated/resolvers.ts';
import { itemCountLabel } from '../../labels.ts';

const sorts: Readonly<Record<CardSort, CatalogSort>> = {
  POPULAR: 'popular',
  NEWEST: 'newest',
  TITLE: 'title',
  PRICE_ASCENDING: 'price-asc',
  PRICE_DESCENDING: 'price-desc',
};

const all = () => 'all' as const;

const title = ({ name }: CatalogCategory) => name;

export const categoryResolvers: Resolvers = {
  Query: {
    categoryList: loads('categoryTree', all, (tree) => tree.childrenOf(null)),
    categoryScreen: loads('categoryTree', all, (tree, { id }) => tree.get(id)),
  },
  CategoryRow: {
    title,
    image: ({ imageUrl }) => imageUrl,
    itemCountLabel: ({ productCount }, _args, { locale }) => itemCountLabel(productCount, locale),
  },
  CategoryScreen: {
    title,
    categories: loads('categoryTree', all, (tree, _args, _context, { id }) => tree.childrenOf(id)),
    products: asks(async ({ id }, { sort, filters, after }, { currency }, load, info) => {
      const chosen = filtersArgument(filters);
      const tree = await load('categoryTree', 'all');
      const isBelow = (other: string) => tree.pathTo(other).some((above) => above.id === id);
      const outside = chosen.category.find((other) => !isBelow(other));
      if (outside !== undefined)
        throw badInput('filters', `category:${outside}`, 'of categories below this one');

      const filter = {
        ...catalogFilter(chosen),
        categories: chosen.category.length > 0 ? chosen.category : [id],
      };
      const list = {
        filter,
        currency,
        countPriceBands: asksForFilters(info),
        sort: sorts[sort ?? 'POPULAR'],
      };
      const page = await pageAfter(after, (paging) => load('cards', { ...list, ...paging }));
      return { ...page, chosen, categoryId: id };
    }),
  },
};
