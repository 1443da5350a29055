import type { GraphQLResolveInfo } from 'graphql';
import type { CatalogCard, CatalogCategory, CatalogProduct, CatalogVariant } from '../../shared/upstreams/catalog.ts';
import type { Listing } from '../listing.ts';
import type { OrderLine as ServiceOrderLine, Order, OrderStep as ServiceOrderStep } from '../../shared/upstreams/orders.ts';
import type { Rating as ServiceRating, Review as ServiceReview } from '../../shared/upstreams/reviews.ts';
import type { HomeSection } from '../features/home/sections.ts';
import type { Shipment as ServiceShipment } from '../../shared/upstreams/shipping.ts';
import type { MobileContext } from '../context.ts';
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
};

/** What an app must know about its own age. */
export type AppConfig = {
  readonly __typename?: 'AppConfig';
  /** The newest version in the store. */
  readonly latestVersion: Scalars['String']['output'];
  /** The oldest version that still works. */
  readonly minimumVersion: Scalars['String']['output'];
  /** Where to update. */
  readonly storeUrl: Scalars['String']['output'];
  /** Whether there is a newer version; true also when the update is required. */
  readonly updateAvailable: Scalars['Boolean']['output'];
  /** Whether the app must send its user to the store, because its version no longer works. */
  readonly updateRequired: Scalars['Boolean']['output'];
};

/** What is special about a product. Where several hold, SALE goes before LAST_ONES, and LAST_ONES before NEW. */
export type Badge =
  /** One to three pieces are left, all variants together. */
  | 'LAST_ONES'
  /** The merchant shows it as new. */
  | 'NEW'
  /** It is on promotion. */
  | 'SALE';

/** A product as listings draw it: flat, with strings that are ready to draw. */
export type Card = {
  readonly __typename?: 'Card';
  /**
   * The one badge to draw; null for none. It never fails: while a service behind it is down, the badge is what the
   * others say.
   */
  readonly badge?: Maybe<Badge>;
  /** Who makes it. */
  readonly brand: Scalars['String']['output'];
  /** What it cost before its promotion, to be struck through; null when there is none. */
  readonly formerPriceLabel?: Maybe<Scalars['String']['output']>;
  /** The product's id; opens its `productScreen`. */
  readonly id: Scalars['ID']['output'];
  /**
   * The address of its main image: the smallest size that fills the place sharply, or the largest that there is. Null
   * when it has no image.
   */
  readonly image?: Maybe<Scalars['String']['output']>;
  /** What that image shows, for those who do not see it; null where there is none. */
  readonly imageAlt?: Maybe<Scalars['String']['output']>;
  /** What its texts are written in (BCP 47), whatever the device's language: nobody translates them. */
  readonly language: Scalars['String']['output'];
  /**
   * Whether it is on promotion; null while that is not known.
   * @deprecated Ask for `badge` instead, which says SALE. Removed after 2027-03-31.
   */
  readonly onSale?: Maybe<Scalars['Boolean']['output']>;
  /** What it costs, in the currency of `x-currency` and written for the device's locale; null when it has no price. */
  readonly priceLabel?: Maybe<Scalars['String']['output']>;
  /** Average stars, from 1 to 5, to one decimal; null when nobody has rated it. */
  readonly rating?: Maybe<Scalars['Float']['output']>;
  /** The product's name. */
  readonly title: Scalars['String']['output'];
};


/** A product as listings draw it: flat, with strings that are ready to draw. */
export type CardImageArgs = {
  density?: InputMaybe<Scalars['Float']['input']>;
  width: Scalars['Int']['input'];
};

/** Up to 20 cards of a longer list, and what is true of the list as a whole. */
export type CardPage = {
  readonly __typename?: 'CardPage';
  /** The cards, in the order of the list. */
  readonly cards: ReadonlyArray<Card>;
  /** What the list can be narrowed by, from top to bottom; null while the categories cannot be named. */
  readonly filters?: Maybe<ReadonlyArray<FilterGroup>>;
  /** Asks for the next page, as `after`; null on the last one. */
  readonly nextCursor?: Maybe<Scalars['String']['output']>;
  /** How many cards the list has, on all pages together. */
  readonly total: Scalars['Int']['output'];
  /** The same in words, e.g. `128 items`. */
  readonly totalLabel: Scalars['String']['output'];
};

