import { formatMoney } from '../shared/lib/money.ts';
import type { Loaders } from '../shared/loaders/create-loaders.ts';
import { unlessDown } from '../shared/upstream/unless-down.ts';
import type { CatalogCard, CatalogProduct } from '../shared/upstreams/catalog.ts';
import { badgeOf } from './badge.ts';
import type { MobileContext } from './context.ts';

/** As much of a product as is needed to say what it costs and what is left of it. */
export type Offered = Pick<CatalogCard, 'id' | 'skus' | 'newUntil'>;

/** One choice of a product. */
export type OfferedVariant = CatalogProduct['variants'][number];

/**
 * Units left of all variants together; null where inventory does not know every one of them: part of a sum would
 * pass for the last ones.
 */
export async function unitsLeft(skus: readonly string[], loaders: Loaders): Promise<number | null> {
  const known = await loaders.stockTotal.loadPresent(skus);
  if (known.length === 0 || known.length < skus.length) return null;
  return known.reduce((sum, { available }) => sum + available, 0);
}

/** Whether nothing is left of any variant; false where that is not known, since a guess must not take a product away. */
export async function isSoldOut(skus: readonly string[], loaders: Loaders): Promise<boolean> {
  return (await unlessDown(unitsLeft(skus, loaders))) === 0;
}

/** Price and badge, which a card and the product's own screen draw alike. */
export const offerFields = {
  priceLabel: async ({ id }: Offered, _args: unknown, { loaders, locale }: MobileContext) => {
    const price = await loaders.price.load(id);
    return price && formatMoney(price.amountMinor, price.currency, locale);
  },
  formerPriceLabel: async ({ id }: Offered, _args: unknown, { loaders, locale }: MobileContext) => {
    const price = await loaders.price.load(id);
    return price?.promotion ? formatMoney(price.promotion.formerAmountMinor, price.currency, locale) : null;
  },
  badge: async ({ id, skus, newUntil }: Offered, _args: unknown, { loaders, now }: MobileContext) => {
    const [price, units] = await Promise.all([
      unlessDown(loaders.price.load(id)),
      unlessDown(unitsLeft(skus, loaders)),
    ]);
    return badgeOf({ onPromotion: price && price.promotion !== null, unitsLeft: units, newUntil }, now);
  },
};
