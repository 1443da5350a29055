import { loads } from '../../../shared/graphql/loads.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { categoryPath } from '../../paths.ts';

const all = () => 'all' as const;

export const categoryResolvers: Resolvers = {
  Query: {
    categories: loads('categoryTree', all, (tree) => tree.childrenOf(null)),
    category: loads('categoryTree', all, (tree, { slug }) => tree.bySlug(slug)),
  },
  Category: {
    path: ({ slug }) => categoryPath(slug),
    children: loads('categoryTree', all, (tree, _args, _context, { id }) => tree.childrenOf(id)),
    breadcrumbs: loads('categoryTree', all, (tree, _args, _context, { id }) => tree.pathTo(id)),
  },
  Product: {
    category: loads('categoryTree', all, (tree, _args, _context, { categoryId }) => tree.get(categoryId)),
  },
  CategoryFacet: {
    category: loads('categoryTree', all, (tree, _args, _context, { value }) => tree.get(value)),
  },
};
