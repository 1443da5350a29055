import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Address as ServiceAddress, Profile, User } from '../../shared/upstreams/users.ts';
import type { CatalogCategory, CatalogFacets, CatalogProduct } from '../../shared/upstreams/catalog.ts';
import type { Amount } from '../money.ts';
import type { Order as ServiceOrder, OrderLine as ServiceOrderLine } from '../../shared/upstreams/orders.ts';
import type { CardOrProduct } from '../whole-product.ts';
import type { VariantOfProduct } from '../variants.ts';
import type { Rating as ServiceRating, Review as ServiceReview } from '../../shared/upstreams/reviews.ts';
import type { OrderShipment } from '../features/shipment/order-shipment.ts';
import type { StockLevel } from '../stock-level.ts';
import type { WebContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A country, as ISO 3166-1 alpha-2 writes it: two capital letters, such as `DE`. */
  CountryCode: { input: string; output: string; }
  /** A moment in UTC to the millisecond, as RFC 3339 writes it: `2026-11-16T21:00:23.000Z`. Answers only. */
  DateTime: { input: string; output: string; }
  /** A day of the calendar, without a time or a zone, as the `full-date` of RFC 3339: `2026-11-16`. Answers only. */
  LocalDate: { input: string; output: string; }
};

/** An address of a customer. */
export type Address = {
  readonly __typename?: 'Address';
  /** The city. */
  readonly city: Scalars['String']['output'];
  /** The country. */
  readonly country: Scalars['CountryCode']['output'];
  /** The address's id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is the one to suggest. */
  readonly isDefault: Scalars['Boolean']['output'];
  /** What the customer calls it, such as `Home`. */
  readonly label: Scalars['String']['output'];
  /** Street and the like, a line each. */
  readonly lines: ReadonlyArray<Scalars['String']['output']>;
  /** The postal code, as the country writes it. */
  readonly postalCode: Scalars['String']['output'];
  /** Who receives parcels there. */
  readonly recipient: Scalars['String']['output'];
};

/** A customer as other customers may see them. */
export type Author = {
  readonly __typename?: 'Author';
  /** A picture, absolute; null when there is none. */
  readonly avatarUrl?: Maybe<Scalars['String']['output']>;
  /** The name to show. */
  readonly name: Scalars['String']['output'];
};

/** The products of a listing that are of one brand. */
export type BrandFacet = {
  readonly __typename?: 'BrandFacet';
  /** How many products. */
  readonly count: Scalars['Int']['output'];
  /** The brand, to filter by. */
  readonly value: Scalars['String']['output'];
};

/** A category of the shop: one tree, a few levels deep. */
export type Category = {
  readonly __typename?: 'Category';
  /** The way to it from its top category, itself at the end. */
  readonly breadcrumbs: ReadonlyArray<Category>;
  /** The categories directly below it, in the shop's order. */
  readonly children: ReadonlyArray<Category>;
  /** The category's id. */
  readonly id: Scalars['ID']['output'];
  /** A picture of it, absolute. */
  readonly imageUrl: Scalars['String']['output'];
  /** What its name is written in (BCP 47), for `lang`: whatever `accept-language` says, nobody translates it. */
  readonly language: Scalars['String']['output'];
  /** The category's name. */
  readonly name: Scalars['String']['output'];
  /** Where its page is, from the shop's root: `/categories/mugs`. */
  readonly path: Scalars['String']['output'];
  /** How many products it has, in the categories below it as well. */
  readonly productCount: Scalars['Int']['output'];
  /** Names the category in URLs and in filters. */
  readonly slug: Scalars['String']['output'];
};

/** The products of a listing that are in one category. */
export type CategoryFacet = {
  readonly __typename?: 'CategoryFacet';
  /** The category; null when the catalog no longer has it. */
  readonly category?: Maybe<Category>;
  /** How many products. */
  readonly count: Scalars['Int']['output'];
  /** What to filter by: the category's slug, or its id where the slug cannot be had now. */
  readonly value: Scalars['String']['output'];
};

/** A currency that the shop sells in (ISO 4217). The header `x-currency` chooses the one of all prices. */
export type Currency =
  /** Euro: amounts in cents. */
  | 'EUR'
  /** Japanese yen: amounts in whole yen. */
  | 'JPY'
  /** South Korean won: amounts in whole won. */
  | 'KRW'
  /** US dollar: amounts in cents. */
  | 'USD';

/** A customer's own account. */
export type Customer = {
  readonly __typename?: 'Customer';
  /** Where parcels can go. */
  readonly addresses?: Maybe<ReadonlyArray<Address>>;
  /** A picture, absolute; null when there is none. */
  readonly avatarUrl?: Maybe<Scalars['String']['output']>;
  /** The e-mail address, which no other customer sees. */
  readonly email: Scalars['String']['output'];
  /** The customer's id. */
  readonly id: Scalars['ID']['output'];
  /** When the account was opened. */
  readonly memberSince: Scalars['DateTime']['output'];
  /** The full name. */
  readonly name: Scalars['String']['output'];
  /** The orders placed, the latest first. */
  readonly orders?: Maybe<OrderConnection>;
};


/** A customer's own account. */
export type CustomerOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Where an order goes. */
export type DeliveryAddress = {
  readonly __typename?: 'DeliveryAddress';
  /** The city. */
  readonly city: Scalars['String']['output'];
  /** The country. */
  readonly country: Scalars['CountryCode']['output'];
  /** Street and the like, a line each. */
  readonly lines: ReadonlyArray<Scalars['String']['output']>;
  /** The postal code, as the country writes it. */
  readonly postalCode: Scalars['String']['output'];
  /** Who receives it. */
  readonly recipient: Scalars['String']['output'];
};

