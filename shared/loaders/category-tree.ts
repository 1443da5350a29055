import type { CatalogCategory } from '../upstreams/catalog.ts';

/** All categories, to walk up or down. */
export interface CategoryTree {
  get(id: string): CatalogCategory | null;
  bySlug(slug: string): CatalogCategory | null;
  /** The children of `id`, or the roots for null, in the shop's order. */
  childrenOf(id: string | null): readonly CatalogCategory[];
  /** From the root down to and including `id`; empty when there is no such category. */
  pathTo(id: string): readonly CatalogCategory[];
}

/** Indexes the flat list that the catalog answers. */
export function categoryTree(categories: readonly CatalogCategory[]): CategoryTree {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const children = Map.groupBy(
    categories.toSorted((a, b) => a.position - b.position),
    ({ parentId }) => parentId,
  );
  return {
    get: (id) => byId.get(id) ?? null,
    bySlug: (slug) => categories.find((category) => category.slug === slug) ?? null,
    childrenOf: (id) => children.get(id) ?? [],
    pathTo: (id) => {
      const path: CatalogCategory[] = [];
      // A category that is its own ancestor would be walked for ever; the catalog promises none, and may err.
      const seen = new Set<string>();
      for (
        let at = byId.get(id);
        at && !seen.has(at.id);
        at = at.parentId ? byId.get(at.parentId) : undefined
      ) {
        seen.add(at.id);
        path.unshift(at);
      }
      return path;
    },
  };
}
