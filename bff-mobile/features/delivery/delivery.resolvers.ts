import { ask, askIfUp, loadsAll } from '../../../shared/graphql/loads.ts';
import { badInput } from '../../../shared/lib/client-error.ts';
import type { CatalogProduct } from '../../../shared/upstreams/catalog.ts';
import type { ProductScreenDeliveryLabelArgs, Resolvers } from '../../generated/resolvers.ts';
import { deliveryLabel } from '../../labels.ts';
import { unitsLeft } from '../../offer.ts';

export const deliveryResolvers: Resolvers = {
  ProductScreen: {
    deliveryLabel: loadsAll(
      {
        estimate: ask(
          'deliveryEstimate',
          ({ id: productId }: CatalogProduct, { country }: ProductScreenDeliveryLabelArgs) => {
            if (!/^[A-Z]{2}$/.test(country))
              throw badInput('country', country, 'two capital letters, such as DE');
            return { productId, country };
          },
        ),
        // A guess must not take a product away: what is not known is not sold out.
        stocks: askIfUp('stockTotal', ({ skus }: CatalogProduct) => skus),
      },
      ({ estimate, stocks }, _args, { locale }, { skus }) => {
        const isSoldOut = stocks && unitsLeft(skus, stocks) === 0;
        return estimate && !isSoldOut ? deliveryLabel(estimate, locale) : null;
      },
    ),
  },
};
