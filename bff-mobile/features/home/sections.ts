import type { SealedScope } from '../../../shared/upstream/scope.ts';
import type { CatalogCard, CatalogSort } from '../../../shared/upstreams/catalog.ts';
import type { Upstreams } from '../../../shared/upstreams/index.ts';
import type { Messages } from '../../messages/index.ts';

/** A row of the home screen, whose cards are fetched when they are asked for. */
export interface HomeSection {
  readonly id: keyof Messages['sections'];
  cards(): Promise<readonly CatalogCard[]>;
}

const plan: readonly { readonly id: HomeSection['id']; readonly sort: CatalogSort }[] = [
  { id: 'popular', sort: 'popular' },
  { id: 'new', sort: 'newest' },
];

/**
 * The sections, with `first` cards each. Whichever is asked for its cards first starts all listings, and none gets
 * its cards before all have ended: so the cards of every section load prices, stock and ratings in one batch. They
 * come from one service, so none waits on a stranger.
 */
export function homeSections(
  catalog: Upstreams['catalog'],
  scope: SealedScope,
  first: number,
): HomeSection[] {
  let listings: Promise<PromiseSettledResult<readonly CatalogCard[]>[]> | undefined;
  const listAll = () =>
    Promise.allSettled(
      plan.map(async ({ sort }) => (await catalog.cards(scope, { filter: {}, sort, limit: first })).items),
    );
  return plan.map(({ id }, index) => ({
    id,
    cards: async () => {
      const listing = (await (listings ??= listAll()))[index]!;
      if (listing.status === 'rejected') throw listing.reason;
      return listing.value;
    },
  }));
}