/** The order of a list of cards. */
export type CardSort =
  /** The latest in the catalog first. */
  | 'NEWEST'
  /** What sells best first. */
  | 'POPULAR'
  /** The cheapest first. */
  | 'PRICE_ASCENDING'
  /** The dearest first. */
  | 'PRICE_DESCENDING'
  /** From A to Z. */
  | 'TITLE';

/** A category as a list draws it. */
export type CategoryRow = {
  readonly __typename?: 'CategoryRow';
  /** The category's id; opens its `categoryScreen`. */
  readonly id: Scalars['ID']['output'];
  /** The address of its picture, which fits every place. It shows no more than the title says. */
  readonly image: Scalars['String']['output'];
  /** How many products it has, in the categories below it as well, e.g. `128 items`. */
  readonly itemCountLabel: Scalars['String']['output'];
  /** What its name is written in (BCP 47), whatever the device's language: nobody translates it. */
  readonly language: Scalars['String']['output'];
  /** Its name. */
  readonly title: Scalars['String']['output'];
};

/** What the screen of one category draws. */
export type CategoryScreen = {
  readonly __typename?: 'CategoryScreen';
  /** The categories directly below it, in the shop's order; empty when there are none. */
  readonly categories: ReadonlyArray<CategoryRow>;
  /** The category's id. */
  readonly id: Scalars['ID']['output'];
  /** What its name is written in (BCP 47), whatever the device's language: nobody translates it. */
  readonly language: Scalars['String']['output'];
  /** Its products and those of the categories below it. */
  readonly products?: Maybe<CardPage>;
  /** Its name. */
  readonly title: Scalars['String']['output'];
};


/** What the screen of one category draws. */
export type CategoryScreenProductsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filters?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  sort?: InputMaybe<CardSort>;
};

/** Options of one kind. Of those chosen within a group any may hold; of the groups, all. */
export type FilterGroup = {
  readonly __typename?: 'FilterGroup';
  /** Names the group, the same in every list: `category`, `brand` or `price`; there may be others one day. */
  readonly kind: Scalars['String']['output'];
  /** What there is to choose from. */
  readonly options: ReadonlyArray<FilterOption>;
  /** Its headline, in the device's language. */
  readonly title: Scalars['String']['output'];
};

/** Something that a list can be narrowed by, as a chip. */
export type FilterOption = {
  readonly __typename?: 'FilterOption';
  /** How many cards are left with it. */
  readonly count: Scalars['Int']['output'];
  /** What the chip says. Names of brands and categories are as the merchant wrote them. */
  readonly label: Scalars['String']['output'];
  /** Whether it is chosen. */
  readonly selected: Scalars['Boolean']['output'];
  /** Chooses it, as one of the list's `filters`. */
  readonly value: Scalars['String']['output'];
};

/** The first screen of the app. */
export type Home = {
  readonly __typename?: 'Home';
  /** Rows of cards, from top to bottom. */
  readonly sections: ReadonlyArray<Section>;
};

/** An image of a list of images. */
export type Image = {
  readonly __typename?: 'Image';
  /** What it shows, for those who do not see it. */
  readonly alt: Scalars['String']['output'];
  /** Its address: the smallest size that fills the place sharply, or the largest that there is. */
  readonly url: Scalars['String']['output'];
};

/** One thing that was bought. */
export type OrderLine = {
  readonly __typename?: 'OrderLine';
  /** The line's id. */
  readonly id: Scalars['ID']['output'];
  /**
   * The address of the image that shows the variant, or the product's main one: the smallest size that fills the place
   * sharply, or the largest that there is. Null when it has none, or is no longer sold.
   */
  readonly image?: Maybe<Scalars['String']['output']>;
  /** What that image shows, for those who do not see it; null where there is none. */
  readonly imageAlt?: Maybe<Scalars['String']['output']>;
  /** The id of its product, also when that is no longer sold. */
  readonly productId: Scalars['ID']['output'];
  /** How many pieces, e.g. `Qty 2`. */
  readonly quantityLabel: Scalars['String']['output'];
  /** What is put into the basket to buy it again, also when it is no longer sold. */
  readonly sku: Scalars['ID']['output'];
  /** The product's name; null when it is no longer sold. */
  readonly title?: Maybe<Scalars['String']['output']>;
  /** What all pieces cost together. */
  readonly totalLabel: Scalars['String']['output'];
  /** Which of its variants it is, e.g. `Ochre`; null when there is only one, or it is no longer sold. */
  readonly variantTitle?: Maybe<Scalars['String']['output']>;
};


