import Type from 'typebox';
import { Cursor, Limit, Nullable, OneOf } from '../kit/schemas.ts';
import { currencies } from '../kit/shop.ts';
import { priceBands } from './price-bands.ts';

const Timestamp = Type.String({ format: 'date-time' });

const Image = Type.Object({
  id: Type.String(),
  alt: Type.String(),
  sizes: Type.Array(
    Type.Object({
      width: Type.Integer({ description: 'Pixels.' }),
      height: Type.Integer({ description: 'Pixels.' }),
      url: Type.String({ description: 'Absolute.' }),
    }),
  ),
});

const common = {
  id: Type.String(),
  slug: Type.String(),
  title: Type.String(),
  brand: Type.String(),
  categoryId: Type.String({ description: 'Always a category without children.' }),
  newUntil: Nullable(Timestamp),
  inStock: Type.Boolean({
    description:
      'Whether any variant was left when the catalog looked last; inventory knows what is left now.',
  }),
  language: Type.String({ description: 'Of all its texts (BCP 47).' }),
};

/** A product with everything the catalog knows of it. */
export const Product = Type.Object({
  ...common,
  description: Type.String(),
  createdAt: Timestamp,
  popularity: Type.Integer({ minimum: 0, maximum: 1000 }),
  tags: Type.Array(Type.String()),
  images: Type.Array(Image, { description: 'The main picture first.' }),
  variants: Type.Array(
    Type.Object({
      sku: Type.String(),
      title: Type.String(),
      options: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
      imageId: Nullable(Type.String({ description: 'The picture that shows it apart from the others.' })),
    }),
    { description: 'The default variant first.' },
  ),
});
export type Product = Type.Static<typeof Product>;

/** What a tile in a list needs of a product. */
export const ProductCard = Type.Object({
  ...common,
  images: Type.Array(Image, { description: 'The main picture only.' }),
  skus: Type.Array(Type.String(), { description: 'The default variant first.' }),
});
export type ProductCard = Type.Static<typeof ProductCard>;

// The richer one first: a serialiser takes the first that fits, and a product would pass for a card.
const Items = Type.Array(Type.Union([Product, ProductCard]));

const facet = (of: string) =>
  Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() }), { description: of });

/** The products that exist among the ids asked for. */
export const ProductList = Type.Object({ items: Items });

/** One page of a filtered list. */
export const ProductPage = Type.Object({
  items: Items,
  total: Type.Integer({ description: 'Products on all pages together.' }),
  nextCursor: Nullable(Type.String()),
  facets: Type.Object(
    {
      categories: facet('Categories without children.'),
      brands: facet('The twenty with the most products, and those filtered by.'),
      priceBands: Type.Array(
        Type.Object({
          value: OneOf(priceBands),
          count: Type.Integer(),
          fromMinor: Nullable(Type.Integer({ description: 'Included.' })),
          toMinor: Nullable(Type.Integer({ description: 'Not included.' })),
        }),
        {
          description:
            "Of what a shopper pays, the cheapest first; bounds in the currency's smallest unit. Empty without a currency.",
        },
      ),
    },
    {
      description:
        'How the products on all pages together spread, the largest first. Each facet leaves its own filter out, so ' +
        'that it shows what else could be chosen.',
    },
  ),
});

/** How much of each product to answer with. */
const View = OneOf(['full', 'card'], { default: 'full' });

/** How a list may be narrowed and continued; several values of a filter are alternatives. */
export const listQuery = {
  category: Type.Optional(
    Type.String({ description: 'Category ids, comma separated; includes descendants.' }),
  ),
  brand: Type.Optional(Type.String({ description: 'Brands, comma separated.' })),
  priceBand: Type.Optional(Type.String({ description: `Comma separated: ${priceBands.join(', ')}.` })),
  currency: Type.Optional(
    OneOf(currencies, { description: 'Of the prices to sort or filter by, and to count bands of.' }),
  ),
  cursor: Cursor,
  limit: Limit,
  view: View,
};

/** One node of the category tree. */
export const Category = Type.Object({
  id: Type.String(),
  slug: Type.String(),
  name: Type.String(),
  parentId: Nullable(Type.String()),
  position: Type.Integer({ description: 'Among its siblings, from 1.' }),
  productCount: Type.Integer({ description: 'Descendants included.' }),
  imageUrl: Type.String({ description: 'Absolute.' }),
  language: Type.String({ description: 'Of its name (BCP 47).' }),
});
export type Category = Type.Static<typeof Category>;
