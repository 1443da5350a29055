import { badInput } from '../../../shared/lib/client-error.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { isSoldOut } from '../../stock-level.ts';
import { arrival } from './arrival.ts';

export const deliveryEstimateResolvers: Resolvers = {
  Product: {
    deliveryEstimate: async ({ id: productId, skus }, { country }, { loaders, now, locale }) => {
      if (!/^[A-Z]{2}$/.test(country)) {
        throw badInput('country', country, 'two capital letters (ISO 3166-1 alpha-2)');
      }
      const [estimate, soldOut] = await Promise.all([
        loaders.deliveryEstimate.load({ productId, country }),
        isSoldOut(skus, loaders),
      ]);
      if (soldOut) return null;
      return estimate && arrival(estimate, { country, now, locale });
    },
  },
};
