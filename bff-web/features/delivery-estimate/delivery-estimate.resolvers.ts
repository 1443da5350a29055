import { badInput } from '../../../shared/lib/client-error.ts';
import { timeZoneArgument } from '../../../shared/lib/time-zone.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { isSoldOut } from '../../stock-level.ts';
import { arrival } from './arrival.ts';

export const deliveryEstimateResolvers: Resolvers = {
  Product: {
    deliveryEstimate: async (
      { id: productId, skus },
      { to, country: formerly, timeZone },
      { loaders, now, locale },
    ) => {
      const country = to ?? formerly ?? null;
      if (country === null) throw badInput('to', null, 'a country (ISO 3166-1 alpha-2)');
      if (!/^[A-Z]{2}$/.test(country)) {
        throw badInput('country', country, 'two capital letters (ISO 3166-1 alpha-2)');
      }
      const zone = timeZoneArgument(timeZone);
      const [estimate, soldOut] = await Promise.all([
        loaders.deliveryEstimate.load({ productId, country }),
        isSoldOut(skus, loaders),
      ]);
      if (soldOut) return null;
      return estimate && arrival(estimate, { country, now, timeZone: zone, locale });
    },
  },
};
