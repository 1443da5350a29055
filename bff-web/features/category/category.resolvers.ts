import type { Loaders } from '../../../shared/loaders/create-loaders.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { categoryPath } from '../../paths.ts';

const categoryOf = async (id: string, loaders: Loaders) => (await loaders.categoryTree()).get(id);

export const categoryResolvers: Resolvers = {
  Query: {
    categories: async (_root, _args, { loaders }) => (await loaders.categoryTree()).childrenOf(null),
    category: async (_root, { slug }, { loaders }) => (await loaders.categoryTree()).bySlug(slug),
  },
  Category: {
    path: ({ slug }) => categoryPath(slug),
    children: async ({ id }, _args, { loaders }) => (await loaders.categoryTree()).childrenOf(id),
    breadcrumbs: async ({ id }, _args, { loaders }) => (await loaders.categoryTree()).pathTo(id),
  },
  Product: {
    category: ({ categoryId }, _args, { loaders }) => categoryOf(categoryId, loaders),
  },
  CategoryFacet: {
    category: ({ value }, _args, { loaders }) => categoryOf(value, loaders),
  },
};
