import { loads } from '../../../shared/graphql/loads.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { imageUrl, pixelWidth } from '../../images.ts';
import { offerFields } from '../../offer.ts';

export const cardResolvers: Resolvers = {
  Card: {
    ...offerFields,
    onSale: loads(
      'price',
      ({ id }) => id,
      (price) => price && price.promotion !== null,
    ),
    rating: loads(
      'ratingSummary',
      ({ id }) => id,
      (summary) => summary?.average ?? null,
    ),
    image: ({ images: [main] }, place) => {
      const pixels = pixelWidth(place);
      return main ? imageUrl(main, pixels) : null;
    },
    imageAlt: ({ images: [main] }) => main?.alt ?? null,
  },
};