/** One thing that was bought. */
export type OrderLineImageArgs = {
  density?: InputMaybe<Scalars['Float']['input']>;
  width: Scalars['Int']['input'];
};

/** Up to 20 orders of a longer list. */
export type OrderPage = {
  readonly __typename?: 'OrderPage';
  /** Asks for the next page, as `after`; null on the last one. */
  readonly nextCursor?: Maybe<Scalars['String']['output']>;
  /** The orders, the latest first. */
  readonly orders: ReadonlyArray<OrderRow>;
};

/** An order as a list draws it. Amounts are in the currency that was paid in, whatever `x-currency` says. */
export type OrderRow = {
  readonly __typename?: 'OrderRow';
  /** The day on which it was placed. */
  readonly dateLabel: Scalars['String']['output'];
  /** The order's id; opens its `orderScreen`. */
  readonly id: Scalars['ID']['output'];
  /** How many pieces were bought. */
  readonly itemCount: Scalars['Int']['output'];
  /** The same in words, e.g. `3 items`. */
  readonly itemCountLabel: Scalars['String']['output'];
  /** The number that customer and support call it by. */
  readonly number: Scalars['String']['output'];
  /** The main images of what was bought, without products that are no longer sold. */
  readonly previews?: Maybe<ReadonlyArray<Image>>;
  /** How far it has come. */
  readonly status: OrderStatus;
  /** The same in words, in the device's language. */
  readonly statusLabel: Scalars['String']['output'];
  /**
   * The addresses of the main images of what was bought, without products that are no longer sold.
   * @deprecated Ask for `previews` instead, which say what they show. Removed after 2027-06-30.
   */
  readonly thumbnails?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** What the customer pays in all. */
  readonly totalLabel: Scalars['String']['output'];
};


/** An order as a list draws it. Amounts are in the currency that was paid in, whatever `x-currency` says. */
export type OrderRowDateLabelArgs = {
  timeZone?: InputMaybe<Scalars['String']['input']>;
};


/** An order as a list draws it. Amounts are in the currency that was paid in, whatever `x-currency` says. */
export type OrderRowPreviewsArgs = {
  density?: InputMaybe<Scalars['Float']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  width: Scalars['Int']['input'];
};


/** An order as a list draws it. Amounts are in the currency that was paid in, whatever `x-currency` says. */
export type OrderRowThumbnailsArgs = {
  density?: InputMaybe<Scalars['Float']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  width: Scalars['Int']['input'];
};

/** Everything that the screen of one order draws. Amounts are in the currency that was paid in, whatever `x-currency` says. */
export type OrderScreen = {
  readonly __typename?: 'OrderScreen';
  /** The day on which it was placed. */
  readonly dateLabel: Scalars['String']['output'];
  /** What all lines cost together. */
  readonly goodsLabel: Scalars['String']['output'];
  /** The order's id. */
  readonly id: Scalars['ID']['output'];
  /** How many pieces were bought. */
  readonly itemCount: Scalars['Int']['output'];
  /** The same in words, e.g. `3 items`. */
  readonly itemCountLabel: Scalars['String']['output'];
  /** What was bought. */
  readonly lines: ReadonlyArray<OrderLine>;
  /** The number that customer and support call it by. */
  readonly number: Scalars['String']['output'];
  /** The main images of what was bought, without products that are no longer sold. */
  readonly previews?: Maybe<ReadonlyArray<Image>>;
  /** Its parcels in the order in which they were sent, those still to be sent last; empty before there are any. */
  readonly shipments?: Maybe<ReadonlyArray<Shipment>>;
  /** What its delivery costs; says so in words where that is nothing. */
  readonly shippingLabel: Scalars['String']['output'];
  /** How far it has come. */
  readonly status: OrderStatus;
  /** The same in words, in the device's language. */
  readonly statusLabel: Scalars['String']['output'];
  /**
   * The addresses of the main images of what was bought, without products that are no longer sold.
   * @deprecated Ask for `previews` instead, which say what they show. Removed after 2027-06-30.
   */
  readonly thumbnails?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** What has happened to it, the first step first. */
  readonly timeline: ReadonlyArray<OrderStep>;
  /** What the customer pays in all. */
  readonly totalLabel: Scalars['String']['output'];
};


