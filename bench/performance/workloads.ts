import type { Operation } from '../kit/client.ts';
import { normalForm } from '../../shared/graphql/documents/manifest.ts';
import { seeded, zipf } from '../kit/random.ts';
import { customerId } from '../kit/shop.ts';
import type { Recording } from './recording.ts';

// In their normal form, as clients' tools write documents: that is what is found at once.

const image = 'mainImage { alt sizes { width height url } }';
const price =
  'price { amountMinor currency formatted } formerPrice { formatted } promotion { label discountPercent }';
const stock = 'stock { available inStock }';
const reviews =
  'rating { average count } topReviews(first: 3) { id rating title body language author { name avatarUrl } }';

const listing = (name: string, ...fields: readonly string[]) =>
  normalForm(`
query ${name}($sort: ProductSort, $first: Int, $after: String) {
  products(sort: $sort, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node { id slug title brand isNew ${fields.join(' ')} } }
    facets { brands { value count } }
  }
}`);

/** The page of a listing that the web frontend shows: all five services. */
const wholeListing = listing('Listing', image, price, stock, reviews);

const listings = [
  wholeListing,
  listing('ListingWithoutReviews', image, price, stock),
  listing('ListingWithoutStock', image, price, reviews),
  listing('ListingCards', image, price),
];

const listingVariables = [
  { sort: 'POPULAR', first: 20 },
  { sort: 'NEWEST', first: 24 },
  { sort: 'PRICE_ASCENDING', first: 12 },
];

const productPage = normalForm(`
query ProductPage($slug: String!) {
  product(slug: $slug) {
    id slug title description brand tags isNew
    images { id alt sizes { width height url } }
    variants { sku title options { name value } stock { available inStock } }
    ${price}
    ${stock}
    ${reviews}
  }
}`);

const home = normalForm(`
query Home($first: Int, $imageWidth: Int!, $density: Float) {
  home(first: $first) {
    sections { id title cards { id title priceLabel formerPriceLabel badge rating image(width: $imageWidth, density: $density) } }
  }
}`);

const orderList = normalForm(`
query OrderList($thumbnailWidth: Int!, $density: Float) {
  orderList {
    orders {
      id number dateLabel statusLabel totalLabel itemCount itemCountLabel
      thumbnails(width: $thumbnailWidth, density: $density)
    }
    nextCursor
  }
}`);

const noOp = normalForm('query NoOp { __typename }');

/** All documents that are measured: in production settings a BFF executes those that it knows, and no others. */
export const documents: readonly string[] = [...listings, productPage, home, orderList, noOp];

/** What clients ask, one operation after the other and without an end; the same for the same seed. */
export interface Workload {
  readonly bff: 'bff-web' | 'bff-mobile';
  readonly operations: (recording: Recording, seed: number) => () => Operation;
}

/** Where the page begins that follows the first `offset` products of a listing, as the web BFF writes it. */
function cursorAt(offset: number): { after?: string } {
  if (offset === 0) return {};
  return { after: Buffer.from(JSON.stringify({ c: String(offset), o: 0 })).toString('base64url') };
}

/** Pages of listings that begin anywhere, mostly near the top. */
function pages(shapes: readonly Operation[]): Workload {
  return {
    bff: 'bff-web',
    operations: ({ products }, seed) => {
      const random = seeded(seed);
      const offset = zipf(products.length, random);
      return () => {
        const { text, variables } = shapes[Math.floor(random() * shapes.length)]!;
        return { text, variables: { ...variables, ...cursorAt(offset()) } };
      };
    },
  };
}

const always = (operation: Operation): Workload => ({
  bff: 'bff-web',
  operations: () => () => operation,
});

/** One document of the app, each operation by one of so many customers. */
const asked = (text: string, variables: Readonly<Record<string, unknown>>, customers: number): Workload => ({
  bff: 'bff-mobile',
  operations: (_recording, seed) => {
    const random = seeded(seed);
    return () => ({
      text,
      variables,
      headers: { 'x-customer-id': customerId(1 + Math.floor(random() * customers)) },
    });
  },
});

/** What customers see of their own orders: no two of them see the same. */
const ordersOf = (customers: number) => asked(orderList, { thumbnailWidth: 64, density: 2 }, customers);

/** The whole listing in every order, so many items a page. */
const listingOf = (first: number): Workload =>
  pages(listingVariables.map(({ sort }) => ({ text: wholeListing, variables: { sort, first } })));

export const workloads = {
  'varied': pages(listings.flatMap((text) => listingVariables.map((variables) => ({ text, variables })))),
  'identical': always({ text: wholeListing, variables: { sort: 'POPULAR', first: 20 } }),
  'product-page': {
    bff: 'bff-web',
    operations: ({ products }, seed) => {
      const rank = zipf(products.length, seeded(seed));
      return () => ({ text: productPage, variables: { slug: products[rank()]!.slug } });
    },
  },
  'no-op': always({ text: noOp }),
  'listing-5': listingOf(5),
  'listing-10': listingOf(10),
  'listing-20': listingOf(20),
  'listing-50': listingOf(50),
  'home': asked(home, { first: 10, imageWidth: 160, density: 2 }, 500),
  'orders-1': ordersOf(1),
  'orders-100': ordersOf(100),
  'orders-500': ordersOf(500),
  'orders-10000': ordersOf(10_000),
} as const satisfies Record<string, Workload>;

export type WorkloadName = keyof typeof workloads;
