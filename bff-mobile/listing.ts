import type { CatalogCard, CatalogPage } from '../shared/upstreams/catalog.ts';

/** What a listing can be narrowed by, in the order of the screen. An option's value is its kind and the catalog's own. */
export type FilterKind = 'category' | 'brand' | 'price';

/** The values that are chosen of each kind. */
export type ChosenFilters = Readonly<Record<FilterKind, readonly string[]>>;

/** One page of cards, and what it was narrowed by. */
export interface Listing extends CatalogPage<CatalogCard> {
  readonly chosen: ChosenFilters;
  /** The category whose screen it is on; null in a search. */
  readonly categoryId: string | null;
}