/** How long a delivery takes. Days are counted up to whole ones from today, so that none is promised too early. */
export type DeliveryEstimate = {
  readonly __typename?: 'DeliveryEstimate';
  /** Who delivers. */
  readonly carrier: Scalars['String']['output'];
  /** Where to. */
  readonly country: Scalars['CountryCode']['output'];
  /** The first day it can arrive. */
  readonly earliestDate: Scalars['LocalDate']['output'];
  /** A faster delivery; null where there is none. */
  readonly express?: Maybe<ExpressDelivery>;
  /** Both dates in the words of `accept-language`, ready to draw: `Nov 25 – 27`. */
  readonly formatted: Scalars['String']['output'];
  /** The last day it should arrive. */
  readonly latestDate: Scalars['LocalDate']['output'];
  /** Days until the last day it should arrive. */
  readonly maximumDays: Scalars['Int']['output'];
  /** Days until the first day it can arrive; 0 is today. */
  readonly minimumDays: Scalars['Int']['output'];
};

/** A delivery that is faster, for a price. */
export type ExpressDelivery = {
  readonly __typename?: 'ExpressDelivery';
  /** The day it should arrive. */
  readonly date: Scalars['LocalDate']['output'];
  /** Days until then; 0 is today. */
  readonly days: Scalars['Int']['output'];
  /** The date in the words of `accept-language`, ready to draw: `Nov 24`. */
  readonly formatted: Scalars['String']['output'];
};

/** The sections of the home page. What the catalog knows to be sold out is not in them. */
export type HomePage = {
  readonly __typename?: 'HomePage';
  /** The products that customers rate best, best first; null while reviews or the catalog are down. */
  readonly bestRated?: Maybe<ReadonlyArray<Product>>;
  /** Categories for the top of the page, in the shop's order; null while the catalog is down. */
  readonly heroCategories?: Maybe<ReadonlyArray<Category>>;
  /** Products with a reduced price, the largest `discountPercent` first; null while pricing or the catalog are down. */
  readonly onPromotion?: Maybe<ReadonlyArray<Product>>;
};


/** The sections of the home page. What the catalog knows to be sold out is not in them. */
export type HomePageBestRatedArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The sections of the home page. What the catalog knows to be sold out is not in them. */
export type HomePageHeroCategoriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The sections of the home page. What the catalog knows to be sold out is not in them. */
export type HomePageOnPromotionArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A picture in one size. */
export type ImageSize = {
  readonly __typename?: 'ImageSize';
  /** In pixels. */
  readonly height: Scalars['Int']['output'];
  /** Absolute; what it leads to never changes. */
  readonly url: Scalars['String']['output'];
  /** In pixels. */
  readonly width: Scalars['Int']['output'];
};

/** An amount of money. Calculate with `amountMinor`, draw `formatted`. */
export type Money = {
  readonly __typename?: 'Money';
  /** The amount in the currency's smallest unit: cents for EUR and USD, whole yen and won. */
  readonly amountMinor: Scalars['Int']['output'];
  /** What the amount is counted in. */
  readonly currency: Currency;
  /** The amount as readers of `accept-language` write it, sign included: `€12.90`, `12,90 €`. */
  readonly formatted: Scalars['String']['output'];
};

/** What a customer bought at once. Its amounts are in the currency that it was paid in, whatever `x-currency` says. */
export type Order = {
  readonly __typename?: 'Order';
  /** Where it goes, as that was when the order was placed; null where the shop cannot say. */
  readonly deliveryAddress?: Maybe<DeliveryAddress>;
  /** What all lines cost together. */
  readonly goods: Money;
  /** What has happened to it, in order of time. */
  readonly history: ReadonlyArray<OrderEvent>;
  /** The order's id. */
  readonly id: Scalars['ID']['output'];
  /** What was bought. */
  readonly lines: ReadonlyArray<OrderLine>;
  /** The number that customer and support call it by. */
  readonly number: Scalars['String']['output'];
  /** How it is paid; null where the shop cannot say. */
  readonly payment?: Maybe<Payment>;
  /** When it was placed. */
  readonly placedAt: Scalars['DateTime']['output'];
  /** Its parcels, in the order in which they were sent; empty before that. */
  readonly shipments?: Maybe<ReadonlyArray<Shipment>>;
  /** What its delivery costs. */
  readonly shipping: Money;
  /** How far it has come. */
  readonly status: OrderStatus;
  /** The tax that is included in the total. */
  readonly tax: Money;
  /** What the customer pays in all. */
  readonly total: Money;
};

