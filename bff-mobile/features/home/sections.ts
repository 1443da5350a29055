import type { CatalogSort } from '../../../shared/upstreams/catalog.ts';
import type { Messages } from '../../messages/index.ts';

/** A row of the home screen, whose cards are fetched when they are asked for. */
export interface HomeSection {
  readonly id: keyof Messages['sections'];
  readonly sort: CatalogSort;
  /** How many cards are shown at most. */
  readonly first: number;
}

export const homeSections: readonly Omit<HomeSection, 'first'>[] = [
  { id: 'popular', sort: 'popular' },
  { id: 'new', sort: 'newest' },
];
