import { loads } from '../../../shared/graphql/loads.ts';
import type { CatalogProduct } from '../../../shared/upstreams/catalog.ts';
import type { Resolvers } from '../../generated/resolvers.ts';
import { variantsOf } from '../../variants.ts';
import { idUnlessWhole, wholeProduct, type CardOrProduct } from '../../whole-product.ts';

/** A field that cards do not have. */
const ofWhole = <Value>(reshape: (product: CatalogProduct) => Value) =>
  loads('product', idUnlessWhole, (whole, _args: unknown, _context, product: CardOrProduct) =>
    reshape(wholeProduct(product, whole)),
  );

export const productResolvers: Resolvers = {
  Query: {
    product: loads(
      'productBySlug',
      (_root, { slug }) => slug,
      (product) => product,
    ),
  },
  Product: {
    description: ofWhole(({ description }) => description),
    tags: ofWhole(({ tags }) => tags),
    createdAt: ofWhole(({ createdAt }) => createdAt),
    variants: ofWhole(variantsOf),
    isNew: ({ newUntil }, _args, { now }) => newUntil !== null && Date.parse(newUntil) > now,
    mainImage: ({ images }) => images[0] ?? null,
    thumbnailUrl: ({ images: [main] }) =>
      main?.sizes.reduce((a, b) => (b.width < a.width ? b : a)).url ?? null,
  },
};
