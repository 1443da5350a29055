// What the three GraphQL peers have in common: the parts of both schemas that are measured, and their resolvers.
import DataLoader from 'dataloader';
import {
  badgeOf,
  discountPercent,
  endCursor,
  format,
  homeSections,
  imageUrl,
  isNew,
  listingPath,
  sectionOf,
  skusOf,
  SPARE,
  together,
} from './rules.js';

export const typeDefs = /* GraphQL */ `
  enum ProductSort {
    POPULAR
    NEWEST
    TITLE
    PRICE_ASCENDING
    PRICE_DESCENDING
  }
  enum Currency {
    EUR
    USD
    JPY
    KRW
  }
  type Query {
    products(sort: ProductSort = POPULAR, first: Int = 20, after: String): ProductConnection
    product(slug: String!): Product
    home(first: Int = 10): Home!
  }
  type Home {
    sections: [Section!]!
  }
  type Section {
    id: ID!
    title: String!
    cards: [Card!]
  }
  type Card {
    id: ID!
    title: String!
    priceLabel: String
    formerPriceLabel: String
    badge: Badge
    rating: Float
    image(width: Int!, density: Float = 1): String
  }
  enum Badge {
    SALE
    LAST_ONES
    NEW
  }
  type ProductConnection {
    edges: [ProductEdge!]!
    pageInfo: PageInfo!
    totalCount: Int!
    facets: ProductFacets!
  }
  type ProductEdge {
    node: Product!
  }
  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }
  type ProductFacets {
    brands: [BrandFacet!]!
  }
  type BrandFacet {
    value: String!
    count: Int!
  }
  type Product {
    id: ID!
    slug: String!
    title: String!
    description: String!
    brand: String!
    tags: [String!]!
    isNew: Boolean!
    images: [ProductImage!]!
    mainImage: ProductImage
    variants: [ProductVariant!]!
    price: Money
    formerPrice: Money
    promotion: Promotion
    stock: Stock
    rating: Rating
    topReviews(first: Int = 3): [Review!]
  }
  type ProductImage {
    id: ID!
    alt: String!
    sizes: [ImageSize!]!
  }
  type ImageSize {
    width: Int!
    height: Int!
    url: String!
  }
  type ProductVariant {
    sku: ID!
    title: String!
    options: [VariantOption!]!
    stock: Stock
  }
  type VariantOption {
    name: String!
    value: String!
  }
  type Money {
    amountMinor: Int!
    currency: Currency!
    formatted: String!
  }
  type Promotion {
    label: String!
    discountPercent: Int!
  }
  type Stock {
    available: Int!
    inStock: Boolean!
  }
  type Rating {
    average: Float!
    count: Int!
  }
  type Review {
    id: ID!
    rating: Int!
    title: String!
    body: String!
    language: String!
    author: Author
  }
  type Author {
    name: String!
    avatarUrl: String
  }
`;

/**
 * A context for one operation.
 *
 * @param get what a GET of a path of the services answers, parsed
 */
export function createContext(get) {
  const bulk = (load, idOf) =>
    new DataLoader(
      async (ids) => {
        const byId = new Map((await load(ids.join(','))).map((item) => [idOf(item), item]));
        return ids.map((id) => byId.get(id));
      },
      { maxBatchSize: 100 },
    );
  return {
    get,
    price: bulk(
      async (ids) => (await get(`/prices?currency=EUR&product_ids=${ids}`)).prices,
      (price) => price.product_id,
    ),
    stock: bulk(
      async (skus) => Object.entries((await get(`/stock?view=warehouses&skus=${skus}`)).stock),
      ([sku]) => sku,
    ),
    stockTotal: bulk(
      async (skus) => Object.entries((await get(`/stock?view=total&skus=${skus}`)).stock),
      ([sku]) => sku,
    ),
    ratingSummary: bulk(
      async (ids) => (await get(`/ratings?view=summary&productIds=${ids}`)).data,
      ({ productId }) => productId,
    ),
    reviewed: bulk(
      async (ids) => (await get(`/reviews/top?perProduct=3&productIds=${ids}`)).data,
      ({ productId }) => productId,
    ),
    profile: bulk(
      async (ids) => (await get(`/profiles?ids=${ids}`)).data,
      ({ id }) => id,
    ),
  };
}

const stockOf = async (skus, stock) =>
  together((await Promise.all(skus.map((sku) => stock.load(sku)))).map((entry) => entry?.[1]));

export const resolvers = {
  Query: {
    products: async (_root, page, { get }) => ({ ...(await get(listingPath(page))), after: page.after }),
    product: (_root, { slug }, { get }) => get(`/products/by-slug/${encodeURIComponent(slug)}`),
    // All listings before any card, so that the cards of all sections load in one batch.
    home: async (_root, { first }, { get }) => ({
      sections: await Promise.all(
        homeSections.map(async ({ id, title, sort }) => {
          const items = sectionOf(await get(listingPath({ sort, first: first + SPARE })), first);
          return { id, title, cards: items };
        }),
      ),
    }),
  },
  Card: {
    priceLabel: async ({ id }, _args, { price }) => {
      const found = await price.load(id);
      return found && format(found.amount_minor, found.currency);
    },
    formerPriceLabel: async ({ id }, _args, { price }) => {
      const { promotion, currency } = (await price.load(id)) ?? {};
      return promotion && format(promotion.former_amount_minor, currency);
    },
    badge: async (product, _args, { price, stockTotal }) => {
      const [found, stock] = await Promise.all([
        price.load(product.id),
        stockOf(skusOf(product), stockTotal),
      ]);
      return badgeOf(product, found, stock && stock.available);
    },
    rating: async ({ id }, _args, { ratingSummary }) => (await ratingSummary.load(id))?.average,
    image: ({ images: [main] }, { width, density }) => main && imageUrl(main, width * density),
  },
  ProductConnection: {
    edges: ({ items }) => items.map((node) => ({ node })),
    totalCount: ({ total }) => total,
    pageInfo: (page) => ({ hasNextPage: page.nextCursor !== null, endCursor: endCursor(page, page.after) }),
  },
  Product: {
    isNew,
    mainImage: ({ images }) => images[0],
    price: async ({ id }, _args, { price }) => {
      const found = await price.load(id);
      return found && { amountMinor: found.amount_minor, currency: found.currency };
    },
    formerPrice: async ({ id }, _args, { price }) => {
      const { promotion, currency } = (await price.load(id)) ?? {};
      return promotion && { amountMinor: promotion.former_amount_minor, currency };
    },
    promotion: async ({ id }, _args, { price }) => {
      const { promotion, amount_minor } = (await price.load(id)) ?? {};
      if (!promotion) return null;
      const { label, former_amount_minor } = promotion;
      return { label, discountPercent: discountPercent(former_amount_minor, amount_minor) };
    },
    stock: (product, _args, { stock }) => stockOf(skusOf(product), stock),
    rating: async ({ id }, _args, { reviewed }) => (await reviewed.load(id))?.rating,
    topReviews: async ({ id }, { first }, { reviewed }) =>
      (await reviewed.load(id))?.reviews.slice(0, first) ?? [],
  },
  ProductVariant: { stock: ({ sku }, _args, { stock }) => stockOf([sku], stock) },
  Money: { formatted: ({ amountMinor, currency }) => format(amountMinor, currency) },
  Stock: { inStock: ({ available }) => available > 0 },
  Review: {
    author: async ({ authorId }, _args, { profile }) => (await profile.load(authorId))?.attributes,
  },
};