/** A page of a customer's orders. */
export type OrderConnection = {
  readonly __typename?: 'OrderConnection';
  /** The orders of this page, the latest first. */
  readonly edges: ReadonlyArray<OrderEdge>;
  /** Where this page lies among all orders. */
  readonly pageInfo: PageInfo;
  /** How many orders the customer has, on all pages together. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An order at its place in a list. */
export type OrderEdge = {
  readonly __typename?: 'OrderEdge';
  /** Names this place: ask for what follows with `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The order. */
  readonly node: Order;
};

/** A step of an order. */
export type OrderEvent = {
  readonly __typename?: 'OrderEvent';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** What it became. */
  readonly status: OrderStatus;
};

/** One thing that was bought. */
export type OrderLine = {
  readonly __typename?: 'OrderLine';
  /** The line's id. */
  readonly id: Scalars['ID']['output'];
  /** The product as it is sold now; null when it no longer is. */
  readonly product?: Maybe<Product>;
  /** The id of its product, also when that is no longer sold. */
  readonly productId: Scalars['ID']['output'];
  /** How many pieces. */
  readonly quantity: Scalars['Int']['output'];
  /** The stock keeping unit that was bought, also when it is no longer sold. */
  readonly sku: Scalars['ID']['output'];
  /** What all pieces cost together. */
  readonly total: Money;
  /** What one piece cost then. */
  readonly unitPrice: Money;
  /** The variant that was bought, as it is sold now; null when it no longer is. */
  readonly variant?: Maybe<ProductVariant>;
};

/** How far an order has come. */
export type OrderStatus =
  /** Called off before it was sent. */
  | 'CANCELLED'
  /** With the customer. */
  | 'DELIVERED'
  /** Paid, and about to be sent. */
  | 'PAID'
  /** Received, and not paid. */
  | 'PLACED'
  /** Sent back by the customer. */
  | 'RETURNED'
  /** On its way. */
  | 'SHIPPED';

/** Where a page of a connection lies in its list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Where the next page begins; null when the list is empty from here on. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** There are items after this page: ask for them with `after: endCursor`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** There are items before this page, which is so whenever `after` was given. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The first edge's cursor; null when the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** How an order is paid. */
export type Payment = {
  readonly __typename?: 'Payment';
  /** Which card; null for other methods, and where the shop cannot say. */
  readonly card?: Maybe<PaymentCard>;
  /** By what. */
  readonly method: PaymentMethod;
};

/** A card, as far as a page may show it. */
export type PaymentCard = {
  readonly __typename?: 'PaymentCard';
  /** Such as `Visa`. */
  readonly brand: Scalars['String']['output'];
  /** The last four digits of its number, of which no more is known here. */
  readonly lastFour: Scalars['String']['output'];
};

/** A way to pay. */
export type PaymentMethod =
  /** A transfer from the customer's bank. */
  | 'BANK_TRANSFER'
  /** A credit or debit card. */
  | 'CARD'
  /** By another way. */
  | 'OTHER'
  /** PayPal. */
  | 'PAYPAL';

/**
 * A range of prices, by what is paid now in the currency of the header `x-currency`, promotions included. A product on the
 * border belongs to the upper range. The names say what the ranges are in euros and dollars; yen and won have round
 * amounts of their own, which `PriceBandFacet` tells: draw its `from` and `to`, whatever the currency.
 */
export type PriceBand =
  /** Up to 50 euros or dollars, 8,000 yen or 80,000 won. */
  | 'FROM_25_TO_50'
  /** Up to 100 euros or dollars, 16,000 yen or 160,000 won. */
  | 'FROM_50_TO_100'
  /** Up to 250 euros or dollars, 40,000 yen or 400,000 won. */
  | 'FROM_100_TO_250'
  /** The dearest products: 250 euros or dollars, 40,000 yen or 400,000 won, and more. */
  | 'OVER_250'
  /** The cheapest products: less than 25 euros or dollars, 4,000 yen or 40,000 won. */
  | 'UNDER_25';

/** The products of a listing that are in one price range. */
export type PriceBandFacet = {
  readonly __typename?: 'PriceBandFacet';
  /** How many products. */
  readonly count: Scalars['Int']['output'];
  /** The lowest price in it; null for the cheapest products. */
  readonly from?: Maybe<Money>;
  /** The price that it ends below; null for the dearest products. */
  readonly to?: Maybe<Money>;
  /** The range, to filter by. */
  readonly value: PriceBand;
};

/**
 * A product of the shop. What another service than the catalog knows of it (price, stock, rating and so on) is null
 * while that service is down, with an error that says so.
 */
export type Product = {
  readonly __typename?: 'Product';
  /** Who makes it. */
  readonly brand: Scalars['String']['output'];
  /** The category that it is in; null when the catalog no longer has it. */
  readonly category?: Maybe<Category>;
  /** When it came into the catalog. */
  readonly createdAt: Scalars['DateTime']['output'];
  /**
   * When it would arrive if it were ordered now; null where the shop does not deliver, and when it is sold out. While it is
   * not known what is left, it is told as if there were some. One of `to` and `country` is needed.
   */
  readonly deliveryEstimate?: Maybe<DeliveryEstimate>;
  /** What the product is, in a few sentences of plain text. */
  readonly description: Scalars['String']['output'];
  /** What it cost before its promotion; null when it is not on promotion. */
  readonly formerPrice?: Maybe<Money>;
  /** The product's id. */
  readonly id: Scalars['ID']['output'];
  /** Its pictures, the one for listings first. */
  readonly images: ReadonlyArray<ProductImage>;
  /** Whether to mark it as new, which the merchant decides. */
  readonly isNew: Scalars['Boolean']['output'];
  /** What all its texts are written in (BCP 47), for `lang`: whatever `accept-language` says, nobody translates them. */
  readonly language: Scalars['String']['output'];
  /** The picture for listings; null when it has none. */
  readonly mainImage?: Maybe<ProductImage>;
  /** What it costs now, in the currency of the header `x-currency`; null when it has no price. */
  readonly price?: Maybe<Money>;
  /** Why it costs less for a while; null when it does not. */
  readonly promotion?: Maybe<Promotion>;
  /** What its customers' stars come to; null when nobody has rated it. */
  readonly rating?: Maybe<Rating>;
  /** Products that go with it and are not sold out, the closest first: for the page of one product, since each product is a call. */
  readonly recommendations?: Maybe<ReadonlyArray<Product>>;
  /** All its reviews, page by page: for the page of one product. In listings ask for `topReviews`, which asks once. */
  readonly reviews?: Maybe<ReviewConnection>;
  /** What search engines and link previews read of its page. */
  readonly seo: Seo;
  /** Names the product in URLs. */
  readonly slug: Scalars['String']['output'];
  /** What is left of all its variants together; null when the warehouses do not know every one of them. */
  readonly stock?: Maybe<Stock>;
  /** Words that describe it, in no particular order. */
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /**
   * The smallest size of the picture for listings, absolute; null when it has none.
   * @deprecated Ask for the `sizes` of `mainImage` instead. Removed after 2027-03-31.
   */
  readonly thumbnailUrl?: Maybe<Scalars['String']['output']>;
  /** The product's name. */
  readonly title: Scalars['String']['output'];
  /** The reviews that most readers found helpful; empty when it has none. */
  readonly topReviews?: Maybe<ReadonlyArray<Review>>;
  /** What can be bought of it: at least one, such as each colour or size. */
  readonly variants: ReadonlyArray<ProductVariant>;
};


/**
 * A product of the shop. What another service than the catalog knows of it (price, stock, rating and so on) is null
 * while that service is down, with an error that says so.
 */
export type ProductDeliveryEstimateArgs = {
  country?: InputMaybe<Scalars['String']['input']>;
  timeZone?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['CountryCode']['input']>;
};


/**
 * A product of the shop. What another service than the catalog knows of it (price, stock, rating and so on) is null
 * while that service is down, with an error that says so.
 */
export type ProductRecommendationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * A product of the shop. What another service than the catalog knows of it (price, stock, rating and so on) is null
 * while that service is down, with an error that says so.
 */
export type ProductReviewsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<ReviewSort>;
};


