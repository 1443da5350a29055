import { loads } from '../../../shared/graphql/loads.ts';
import type { Price } from '../../../shared/upstreams/pricing.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

const id = (product: { readonly id: string }) => product.id;

function formerPrice(price: Price | null) {
  if (!price?.promotion) return null;
  return { amountMinor: price.promotion.formerAmountMinor, currency: price.currency };
}

function promotion(price: Price | null) {
  if (!price?.promotion) return null;
  const { label, endsAt, formerAmountMinor } = price.promotion;
  const saved = formerAmountMinor - price.amountMinor;
  return { label, endsAt, discountPercent: Math.floor((saved * 100) / formerAmountMinor) };
}

export const priceResolvers: Resolvers = {
  Product: {
    price: loads('price', id, (price) => price),
    formerPrice: loads('price', id, formerPrice),
    promotion: loads('price', id, promotion),
  },
};
