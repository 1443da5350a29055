import { badInput } from '../../../shared/lib/client-error.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { deliveryLabel } from '../../labels.ts';

export const deliveryResolvers: Resolvers = {
  ProductScreen: {
    deliveryLabel: async ({ id: productId }, { country }, { loaders, locale }) => {
      if (!/^[A-Z]{2}$/.test(country)) throw badInput('country', country, 'two capital letters, such as DE');
      const estimate = await loaders.deliveryEstimate.load({ productId, country });
      return estimate && deliveryLabel(estimate, locale);
    },
  },
};