/**
 * A product of the shop. What another service than the catalog knows of it (price, stock, rating and so on) is null
 * while that service is down, with an error that says so.
 */
export type ProductTopReviewsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of a listing, and what is true of the listing as a whole. */
export type ProductConnection = {
  readonly __typename?: 'ProductConnection';
  /** The products of this page, in order. */
  readonly edges: ReadonlyArray<ProductEdge>;
  /** What the listing can be narrowed by, and how many products each choice leaves. */
  readonly facets: ProductFacets;
  /** Where this page lies in the listing. */
  readonly pageInfo: PageInfo;
  /** How many products the listing has, on all pages together. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A product at its place in a listing. */
export type ProductEdge = {
  readonly __typename?: 'ProductEdge';
  /** Names this place: ask for what follows with `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The product. */
  readonly node: Product;
};

/**
 * The choices that narrow a listing, counted over all of its pages. Each list leaves out its own part of the filter and
 * keeps the others: when a brand is chosen, the other brands stay, each with the products that choosing it would find.
 * Choices that no product fits are left out, but for price ranges that are chosen.
 */
export type ProductFacets = {
  readonly __typename?: 'ProductFacets';
  /** The 20 brands with the most products, and those chosen that have any. */
  readonly brands: ReadonlyArray<BrandFacet>;
  /** Categories of the whole shop that have no others below them. */
  readonly categories: ReadonlyArray<CategoryFacet>;
  /** Price ranges, the cheapest first. */
  readonly priceBands: ReadonlyArray<PriceBandFacet>;
};

/**
 * Narrows a listing. A product passes with any of the values within a list, and has to pass every list; a list that is
 * empty, null or left out lets everything pass. A list holds up to 50 values of up to 100 characters, and all lists
 * together up to 2000 characters as a URL writes them: one for most letters of ASCII, nine for most of Asia.
 */
export type ProductFilter = {
  /** Names of brands. */
  readonly brands?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Slugs of categories, as facets give them. Products of the categories below them pass, too; of an unknown one, none. */
  readonly categories?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Ranges of prices, in the currency of the header `x-currency`. */
  readonly priceBands?: InputMaybe<ReadonlyArray<PriceBand>>;
};

/** A picture of a product. */
export type ProductImage = {
  readonly __typename?: 'ProductImage';
  /** What it shows, for those who cannot see it. */
  readonly alt: Scalars['String']['output'];
  /** The image's id. */
  readonly id: Scalars['ID']['output'];
  /** The same picture in several sizes, for `srcset`. */
  readonly sizes: ReadonlyArray<ImageSize>;
};

/** The order of a listing. */
export type ProductSort =
  /** The latest in the catalog first. */
  | 'NEWEST'
  /** What sells best first. */
  | 'POPULAR'
  /** The cheapest first, by what is paid now in the currency of the header `x-currency`, promotions included. */
  | 'PRICE_ASCENDING'
  /** The dearest first, by what is paid now in the currency of the header `x-currency`, promotions included. */
  | 'PRICE_DESCENDING'
  /** From A to Z. */
  | 'TITLE';

/** One form of a product, which can be put into a basket. */
export type ProductVariant = {
  readonly __typename?: 'ProductVariant';
  /** The picture that shows it, or the product's main one where none shows it apart; null when there is none. */
  readonly image?: Maybe<ProductImage>;
  /** What tells it apart; empty when the product has one variant only. */
  readonly options: ReadonlyArray<VariantOption>;
  /** What it costs, which is what its product costs: all variants have one price. Null when it has none. */
  readonly price?: Maybe<Money>;
  /** The stock keeping unit: what orders name. */
  readonly sku: Scalars['ID']['output'];
  /** What is left of this variant; null when the warehouses do not know it. */
  readonly stock?: Maybe<Stock>;
  /** The variant's name, to tell it from its siblings. */
  readonly title: Scalars['String']['output'];
};

/** A price that is reduced for a while. */
export type Promotion = {
  readonly __typename?: 'Promotion';
  /** By how much the price is reduced: whole percent, rounded down, so that it never promises too much. */
  readonly discountPercent: Scalars['Int']['output'];
  /** When the former price comes back. */
  readonly endsAt: Scalars['DateTime']['output'];
  /** The promotion's name, ready to draw. */
  readonly label: Scalars['String']['output'];
};

/** What the shop can be asked for. */
export type Query = {
  readonly __typename?: 'Query';
  /** The shop's top categories, in the shop's order; null while the catalog is down. */
  readonly categories?: Maybe<ReadonlyArray<Category>>;
  /** One category; null when there is none. */
  readonly category?: Maybe<Category>;
  /**
   * A customer's account, for that customer alone: an error says `UNAUTHENTICATED` when nobody is signed in, and
   * `FORBIDDEN` when somebody else is. Null when the account no longer exists.
   */
  readonly customer?: Maybe<Customer>;
  /** What the home page shows. Each section can be null by itself. */
  readonly homePage: HomePage;
  /**
   * An order of whoever is signed in; null when they have no such order. An error says `UNAUTHENTICATED` when nobody is
   * signed in.
   */
  readonly order?: Maybe<Order>;
  /**
   * The orders of whoever is signed in, the latest first: the same as the customer's, without the account. An error says
   * `UNAUTHENTICATED` when nobody is signed in.
   */
  readonly orders?: Maybe<OrderConnection>;
  /** The product of a product page; null when there is none. */
  readonly product?: Maybe<Product>;
  /** A listing of products; null while the catalog is down. */
  readonly products?: Maybe<ProductConnection>;
  /** Products that match what someone typed, the best match first; null while the catalog is down. */
  readonly search?: Maybe<ProductConnection>;
};


/** What the shop can be asked for. */
export type QueryCategoryArgs = {
  slug: Scalars['String']['input'];
};


/** What the shop can be asked for. */
export type QueryCustomerArgs = {
  id: Scalars['ID']['input'];
};


/** What the shop can be asked for. */
export type QueryOrderArgs = {
  id: Scalars['ID']['input'];
};


/** What the shop can be asked for. */
export type QueryOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What the shop can be asked for. */
export type QueryProductArgs = {
  slug: Scalars['String']['input'];
};


/** What the shop can be asked for. */
export type QueryProductsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProductFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<ProductSort>;
};


