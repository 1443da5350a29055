import { askIfUp, loads, loadsAll } from '../shared/graphql/loads.ts';
import { formatMoney } from '../shared/lib/money.ts';
import type { CatalogCard } from '../shared/upstreams/catalog.ts';
import { badgeOf } from './badge.ts';

/** As much of a product as is needed to say what it costs and what is left of it. */
export type Offered = Pick<CatalogCard, 'id' | 'skus' | 'newUntil'>;

/**
 * Units left of all variants together; null where inventory does not know every one of them: part of a sum would
 * pass for the last ones.
 */
export function unitsLeft(
  skus: readonly string[],
  known: readonly { readonly available: number }[],
): number | null {
  if (known.length === 0 || known.length < skus.length) return null;
  return known.reduce((sum, { available }) => sum + available, 0);
}

const id = (product: Offered) => product.id;

/** The one badge, of what can be told now: a card is drawn without it rather than not at all. */
const badge = loadsAll(
  { price: askIfUp('price', id), stocks: askIfUp('stockTotal', ({ skus }: Offered) => skus) },
  ({ price, stocks }, _args, { now }, { skus, newUntil }) => {
    const onPromotion = price && price.promotion !== null;
    return badgeOf({ onPromotion, unitsLeft: stocks && unitsLeft(skus, stocks), newUntil }, now);
  },
);

/** Price and badge, which a card and the product's own screen draw alike. */
export const offerFields = {
  priceLabel: loads(
    'price',
    id,
    (price, _args, { locale }) => price && formatMoney(price.amountMinor, price.currency, locale),
  ),
  formerPriceLabel: loads('price', id, (price, _args, { locale }) =>
    price?.promotion ? formatMoney(price.promotion.formerAmountMinor, price.currency, locale) : null,
  ),
  badge,
};
