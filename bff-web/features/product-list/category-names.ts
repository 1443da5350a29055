import type { Loaders } from '../../../shared/loaders/create-loaders.ts';

/**
 * The ids, by which the catalog filters, of categories that clients name by their slugs. What is no slug passes as it
 * is: {@link slugToFilterBy} may have answered an id, and the catalog finds nothing by anything else.
 */
export async function categoryIds(slugs: readonly string[], loaders: Loaders): Promise<readonly string[]> {
  const tree = await loaders.categoryTree();
  return slugs.map((slug) => tree.bySlug(slug)?.id ?? slug);
}

/**
 * What a client filters by for the category `id`: its slug, or the id itself where the slug cannot be had, so that a
 * listing never fails for the names of its categories.
 */
export async function slugToFilterBy(id: string, loaders: Loaders): Promise<string> {
  const tree = await loaders.categoryTree().catch(() => null);
  return tree?.get(id)?.slug ?? id;
}