/** What the shop can be asked for. */
export type QuerySearchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProductFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  query: Scalars['String']['input'];
};

/** What many ratings come to. */
export type Rating = {
  readonly __typename?: 'Rating';
  /** The average number of stars, from 1 to 5, with one decimal. */
  readonly average: Scalars['Float']['output'];
  /** How many ratings there are. */
  readonly count: Scalars['Int']['output'];
  /** How many gave each number of stars, five stars first. */
  readonly histogram: ReadonlyArray<RatingCount>;
};

/** How many gave one number of stars. */
export type RatingCount = {
  readonly __typename?: 'RatingCount';
  /** How many gave it. */
  readonly count: Scalars['Int']['output'];
  /** The number of stars, from 1 to 5. */
  readonly stars: Scalars['Int']['output'];
};

/** What a customer says of a product. */
export type Review = {
  readonly __typename?: 'Review';
  /** Who wrote it; null when that person has left. */
  readonly author?: Maybe<Author>;
  /** The text, plain. It comes as its author wrote it: never draw it as HTML. */
  readonly body: Scalars['String']['output'];
  /** When it was written. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** How many readers found it helpful. */
  readonly helpfulVotes: Scalars['Int']['output'];
  /** The review's id. */
  readonly id: Scalars['ID']['output'];
  /** What the review is written in (BCP 47), for `lang`. */
  readonly language: Scalars['String']['output'];
  /** The number of stars, from 1 to 5. */
  readonly rating: Scalars['Int']['output'];
  /** The headline. */
  readonly title: Scalars['String']['output'];
};

