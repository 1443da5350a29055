import { loads } from '../../../shared/graphql/loads.ts';
import type { CatalogProduct } from '../../../shared/upstreams/catalog.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { drawnImage, imageUrl, pixelWidth } from '../../images.ts';
import { stockLabel, stockStatus } from '../../labels.ts';
import { offerFields, unitsLeft } from '../../offer.ts';

const skus = (product: CatalogProduct) => product.skus;

export const productScreenResolvers: Resolvers = {
  Query: {
    productScreen: loads(
      'product',
      (_root, { id }) => id,
      (product) => product,
    ),
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
    promotionLabel: loads(
      'price',
      ({ id }) => id,
      (price) => price?.promotion?.label ?? null,
    ),
    stockStatus: loads('stockTotal', skus, (stocks, _args, _context, { skus }) => {
      const units = unitsLeft(skus, stocks);
      return units === null ? null : stockStatus(units);
    }),
    stockLabel: loads('stockTotal', skus, (stocks, _args, { locale }, { skus }) => {
      const units = unitsLeft(skus, stocks);
      return units === null ? null : stockLabel(units, locale);
    }),
  },
  Variant: {
    available: loads(
      'stockTotal',
      ({ sku }) => sku,
      (stock) => stock && stock.available > 0,
    ),
  },
};