/** Everything that the screen of one order draws. Amounts are in the currency that was paid in, whatever `x-currency` says. */
export type OrderScreenDateLabelArgs = {
  timeZone?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that the screen of one order draws. Amounts are in the currency that was paid in, whatever `x-currency` says. */
export type OrderScreenPreviewsArgs = {
  density?: InputMaybe<Scalars['Float']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  width: Scalars['Int']['input'];
};


/** Everything that the screen of one order draws. Amounts are in the currency that was paid in, whatever `x-currency` says. */
export type OrderScreenThumbnailsArgs = {
  density?: InputMaybe<Scalars['Float']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  width: Scalars['Int']['input'];
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

/** A step of an order. */
export type OrderStep = {
  readonly __typename?: 'OrderStep';
  /** The day on which it did. */
  readonly dateLabel: Scalars['String']['output'];
  /** What it became. */
  readonly status: OrderStatus;
  /** The same in words, in the device's language. */
  readonly statusLabel: Scalars['String']['output'];
};


/** A step of an order. */
export type OrderStepDateLabelArgs = {
  timeZone?: InputMaybe<Scalars['String']['input']>;
};

/** A system that the app is built for. */
export type Platform =
  /** Android phones and tablets. */
  | 'ANDROID'
  /** iPhone and iPad. */
  | 'IOS';

/** Everything that the screen of one product draws. */
export type ProductScreen = {
  readonly __typename?: 'ProductScreen';
  /**
   * The one badge to draw; null for none. It never fails: while a service behind it is down, the badge is what the
   * others say.
   */
  readonly badge?: Maybe<Badge>;
  /** Who makes it. */
  readonly brand: Scalars['String']['output'];
  /**
   * When it would arrive, e.g. `Arrives in 2–3 days`; null where nothing is delivered to, and when it is sold out. While it is
   * not known what is left, it is told as if there were some.
   */
  readonly deliveryLabel?: Maybe<Scalars['String']['output']>;
  /** A few sentences about it, plain text. */
  readonly description: Scalars['String']['output'];
  /** What it cost before its promotion, to be struck through; null when there is none. */
  readonly formerPriceLabel?: Maybe<Scalars['String']['output']>;
  /** Its images, the main one first. */
  readonly gallery: ReadonlyArray<Image>;
  /** The product's id. */
  readonly id: Scalars['ID']['output'];
  /**
   * The addresses of its images, the main one first: of each, the size that fills the place sharply.
   * @deprecated Ask for `gallery` instead, whose images say what they show. Removed after 2027-06-30.
   */
  readonly images: ReadonlyArray<Scalars['String']['output']>;
  /** What its texts are written in (BCP 47), whatever the device's language: nobody translates them. */
  readonly language: Scalars['String']['output'];
  /** What it costs, in the currency of `x-currency` and written for the device's locale; null when it has no price. */
  readonly priceLabel?: Maybe<Scalars['String']['output']>;
  /** What the merchant calls the promotion, in the merchant's own language; null when there is none. */
  readonly promotionLabel?: Maybe<Scalars['String']['output']>;
  /** What its ratings come to; null when nobody has rated it. */
  readonly rating?: Maybe<Rating>;
  /** Products that go with it and are not sold out, the closest first; empty when there are none. */
  readonly related?: Maybe<ReadonlyArray<Card>>;
  /** All of its reviews, page by page. */
  readonly reviews?: Maybe<ReviewPage>;
  /** The same in words, e.g. `Only 2 left`. */
  readonly stockLabel?: Maybe<Scalars['String']['output']>;
  /** Whether anything is left of all variants together; null when that is not known. */
  readonly stockStatus?: Maybe<StockStatus>;
  /** The product's name. */
  readonly title: Scalars['String']['output'];
  /** The reviews that most readers found helpful; empty when it has none. */
  readonly topReviews?: Maybe<ReadonlyArray<Review>>;
  /** What there is to choose from, the default first. */
  readonly variants: ReadonlyArray<Variant>;
};


/** Everything that the screen of one product draws. */
export type ProductScreenDeliveryLabelArgs = {
  country: Scalars['String']['input'];
};


/** Everything that the screen of one product draws. */
export type ProductScreenGalleryArgs = {
  density?: InputMaybe<Scalars['Float']['input']>;
  width: Scalars['Int']['input'];
};


/** Everything that the screen of one product draws. */
export type ProductScreenImagesArgs = {
  density?: InputMaybe<Scalars['Float']['input']>;
  width: Scalars['Int']['input'];
};


/** Everything that the screen of one product draws. */
export type ProductScreenRelatedArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that the screen of one product draws. */
export type ProductScreenReviewsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  sort?: InputMaybe<ReviewSort>;
};


/** Everything that the screen of one product draws. */
export type ProductScreenTopReviewsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Query = {
  readonly __typename?: 'Query';
  /** What an app asks when it starts: whether it is still up to date. Asks no service. */
  readonly appConfig: AppConfig;
  /** The shop's top categories, in the shop's order. */
  readonly categoryList?: Maybe<ReadonlyArray<CategoryRow>>;
  /** One category's screen; null when there is no such category. */
  readonly categoryScreen?: Maybe<CategoryScreen>;
  /** What the app opens with. */
  readonly home: Home;
  /** The orders of whoever is signed in, the latest first. An error says `UNAUTHENTICATED` when nobody is signed in. */
  readonly orderList?: Maybe<OrderPage>;
  /**
   * An order of whoever is signed in; null when they have no such order. An error says `UNAUTHENTICATED` when nobody is
   * signed in.
   */
  readonly orderScreen?: Maybe<OrderScreen>;
  /** One product's screen; null when there is no such product. */
  readonly productScreen?: Maybe<ProductScreen>;
  /** Products that fit what a person typed, the best match first. */
  readonly search?: Maybe<CardPage>;
};


export type QueryAppConfigArgs = {
  platform: Platform;
  version: Scalars['String']['input'];
};


export type QueryCategoryScreenArgs = {
  id: Scalars['ID']['input'];
};


export type QueryHomeArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryOrderListArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryOrderScreenArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProductScreenArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySearchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filters?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  text: Scalars['String']['input'];
};