/** A page of a product's reviews. */
export type ReviewConnection = {
  readonly __typename?: 'ReviewConnection';
  /** The reviews of this page, in order. */
  readonly edges: ReadonlyArray<ReviewEdge>;
  /** Where this page lies among all reviews. */
  readonly pageInfo: PageInfo;
  /** How many reviews the product has, on all pages together. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A review at its place in a list. */
export type ReviewEdge = {
  readonly __typename?: 'ReviewEdge';
  /** Names this place: ask for what follows with `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The review. */
  readonly node: Review;
};

/** The order of reviews. */
export type ReviewSort =
  /** What most readers found helpful first. */
  | 'HELPFUL'
  /** The latest first. */
  | 'NEWEST'
  /** The most stars first. */
  | 'RATING_HIGH'
  /** The fewest stars first. */
  | 'RATING_LOW';

/** What a page says of itself in its head. */
export type Seo = {
  readonly __typename?: 'Seo';
  /** The same from the shop's root: `/products/arc-floor-lamp`. */
  readonly canonicalPath: Scalars['String']['output'];
  /** For `<link rel=canonical>` and `og:url`, absolute: `https://shop.example/products/arc-floor-lamp`. */
  readonly canonicalUrl: Scalars['String']['output'];
  /** For `<meta name=description>`: plain text of up to 160 characters. */
  readonly description: Scalars['String']['output'];
  /**
   * For `<script type=application/ld+json>`: a schema.org Product, written so that it can stand inside a script element
   * as it is. Its offer and its rating are left out while their services are down, without an error.
   */
  readonly jsonLd: Scalars['String']['output'];
  /** For `<title>`. */
  readonly title: Scalars['String']['output'];
};

/** A parcel of an order. */
export type Shipment = {
  readonly __typename?: 'Shipment';
  /** Who delivers it. */
  readonly carrier: Scalars['String']['output'];
  /** When it arrived; null before that. */
  readonly deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  /** The parcel's id. */
  readonly id: Scalars['ID']['output'];
  /** The lines of the order that it holds. A line can be spread over several parcels. */
  readonly lines: ReadonlyArray<OrderLine>;
  /** When the carrier took it; null before that. */
  readonly shippedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it is on its way. */
  readonly status: ShipmentStatus;
  /** What the carrier finds it by. */
  readonly trackingCode: Scalars['String']['output'];
  /** The carrier's page of it, absolute; null until the carrier has it. */
  readonly trackingUrl?: Maybe<Scalars['String']['output']>;
};

/** Where a parcel is on its way. */
export type ShipmentStatus =
  /** Handed over. */
  | 'DELIVERED'
  /** With the carrier. */
  | 'IN_TRANSIT'
  /** Packed, and not yet with the carrier. */
  | 'LABEL_CREATED'
  /** About to be handed over. */
  | 'OUT_FOR_DELIVERY';

/** What is left to sell. */
export type Stock = {
  readonly __typename?: 'Stock';
  /** How many pieces, in all warehouses together. */
  readonly available: Scalars['Int']['output'];
  /** Whether there is any. */
  readonly inStock: Scalars['Boolean']['output'];
  /** The same by warehouse, those with nothing left included, in the order of their codes. */
  readonly warehouses: ReadonlyArray<WarehouseStock>;
};

/** A property in which variants differ. */
export type VariantOption = {
  readonly __typename?: 'VariantOption';
  /** The property, such as `Colour`. */
  readonly name: Scalars['String']['output'];
  /** Its value, such as `Ochre`. */
  readonly value: Scalars['String']['output'];
};

/** What one warehouse has left. */
export type WarehouseStock = {
  readonly __typename?: 'WarehouseStock';
  /** How many pieces. */
  readonly available: Scalars['Int']['output'];
  /** Where it is. */
  readonly city: Scalars['String']['output'];
  /** The warehouse's short name. */
  readonly code: Scalars['ID']['output'];
  /** The country it is in. */
  readonly country: Scalars['CountryCode']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Address: ResolverTypeWrapper<ServiceAddress>;
  Author: ResolverTypeWrapper<Profile>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BrandFacet: ResolverTypeWrapper<BrandFacet>;
  Category: ResolverTypeWrapper<CatalogCategory>;
  CategoryFacet: ResolverTypeWrapper<Omit<CategoryFacet, 'category'> & { category?: Maybe<ResolversTypes['Category']> }>;
  CountryCode: ResolverTypeWrapper<Scalars['CountryCode']['output']>;
  Currency: Currency;
  Customer: ResolverTypeWrapper<User>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeliveryAddress: ResolverTypeWrapper<DeliveryAddress>;
  DeliveryEstimate: ResolverTypeWrapper<DeliveryEstimate>;
  ExpressDelivery: ResolverTypeWrapper<ExpressDelivery>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  HomePage: ResolverTypeWrapper<Omit<HomePage, 'bestRated' | 'heroCategories' | 'onPromotion'> & { bestRated?: Maybe<ReadonlyArray<ResolversTypes['Product']>>, heroCategories?: Maybe<ReadonlyArray<ResolversTypes['Category']>>, onPromotion?: Maybe<ReadonlyArray<ResolversTypes['Product']>> }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ImageSize: ResolverTypeWrapper<ImageSize>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  LocalDate: ResolverTypeWrapper<Scalars['LocalDate']['output']>;
  Money: ResolverTypeWrapper<Amount>;
  Order: ResolverTypeWrapper<ServiceOrder>;
  OrderConnection: ResolverTypeWrapper<Omit<OrderConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['OrderEdge']> }>;
  OrderEdge: ResolverTypeWrapper<Omit<OrderEdge, 'node'> & { node: ResolversTypes['Order'] }>;
  OrderEvent: ResolverTypeWrapper<OrderEvent>;
  OrderLine: ResolverTypeWrapper<ServiceOrderLine>;
  OrderStatus: OrderStatus;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Payment: ResolverTypeWrapper<Payment>;
  PaymentCard: ResolverTypeWrapper<PaymentCard>;
  PaymentMethod: PaymentMethod;
  PriceBand: PriceBand;
  PriceBandFacet: ResolverTypeWrapper<Omit<PriceBandFacet, 'from' | 'to'> & { from?: Maybe<ResolversTypes['Money']>, to?: Maybe<ResolversTypes['Money']> }>;
  Product: ResolverTypeWrapper<CardOrProduct>;
  ProductConnection: ResolverTypeWrapper<Omit<ProductConnection, 'edges' | 'facets'> & { edges: ReadonlyArray<ResolversTypes['ProductEdge']>, facets: ResolversTypes['ProductFacets'] }>;
  ProductEdge: ResolverTypeWrapper<Omit<ProductEdge, 'node'> & { node: ResolversTypes['Product'] }>;
  ProductFacets: ResolverTypeWrapper<CatalogFacets>;
  ProductFilter: ProductFilter;
  ProductImage: ResolverTypeWrapper<ProductImage>;
  ProductSort: ProductSort;
  ProductVariant: ResolverTypeWrapper<VariantOfProduct>;
  Promotion: ResolverTypeWrapper<Promotion>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Rating: ResolverTypeWrapper<ServiceRating>;
  RatingCount: ResolverTypeWrapper<RatingCount>;
  Review: ResolverTypeWrapper<ServiceReview>;
  ReviewConnection: ResolverTypeWrapper<Omit<ReviewConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ReviewEdge']> }>;
  ReviewEdge: ResolverTypeWrapper<Omit<ReviewEdge, 'node'> & { node: ResolversTypes['Review'] }>;
  ReviewSort: ReviewSort;
  Seo: ResolverTypeWrapper<CatalogProduct>;
  Shipment: ResolverTypeWrapper<OrderShipment>;
  ShipmentStatus: ShipmentStatus;
  Stock: ResolverTypeWrapper<StockLevel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  VariantOption: ResolverTypeWrapper<VariantOption>;
  WarehouseStock: ResolverTypeWrapper<WarehouseStock>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Address: ServiceAddress;
  Author: Profile;
  Boolean: Scalars['Boolean']['output'];
  BrandFacet: BrandFacet;
  Category: CatalogCategory;
  CategoryFacet: Omit<CategoryFacet, 'category'> & { category?: Maybe<ResolversParentTypes['Category']> };
  CountryCode: Scalars['CountryCode']['output'];
  Customer: User;
  DateTime: Scalars['DateTime']['output'];
  DeliveryAddress: DeliveryAddress;
  DeliveryEstimate: DeliveryEstimate;
  ExpressDelivery: ExpressDelivery;
  Float: Scalars['Float']['output'];
  HomePage: Omit<HomePage, 'bestRated' | 'heroCategories' | 'onPromotion'> & { bestRated?: Maybe<ReadonlyArray<ResolversParentTypes['Product']>>, heroCategories?: Maybe<ReadonlyArray<ResolversParentTypes['Category']>>, onPromotion?: Maybe<ReadonlyArray<ResolversParentTypes['Product']>> };
  ID: Scalars['ID']['output'];
  ImageSize: ImageSize;
  Int: Scalars['Int']['output'];
  LocalDate: Scalars['LocalDate']['output'];
  Money: Amount;
  Order: ServiceOrder;
  OrderConnection: Omit<OrderConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['OrderEdge']> };
  OrderEdge: Omit<OrderEdge, 'node'> & { node: ResolversParentTypes['Order'] };
  OrderEvent: OrderEvent;
  OrderLine: ServiceOrderLine;
  PageInfo: PageInfo;
  Payment: Payment;
  PaymentCard: PaymentCard;
  PriceBandFacet: Omit<PriceBandFacet, 'from' | 'to'> & { from?: Maybe<ResolversParentTypes['Money']>, to?: Maybe<ResolversParentTypes['Money']> };
  Product: CardOrProduct;
  ProductConnection: Omit<ProductConnection, 'edges' | 'facets'> & { edges: ReadonlyArray<ResolversParentTypes['ProductEdge']>, facets: ResolversParentTypes['ProductFacets'] };
  ProductEdge: Omit<ProductEdge, 'node'> & { node: ResolversParentTypes['Product'] };
  ProductFacets: CatalogFacets;
  ProductFilter: ProductFilter;
  ProductImage: ProductImage;
  ProductVariant: VariantOfProduct;
  Promotion: Promotion;
  Query: Record<PropertyKey, never>;
  Rating: ServiceRating;
  RatingCount: RatingCount;
  Review: ServiceReview;
  ReviewConnection: Omit<ReviewConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ReviewEdge']> };
  ReviewEdge: Omit<ReviewEdge, 'node'> & { node: ResolversParentTypes['Review'] };
  Seo: CatalogProduct;
  Shipment: OrderShipment;
  Stock: StockLevel;
  String: Scalars['String']['output'];
  VariantOption: VariantOption;
  WarehouseStock: WarehouseStock;
};

