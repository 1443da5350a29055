import { badInput } from '../../../shared/lib/client-error.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { deliveryLabel } from '../../labels.ts';
import { isSoldOut } from '../../offer.ts';

export const deliveryResolvers: Resolvers = {
  ProductScreen: {
    deliveryLabel: async ({ id: productId, skus }, { country }, { loaders, locale }) => {
      if (!/^[A-Z]{2}$/.test(country)) throw badInput('country', country, 'two capital letters, such as DE');
      const [estimate, soldOut] = await Promise.all([
        loaders.deliveryEstimate.load({ productId, country }),
        isSoldOut(skus, loaders),
      ]);
      if (soldOut) return null;
      return estimate && deliveryLabel(estimate, locale);
    },
  },
};