/** What the ratings of a product come to. */
export type Rating = {
  readonly __typename?: 'Rating';
  /** Average stars, from 1 to 5, to one decimal. */
  readonly average: Scalars['Float']['output'];
  /** How many customers gave stars. */
  readonly count: Scalars['Int']['output'];
  /** Both in words, e.g. `4.3 · 128 ratings`. */
  readonly label: Scalars['String']['output'];
};

/** What a customer says of a product. */
export type Review = {
  readonly __typename?: 'Review';
  /** Who wrote it; null when they have no account any more. */
  readonly authorName?: Maybe<Scalars['String']['output']>;
  /** The text, plain, in its author's language. */
  readonly body: Scalars['String']['output'];
  /** The day on which it was written. */
  readonly dateLabel: Scalars['String']['output'];
  /** The review's id. */
  readonly id: Scalars['ID']['output'];
  /** What its author wrote it in (BCP 47). */
  readonly language: Scalars['String']['output'];
  /** The number of stars, from 1 to 5. */
  readonly stars: Scalars['Int']['output'];
  /** The headline, in its author's language. */
  readonly title: Scalars['String']['output'];
};


/** What a customer says of a product. */
export type ReviewDateLabelArgs = {
  timeZone?: InputMaybe<Scalars['String']['input']>;
};

