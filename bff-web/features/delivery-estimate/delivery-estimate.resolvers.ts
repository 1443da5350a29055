import { ask, askIfUp, loadsAll } from '../../../shared/graphql/loads.ts';
import { badInput } from '../../../shared/lib/client-error.ts';
import { timeZoneArgument } from '../../../shared/lib/time-zone.ts';
import type { ProductDeliveryEstimateArgs, Resolvers } from '../../generated/resolvers.ts';
import { stockOfAll } from '../../stock-level.ts';
import type { CardOrProduct } from '../../whole-product.ts';
import { arrival } from './arrival.ts';

type Args = Partial<ProductDeliveryEstimateArgs>;

/** @throws {ClientError} `BAD_USER_INPUT` naming the argument that makes no sense */
function checked({ to, country: formerly, timeZone }: Args) {
  const country = to ?? formerly ?? null;
  if (country === null) throw badInput('to', null, 'a country (ISO 3166-1 alpha-2)');
  if (!/^[A-Z]{2}$/.test(country)) {
    throw badInput('country', country, 'two capital letters (ISO 3166-1 alpha-2)');
  }
  return { country, timeZone: timeZoneArgument(timeZone) };
}

export const deliveryEstimateResolvers: Resolvers = {
  Product: {
    deliveryEstimate: loadsAll(
      {
        estimate: ask('deliveryEstimate', ({ id: productId }: CardOrProduct, args: Args) => ({
          productId,
          country: checked(args).country,
        })),
        // A guess must not take a product away: what is not known is not sold out.
        stocks: askIfUp('stock', ({ skus }: CardOrProduct) => skus),
      },
      ({ estimate, stocks }, args, { now, locale }, { skus }) => {
        const isSoldOut = stocks && stockOfAll(skus, stocks)?.available === 0;
        if (isSoldOut) return null;
        return estimate && arrival(estimate, { ...checked(args), now, locale });
      },
    ),
  },
};
