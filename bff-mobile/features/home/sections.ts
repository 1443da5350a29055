import type { Currency } from '../../../shared/lib/currency.ts';
import { tellOfOld, withListener, type SealedScope } from '../../../shared/upstream/scope.ts';
import type { StaleUse } from '../../../shared/upstream/staleness.ts';
import type { CatalogCard, CatalogSort } from '../../../shared/upstreams/catalog.ts';
import type { Upstreams } from '../../../shared/upstreams/index.ts';
import type { Messages } from '../../messages/index.ts';

/** A row of the home screen, whose cards are fetched when they are asked for. */
export interface HomeSection {
  readonly id: keyof Messages['sections'];
  /** How many cards are shown at most. */
  readonly first: number;
  /**
   * Some more than are shown, for those that are sold out.
   *
   * @param asking of the field that shows them
   */
  readonly cards: (asking: SealedScope) => Promise<readonly CatalogCard[]>;
}

/** The cards of one section, and what of them is old. */
interface Listing {
  readonly items: readonly CatalogCard[];
  readonly old: readonly StaleUse[];
}

const plan: readonly { readonly id: HomeSection['id']; readonly sort: CatalogSort }[] = [
  { id: 'popular', sort: 'popular' },
  { id: 'new', sort: 'newest' },
];

/** How many sold-out products a section can leave out before it shows fewer than it was asked for. */
const SPARE = 4;

/**
 * The sections, of up to `first` cards each. Whichever is asked for its cards first starts all listings, and none gets
 * its cards before all have ended: so the cards of every section load prices, stock and ratings in one batch. They
 * come from one service, so none waits on a stranger.
 */
export function homeSections(
  catalog: Upstreams['catalog'],
  { scope, currency, first }: { scope: SealedScope; currency: Currency; first: number },
): HomeSection[] {
  let listings: Promise<PromiseSettledResult<Listing>[]> | undefined;
  const list = async (sort: CatalogSort): Promise<Listing> => {
    const old: StaleUse[] = [];
    const listening = withListener(scope, { served: (use) => old.push(use) });
    const { items } = await catalog.cards(listening, {
      filter: {},
      currency,
      sort,
      limit: first + SPARE,
    });
    return { items, old };
  };
  const listAll = () => Promise.allSettled(plan.map(({ sort }) => list(sort)));
  return plan.map(({ id }, index) => ({
    id,
    first,
    cards: async (asking) => {
      const listing = (await (listings ??= listAll()))[index]!;
      if (listing.status === 'rejected') throw listing.reason;
      for (const use of listing.value.old) tellOfOld(asking, use);
      return listing.value.items;
    },
  }));
}