/** Up to 20 reviews of a longer list. */
export type ReviewPage = {
  readonly __typename?: 'ReviewPage';
  /** Asks for the next page, as `after`; null on the last one. */
  readonly nextCursor?: Maybe<Scalars['String']['output']>;
  /** The reviews, in the order asked for. */
  readonly reviews: ReadonlyArray<Review>;
  /** How many there are, on all pages together. */
  readonly total: Scalars['Int']['output'];
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

/** A titled row of cards. */
export type Section = {
  readonly __typename?: 'Section';
  /**
   * The products, the first to be drawn first; none of which the catalog knows that they are sold out. A section that
   * fails leaves the others whole.
   */
  readonly cards?: Maybe<ReadonlyArray<Card>>;
  /** Names the section, the same on every visit: `popular` or `new`. */
  readonly id: Scalars['ID']['output'];
  /** The headline, in the device's language. */
  readonly title: Scalars['String']['output'];
};

/** A parcel of an order. */
export type Shipment = {
  readonly __typename?: 'Shipment';
  /** Who delivers it. */
  readonly carrier: Scalars['String']['output'];
  /** The day on which it arrived or, before that, on which it was sent; null before both. */
  readonly dateLabel?: Maybe<Scalars['String']['output']>;
  /** The parcel's id. */
  readonly id: Scalars['ID']['output'];
  /** Where it is on its way. */
  readonly status: ShipmentStatus;
  /** The same in words, in the device's language. */
  readonly statusLabel: Scalars['String']['output'];
  /** What the carrier finds it by. */
  readonly trackingCode: Scalars['String']['output'];
  /** The carrier's page of it, which can be opened as it is; null until the carrier has it. */
  readonly trackingUrl?: Maybe<Scalars['String']['output']>;
};


/** A parcel of an order. */
export type ShipmentDateLabelArgs = {
  timeZone?: InputMaybe<Scalars['String']['input']>;
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

/** Whether something can be bought. */
export type StockStatus =
  /** One to three pieces are left. */
  | 'FEW_LEFT'
  /** More than three pieces are left. */
  | 'IN_STOCK'
  /** Nothing is left. */
  | 'SOLD_OUT';

/** One choice of a product, as a chip. */
export type Variant = {
  readonly __typename?: 'Variant';
  /** Whether any is left; null when that is not known. */
  readonly available?: Maybe<Scalars['Boolean']['output']>;
  /** What is put into the basket. */
  readonly sku: Scalars['ID']['output'];
  /** What the chip says. */
  readonly title: Scalars['String']['output'];
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
  AppConfig: ResolverTypeWrapper<AppConfig>;
  Badge: Badge;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Card: ResolverTypeWrapper<CatalogCard>;
  CardPage: ResolverTypeWrapper<Listing>;
  CardSort: CardSort;
  CategoryRow: ResolverTypeWrapper<CatalogCategory>;
  CategoryScreen: ResolverTypeWrapper<CatalogCategory>;
  FilterGroup: ResolverTypeWrapper<FilterGroup>;
  FilterOption: ResolverTypeWrapper<FilterOption>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Home: ResolverTypeWrapper<Omit<Home, 'sections'> & { sections: ReadonlyArray<ResolversTypes['Section']> }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Image: ResolverTypeWrapper<Image>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  OrderLine: ResolverTypeWrapper<ServiceOrderLine>;
  OrderPage: ResolverTypeWrapper<Omit<OrderPage, 'orders'> & { orders: ReadonlyArray<ResolversTypes['OrderRow']> }>;
  OrderRow: ResolverTypeWrapper<Order>;
  OrderScreen: ResolverTypeWrapper<Order>;
  OrderStatus: OrderStatus;
  OrderStep: ResolverTypeWrapper<ServiceOrderStep>;
  Platform: Platform;
  ProductScreen: ResolverTypeWrapper<CatalogProduct>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Rating: ResolverTypeWrapper<ServiceRating>;
  Review: ResolverTypeWrapper<ServiceReview>;
  ReviewPage: ResolverTypeWrapper<Omit<ReviewPage, 'reviews'> & { reviews: ReadonlyArray<ResolversTypes['Review']> }>;
  ReviewSort: ReviewSort;
  Section: ResolverTypeWrapper<HomeSection>;
  Shipment: ResolverTypeWrapper<ServiceShipment>;
  ShipmentStatus: ShipmentStatus;
  StockStatus: StockStatus;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Variant: ResolverTypeWrapper<CatalogVariant>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AppConfig: AppConfig;
  Boolean: Scalars['Boolean']['output'];
  Card: CatalogCard;
  CardPage: Listing;
  CategoryRow: CatalogCategory;
  CategoryScreen: CatalogCategory;
  FilterGroup: FilterGroup;
  FilterOption: FilterOption;
  Float: Scalars['Float']['output'];
  Home: Omit<Home, 'sections'> & { sections: ReadonlyArray<ResolversParentTypes['Section']> };
  ID: Scalars['ID']['output'];
  Image: Image;
  Int: Scalars['Int']['output'];
  OrderLine: ServiceOrderLine;
  OrderPage: Omit<OrderPage, 'orders'> & { orders: ReadonlyArray<ResolversParentTypes['OrderRow']> };
  OrderRow: Order;
  OrderScreen: Order;
  OrderStep: ServiceOrderStep;
  ProductScreen: CatalogProduct;
  Query: Record<PropertyKey, never>;
  Rating: ServiceRating;
  Review: ServiceReview;
  ReviewPage: Omit<ReviewPage, 'reviews'> & { reviews: ReadonlyArray<ResolversParentTypes['Review']> };
  Section: HomeSection;
  Shipment: ServiceShipment;
  String: Scalars['String']['output'];
  Variant: CatalogVariant;
};

export type AppConfigResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['AppConfig'] = ResolversParentTypes['AppConfig']> = {
  latestVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  minimumVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  storeUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updateAvailable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  updateRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CardResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['Card'] = ResolversParentTypes['Card']> = {
  badge?: Resolver<Maybe<ResolversTypes['Badge']>, ParentType, ContextType>;
  brand?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  formerPriceLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<CardImageArgs, 'density' | 'width'>>;
  imageAlt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  onSale?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  priceLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rating?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CardPageResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['CardPage'] = ResolversParentTypes['CardPage']> = {
  cards?: Resolver<ReadonlyArray<ResolversTypes['Card']>, ParentType, ContextType>;
  filters?: Resolver<Maybe<ReadonlyArray<ResolversTypes['FilterGroup']>>, ParentType, ContextType>;
  nextCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CategoryRowResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['CategoryRow'] = ResolversParentTypes['CategoryRow']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  itemCountLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CategoryScreenResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['CategoryScreen'] = ResolversParentTypes['CategoryScreen']> = {
  categories?: Resolver<ReadonlyArray<ResolversTypes['CategoryRow']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  products?: Resolver<Maybe<ResolversTypes['CardPage']>, ParentType, ContextType, RequireFields<CategoryScreenProductsArgs, 'sort'>>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FilterGroupResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['FilterGroup'] = ResolversParentTypes['FilterGroup']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  options?: Resolver<ReadonlyArray<ResolversTypes['FilterOption']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FilterOptionResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['FilterOption'] = ResolversParentTypes['FilterOption']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  selected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HomeResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['Home'] = ResolversParentTypes['Home']> = {
  sections?: Resolver<ReadonlyArray<ResolversTypes['Section']>, ParentType, ContextType>;
};

export type ImageResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image']> = {
  alt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OrderLineResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['OrderLine'] = ResolversParentTypes['OrderLine']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<OrderLineImageArgs, 'density' | 'width'>>;
  imageAlt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  productId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  quantityLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  totalLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  variantTitle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OrderPageResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['OrderPage'] = ResolversParentTypes['OrderPage']> = {
  nextCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  orders?: Resolver<ReadonlyArray<ResolversTypes['OrderRow']>, ParentType, ContextType>;
};

export type OrderRowResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['OrderRow'] = ResolversParentTypes['OrderRow']> = {
  dateLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<OrderRowDateLabelArgs, 'timeZone'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  itemCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  itemCountLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  previews?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Image']>>, ParentType, ContextType, RequireFields<OrderRowPreviewsArgs, 'density' | 'first' | 'width'>>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  statusLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  thumbnails?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType, RequireFields<OrderRowThumbnailsArgs, 'density' | 'first' | 'width'>>;
  totalLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OrderScreenResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['OrderScreen'] = ResolversParentTypes['OrderScreen']> = {
  dateLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<OrderScreenDateLabelArgs, 'timeZone'>>;
  goodsLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  itemCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  itemCountLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  previews?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Image']>>, ParentType, ContextType, RequireFields<OrderScreenPreviewsArgs, 'density' | 'first' | 'width'>>;
  shipments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Shipment']>>, ParentType, ContextType>;
  shippingLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  statusLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  thumbnails?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType, RequireFields<OrderScreenThumbnailsArgs, 'density' | 'first' | 'width'>>;
  timeline?: Resolver<ReadonlyArray<ResolversTypes['OrderStep']>, ParentType, ContextType>;
  totalLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OrderStepResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['OrderStep'] = ResolversParentTypes['OrderStep']> = {
  dateLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<OrderStepDateLabelArgs, 'timeZone'>>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  statusLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProductScreenResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['ProductScreen'] = ResolversParentTypes['ProductScreen']> = {
  badge?: Resolver<Maybe<ResolversTypes['Badge']>, ParentType, ContextType>;
  brand?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deliveryLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<ProductScreenDeliveryLabelArgs, 'country'>>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  formerPriceLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  gallery?: Resolver<ReadonlyArray<ResolversTypes['Image']>, ParentType, ContextType, RequireFields<ProductScreenGalleryArgs, 'density' | 'width'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  images?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType, RequireFields<ProductScreenImagesArgs, 'density' | 'width'>>;
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  priceLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  promotionLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rating?: Resolver<Maybe<ResolversTypes['Rating']>, ParentType, ContextType>;
  related?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Card']>>, ParentType, ContextType, RequireFields<ProductScreenRelatedArgs, 'first'>>;
  reviews?: Resolver<Maybe<ResolversTypes['ReviewPage']>, ParentType, ContextType, RequireFields<ProductScreenReviewsArgs, 'sort'>>;
  stockLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stockStatus?: Resolver<Maybe<ResolversTypes['StockStatus']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  topReviews?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Review']>>, ParentType, ContextType, RequireFields<ProductScreenTopReviewsArgs, 'first'>>;
  variants?: Resolver<ReadonlyArray<ResolversTypes['Variant']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  appConfig?: Resolver<ResolversTypes['AppConfig'], ParentType, ContextType, RequireFields<QueryAppConfigArgs, 'platform' | 'version'>>;
  categoryList?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CategoryRow']>>, ParentType, ContextType>;
  categoryScreen?: Resolver<Maybe<ResolversTypes['CategoryScreen']>, ParentType, ContextType, RequireFields<QueryCategoryScreenArgs, 'id'>>;
  home?: Resolver<ResolversTypes['Home'], ParentType, ContextType, RequireFields<QueryHomeArgs, 'first'>>;
  orderList?: Resolver<Maybe<ResolversTypes['OrderPage']>, ParentType, ContextType, Partial<QueryOrderListArgs>>;
  orderScreen?: Resolver<Maybe<ResolversTypes['OrderScreen']>, ParentType, ContextType, RequireFields<QueryOrderScreenArgs, 'id'>>;
  productScreen?: Resolver<Maybe<ResolversTypes['ProductScreen']>, ParentType, ContextType, RequireFields<QueryProductScreenArgs, 'id'>>;
  search?: Resolver<Maybe<ResolversTypes['CardPage']>, ParentType, ContextType, RequireFields<QuerySearchArgs, 'text'>>;
};

export type RatingResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['Rating'] = ResolversParentTypes['Rating']> = {
  average?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReviewResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['Review'] = ResolversParentTypes['Review']> = {
  authorName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  body?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dateLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<ReviewDateLabelArgs, 'timeZone'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stars?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReviewPageResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['ReviewPage'] = ResolversParentTypes['ReviewPage']> = {
  nextCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reviews?: Resolver<ReadonlyArray<ResolversTypes['Review']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SectionResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['Section'] = ResolversParentTypes['Section']> = {
  cards?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Card']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ShipmentResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['Shipment'] = ResolversParentTypes['Shipment']> = {
  carrier?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dateLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<ShipmentDateLabelArgs, 'timeZone'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ShipmentStatus'], ParentType, ContextType>;
  statusLabel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  trackingCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  trackingUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type VariantResolvers<ContextType = MobileContext, ParentType extends ResolversParentTypes['Variant'] = ResolversParentTypes['Variant']> = {
  available?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = MobileContext> = {
  AppConfig?: AppConfigResolvers<ContextType>;
  Card?: CardResolvers<ContextType>;
  CardPage?: CardPageResolvers<ContextType>;
  CategoryRow?: CategoryRowResolvers<ContextType>;
  CategoryScreen?: CategoryScreenResolvers<ContextType>;
  FilterGroup?: FilterGroupResolvers<ContextType>;
  FilterOption?: FilterOptionResolvers<ContextType>;
  Home?: HomeResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  OrderPage?: OrderPageResolvers<ContextType>;
  OrderRow?: OrderRowResolvers<ContextType>;
  OrderScreen?: OrderScreenResolvers<ContextType>;
  OrderStep?: OrderStepResolvers<ContextType>;
  ProductScreen?: ProductScreenResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Rating?: RatingResolvers<ContextType>;
  Review?: ReviewResolvers<ContextType>;
  ReviewPage?: ReviewPageResolvers<ContextType>;
  Section?: SectionResolvers<ContextType>;
  Shipment?: ShipmentResolvers<ContextType>;
  Variant?: VariantResolvers<ContextType>;
};

