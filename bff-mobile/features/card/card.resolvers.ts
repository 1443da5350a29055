import type { Resolvers } from '../../generated/resolvers.ts';
import { imageUrl, pixelWidth } from '../../images.ts';
import { offerFields } from '../../offer.ts';

export const cardResolvers: Resolvers = {
  Card: {
    ...offerFields,
    rating: async ({ id }, _args, { loaders }) => (await loaders.ratingSummary.load(id))?.average ?? null,
    image: ({ images: [main] }, place) => {
      const pixels = pixelWidth(place);
      return main ? imageUrl(main, pixels) : null;
    },
  },
};