export type AddressResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  country?: Resolver<ResolversTypes['CountryCode'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDefault?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recipient?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuthorResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Author'] = ResolversParentTypes['Author']> = {
  avatarUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BrandFacetResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['BrandFacet'] = ResolversParentTypes['BrandFacet']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CategoryResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Category'] = ResolversParentTypes['Category']> = {
  breadcrumbs?: Resolver<ReadonlyArray<ResolversTypes['Category']>, ParentType, ContextType>;
  children?: Resolver<ReadonlyArray<ResolversTypes['Category']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  imageUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  productCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CategoryFacetResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['CategoryFacet'] = ResolversParentTypes['CategoryFacet']> = {
  category?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface CountryCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountryCode'], any> {
  name: 'CountryCode';
}

export type CustomerResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer']> = {
  addresses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Address']>>, ParentType, ContextType>;
  avatarUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberSince?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  orders?: Resolver<Maybe<ResolversTypes['OrderConnection']>, ParentType, ContextType, RequireFields<CustomerOrdersArgs, 'first'>>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeliveryAddressResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['DeliveryAddress'] = ResolversParentTypes['DeliveryAddress']> = {
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  country?: Resolver<ResolversTypes['CountryCode'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recipient?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeliveryEstimateResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['DeliveryEstimate'] = ResolversParentTypes['DeliveryEstimate']> = {
  carrier?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  country?: Resolver<ResolversTypes['CountryCode'], ParentType, ContextType>;
  earliestDate?: Resolver<ResolversTypes['LocalDate'], ParentType, ContextType>;
  express?: Resolver<Maybe<ResolversTypes['ExpressDelivery']>, ParentType, ContextType>;
  formatted?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  latestDate?: Resolver<ResolversTypes['LocalDate'], ParentType, ContextType>;
  maximumDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  minimumDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExpressDeliveryResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['ExpressDelivery'] = ResolversParentTypes['ExpressDelivery']> = {
  date?: Resolver<ResolversTypes['LocalDate'], ParentType, ContextType>;
  days?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  formatted?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HomePageResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['HomePage'] = ResolversParentTypes['HomePage']> = {
  bestRated?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Product']>>, ParentType, ContextType, RequireFields<HomePageBestRatedArgs, 'first'>>;
  heroCategories?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Category']>>, ParentType, ContextType, RequireFields<HomePageHeroCategoriesArgs, 'first'>>;
  onPromotion?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Product']>>, ParentType, ContextType, RequireFields<HomePageOnPromotionArgs, 'first'>>;
};

export type ImageSizeResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['ImageSize'] = ResolversParentTypes['ImageSize']> = {
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface LocalDateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalDate'], any> {
  name: 'LocalDate';
}

export type MoneyResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amountMinor?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['Currency'], ParentType, ContextType>;
  formatted?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OrderResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order']> = {
  deliveryAddress?: Resolver<Maybe<ResolversTypes['DeliveryAddress']>, ParentType, ContextType>;
  goods?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  history?: Resolver<ReadonlyArray<ResolversTypes['OrderEvent']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
  placedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  shipments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Shipment']>>, ParentType, ContextType>;
  shipping?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  tax?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type OrderConnectionResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['OrderConnection'] = ResolversParentTypes['OrderConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OrderEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OrderEdgeResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['OrderEdge'] = ResolversParentTypes['OrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
};

export type OrderEventResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['OrderEvent'] = ResolversParentTypes['OrderEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
};

export type OrderLineResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['OrderLine'] = ResolversParentTypes['OrderLine']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  productId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  unitPrice?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  variant?: Resolver<Maybe<ResolversTypes['ProductVariant']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  card?: Resolver<Maybe<ResolversTypes['PaymentCard']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['PaymentMethod'], ParentType, ContextType>;
};

export type PaymentCardResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['PaymentCard'] = ResolversParentTypes['PaymentCard']> = {
  brand?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastFour?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PriceBandFacetResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['PriceBandFacet'] = ResolversParentTypes['PriceBandFacet']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['PriceBand'], ParentType, ContextType>;
};

export type ProductResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product']> = {
  brand?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deliveryEstimate?: Resolver<Maybe<ResolversTypes['DeliveryEstimate']>, ParentType, ContextType, RequireFields<ProductDeliveryEstimateArgs, 'timeZone'>>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  formerPrice?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  images?: Resolver<ReadonlyArray<ResolversTypes['ProductImage']>, ParentType, ContextType>;
  isNew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mainImage?: Resolver<Maybe<ResolversTypes['ProductImage']>, ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  promotion?: Resolver<Maybe<ResolversTypes['Promotion']>, ParentType, ContextType>;
  rating?: Resolver<Maybe<ResolversTypes['Rating']>, ParentType, ContextType>;
  recommendations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Product']>>, ParentType, ContextType, RequireFields<ProductRecommendationsArgs, 'first'>>;
  reviews?: Resolver<Maybe<ResolversTypes['ReviewConnection']>, ParentType, ContextType, RequireFields<ProductReviewsArgs, 'first' | 'sort'>>;
  seo?: Resolver<ResolversTypes['Seo'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stock?: Resolver<Maybe<ResolversTypes['Stock']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  thumbnailUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  topReviews?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Review']>>, ParentType, ContextType, RequireFields<ProductTopReviewsArgs, 'first'>>;
  variants?: Resolver<ReadonlyArray<ResolversTypes['ProductVariant']>, ParentType, ContextType>;
};

export type ProductConnectionResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['ProductConnection'] = ResolversParentTypes['ProductConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProductEdge']>, ParentType, ContextType>;
  facets?: Resolver<ResolversTypes['ProductFacets'], ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProductEdgeResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['ProductEdge'] = ResolversParentTypes['ProductEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Product'], ParentType, ContextType>;
};

export type ProductFacetsResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['ProductFacets'] = ResolversParentTypes['ProductFacets']> = {
  brands?: Resolver<ReadonlyArray<ResolversTypes['BrandFacet']>, ParentType, ContextType>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['CategoryFacet']>, ParentType, ContextType>;
  priceBands?: Resolver<ReadonlyArray<ResolversTypes['PriceBandFacet']>, ParentType, ContextType>;
};

export type ProductImageResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['ProductImage'] = ResolversParentTypes['ProductImage']> = {
  alt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sizes?: Resolver<ReadonlyArray<ResolversTypes['ImageSize']>, ParentType, ContextType>;
};

export type ProductVariantResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['ProductVariant'] = ResolversParentTypes['ProductVariant']> = {
  image?: Resolver<Maybe<ResolversTypes['ProductImage']>, ParentType, ContextType>;
  options?: Resolver<ReadonlyArray<ResolversTypes['VariantOption']>, ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  stock?: Resolver<Maybe<ResolversTypes['Stock']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PromotionResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Promotion'] = ResolversParentTypes['Promotion']> = {
  discountPercent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  categories?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Category']>>, ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType, RequireFields<QueryCategoryArgs, 'slug'>>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryCustomerArgs, 'id'>>;
  homePage?: Resolver<ResolversTypes['HomePage'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'id'>>;
  orders?: Resolver<Maybe<ResolversTypes['OrderConnection']>, ParentType, ContextType, RequireFields<QueryOrdersArgs, 'first'>>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType, RequireFields<QueryProductArgs, 'slug'>>;
  products?: Resolver<Maybe<ResolversTypes['ProductConnection']>, ParentType, ContextType, RequireFields<QueryProductsArgs, 'first' | 'sort'>>;
  search?: Resolver<Maybe<ResolversTypes['ProductConnection']>, ParentType, ContextType, RequireFields<QuerySearchArgs, 'first' | 'query'>>;
};

export type RatingResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Rating'] = ResolversParentTypes['Rating']> = {
  average?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  histogram?: Resolver<ReadonlyArray<ResolversTypes['RatingCount']>, ParentType, ContextType>;
};

export type RatingCountResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['RatingCount'] = ResolversParentTypes['RatingCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stars?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Review'] = ResolversParentTypes['Review']> = {
  author?: Resolver<Maybe<ResolversTypes['Author']>, ParentType, ContextType>;
  body?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  helpfulVotes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rating?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReviewConnectionResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['ReviewConnection'] = ResolversParentTypes['ReviewConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ReviewEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewEdgeResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['ReviewEdge'] = ResolversParentTypes['ReviewEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Review'], ParentType, ContextType>;
};

export type SeoResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Seo'] = ResolversParentTypes['Seo']> = {
  canonicalPath?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  canonicalUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  jsonLd?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ShipmentResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Shipment'] = ResolversParentTypes['Shipment']> = {
  carrier?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  shippedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ShipmentStatus'], ParentType, ContextType>;
  trackingCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  trackingUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type StockResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['Stock'] = ResolversParentTypes['Stock']> = {
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inStock?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  warehouses?: Resolver<ReadonlyArray<ResolversTypes['WarehouseStock']>, ParentType, ContextType>;
};

export type VariantOptionResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['VariantOption'] = ResolversParentTypes['VariantOption']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WarehouseStockResolvers<ContextType = WebContext, ParentType extends ResolversParentTypes['WarehouseStock'] = ResolversParentTypes['WarehouseStock']> = {
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  country?: Resolver<ResolversTypes['CountryCode'], ParentType, ContextType>;
};

export type Resolvers<ContextType = WebContext> = {
  Address?: AddressResolvers<ContextType>;
  Author?: AuthorResolvers<ContextType>;
  BrandFacet?: BrandFacetResolvers<ContextType>;
  Category?: CategoryResolvers<ContextType>;
  CategoryFacet?: CategoryFacetResolvers<ContextType>;
  CountryCode?: GraphQLScalarType;
  Customer?: CustomerResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeliveryAddress?: DeliveryAddressResolvers<ContextType>;
  DeliveryEstimate?: DeliveryEstimateResolvers<ContextType>;
  ExpressDelivery?: ExpressDeliveryResolvers<ContextType>;
  HomePage?: HomePageResolvers<ContextType>;
  ImageSize?: ImageSizeResolvers<ContextType>;
  LocalDate?: GraphQLScalarType;
  Money?: MoneyResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderConnection?: OrderConnectionResolvers<ContextType>;
  OrderEdge?: OrderEdgeResolvers<ContextType>;
  OrderEvent?: OrderEventResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  PaymentCard?: PaymentCardResolvers<ContextType>;
  PriceBandFacet?: PriceBandFacetResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  ProductConnection?: ProductConnectionResolvers<ContextType>;
  ProductEdge?: ProductEdgeResolvers<ContextType>;
  ProductFacets?: ProductFacetsResolvers<ContextType>;
  ProductImage?: ProductImageResolvers<ContextType>;
  ProductVariant?: ProductVariantResolvers<ContextType>;
  Promotion?: PromotionResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Rating?: RatingResolvers<ContextType>;
  RatingCount?: RatingCountResolvers<ContextType>;
  Review?: ReviewResolvers<ContextType>;
  ReviewConnection?: ReviewConnectionResolvers<ContextType>;
  ReviewEdge?: ReviewEdgeResolvers<ContextType>;
  Seo?: SeoResolvers<ContextType>;
  Shipment?: ShipmentResolvers<ContextType>;
  Stock?: StockResolvers<ContextType>;
  VariantOption?: VariantOptionResolvers<ContextType>;
  WarehouseStock?: WarehouseStockResolvers<ContextType>;
};

