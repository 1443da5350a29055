import type { Resolvers } from '../../generated/resolvers.ts';
import { drawnImage, imageUrl, pixelWidth } from '../../images.ts';
import { stockLabel, stockStatus } from '../../labels.ts';
import { offerFields, unitsLeft } from '../../offer.ts';

export const productScreenResolvers: Resolvers = {
  Query: {
    productScreen: (_root, { id }, { loaders }) => loaders.product.load(id),
  },
  ProductScreen: {
    ...offerFields,
    gallery: ({ images }, place) => {
      const pixels = pixelWidth(place);
      return images.map((image) => drawnImage(image, pixels));
    },
    images: ({ images }, place) => {
      const pixels = pixelWidth(place);
      return images.map((image) => imageUrl(image, pixels));
    },
    promotionLabel: async ({ id }, _args, { loaders }) =>
      (await loaders.price.load(id))?.promotion?.label ?? null,
    stockStatus: async ({ skus }, _args, { loaders }) => {
      const units = await unitsLeft(skus, loaders);
      return units === null ? null : stockStatus(units);
    },
    stockLabel: async ({ skus }, _args, { loaders, locale }) => {
      const units = await unitsLeft(skus, loaders);
      return units === null ? null : stockLabel(units, locale);
    },
  },
  Variant: {
    available: async ({ sku }, _args, { loaders }) => {
      const stock = await loaders.stockTotal.load(sku);
      return stock && stock.available > 0;
    },
  },
};
