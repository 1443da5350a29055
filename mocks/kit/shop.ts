import { random } from './random.ts';
import { DAY_MS, HOUR_MS, rfc3339 } from './time.ts';

/** Values with their relative weights, as `Random.weighted` takes them. */
type Weights<T> = readonly (readonly [T, number])[];

/** How many products the shop has ever sold: `p-0001` to `p-2000`. */
export const PRODUCT_COUNT = 2000;
/** How many customers have ordered and written reviews: `u-001` to `u-500`. */
export const BUYER_COUNT = 500;
/** How many customers the shop knows: `u-501` has just joined, and has done nothing yet. */
export const USER_COUNT = 501;
/** How many orders were ever placed: `o-00001` to `o-05000`. */
export const ORDER_COUNT = 5000;

/** The currencies that the shop sells in. */
export const currencies = ['EUR', 'USD', 'JPY', 'KRW'] as const;
/** ISO 4217 code of a currency that the shop sells in. */
export type Currency = (typeof currencies)[number];

/** Decimals of each currency's minor unit; yen and won have none, so their smallest unit is the whole. */
export const minorDigits: Readonly<Record<Currency, number>> = { EUR: 2, USD: 2, JPY: 0, KRW: 0 };

/** The countries where customers live and parcels go, ISO 3166 alpha-2. */
export const countries = ['DE', 'FR', 'ES', 'NL', 'GB', 'US', 'JP', 'KR'] as const;
/** ISO 3166 alpha-2 code of a country that the shop serves. */
export type Country = (typeof countries)[number];

/** The id of product `n`, counted from 1. */
export const productId = (n: number): string => `p-${String(n).padStart(4, '0')}`;
/** The id of customer `n`, counted from 1. */
export const userId = (n: number): string => `u-${String(n).padStart(3, '0')}`;
/** The id of order `n`, counted from 1. */
export const orderId = (n: number): string => `o-${String(n).padStart(5, '0')}`;
/** The number in the id of a product, customer or order: 42 in `u-042`. */
export const numberOf = (id: string): number => Number(id.slice(2));

/**
 * The charger `p-0724`, which was sold once, in one of the oldest orders. Only that order, its parcel and what customers
 * wrote of it are left: catalog, pricing, inventory and recommendations no longer know it.
 */
export const DISCONTINUED = 724;
/** The numbers of the products that the shop sells today. */
export const soldProducts: readonly number[] = Array.from(
  { length: PRODUCT_COUNT },
  (_, index) => index + 1,
).filter((n) => n !== DISCONTINUED);

/** What tells the variants of a product apart; `none` means that there is only one. */
export type VariantKind = 'size' | 'color' | 'diameter' | 'capacity' | 'pieces' | 'layout' | 'none';

/** A category that holds products itself. */
export interface LeafCategory {
  /** Also its slug. */
  readonly id: string;
  /** The category above; leaves with the same parent lie near each other. */
  readonly parentId: string;
  /** Share of the assortment, relative to the other leaves. */
  readonly weight: number;
  /** Bounds of its products' base prices, in euro cents. */
  readonly priceMinMinor: number;
  readonly priceMaxMinor: number;
  readonly variants: VariantKind;
}

const leaf = (
  parentId: string,
  id: string,
  weight: number,
  [minEuros, maxEuros]: readonly [number, number],
  variants: VariantKind,
): LeafCategory => ({
  id,
  parentId,
  weight,
  priceMinMinor: minEuros * 100,
  priceMaxMinor: maxEuros * 100,
  variants,
});

/** Every category that holds products; the catalog adds the twelve above them. */
export const leafCategories: readonly LeafCategory[] = [
  leaf('lighting', 'floor-lamps', 4, [39, 350], 'color'),
  leaf('lighting', 'table-lamps', 5, [24, 190], 'color'),
  leaf('lighting', 'pendant-lamps', 4, [35, 280], 'color'),
  leaf('home-textiles', 'cushions', 5, [14, 70], 'color'),
  leaf('home-textiles', 'throws', 4, [29, 150], 'color'),
  leaf('home-textiles', 'rugs', 4, [39, 600], 'size'),
  leaf('cookware', 'frying-pans', 4, [24, 140], 'diameter'),
  leaf('cookware', 'cooking-pots', 4, [29, 260], 'capacity'),
  leaf('cookware', 'kitchen-knives', 4, [19, 190], 'none'),
  leaf('tableware', 'mugs', 6, [8, 35], 'color'),
  leaf('tableware', 'plates-and-bowls', 5, [12, 90], 'color'),
  leaf('tableware', 'glassware', 4, [12, 80], 'pieces'),
  leaf('camping', 'tents', 3, [99, 750], 'color'),
  leaf('camping', 'sleeping-bags', 3, [59, 390], 'size'),
  leaf('camping', 'camping-stoves', 2, [29, 180], 'none'),
  leaf('outdoor', 'backpacks', 5, [39, 240], 'color'),
  leaf('clothing', 't-shirts', 7, [15, 50], 'size'),
  leaf('clothing', 'sweaters', 6, [39, 180], 'size'),
  leaf('clothing', 'jackets', 5, [69, 430], 'size'),
  leaf('clothing-accessories', 'scarves', 3, [19, 100], 'color'),
  leaf('clothing-accessories', 'socks', 4, [7, 30], 'size'),
  leaf('electronics', 'headphones', 4, [29, 350], 'color'),
  leaf('electronics', 'keyboards', 3, [39, 220], 'layout'),
  leaf('electronics', 'chargers', 4, [15, 90], 'color'),
  leaf('electronics', 'phone-cases', 5, [12, 50], 'color'),
  leaf('kids', 'wooden-toys', 5, [12, 90], 'none'),
  leaf('kids', 'soft-toys', 4, [12, 60], 'color'),
  leaf('kids', 'kids-bedding', 3, [24, 100], 'size'),
];

const weightedLeaves: Weights<LeafCategory> = leafCategories.map((category) => [category, category.weight]);
const leafOf = (n: number): LeafCategory => random(`leaf:${n}`).weighted(weightedLeaves);

/** The id of the leaf category that product `n` stands in, e.g. `floor-lamps`. */
export const leafCategoryOf = (n: number): string => leafOf(n).id;
/** The id of the category above that one, e.g. `lighting`. */
export const parentCategoryOf = (n: number): string => leafOf(n).parentId;

/** The SKUs of product `n`, one to four, e.g. `p-0001-1`; the default variant first. */
export function skusOf(n: number): string[] {
  const { variants } = leafOf(n);
  const count = variants === 'none' ? 1 : random(`skus:${n}`).int(variants === 'size' ? 3 : 1, 4);
  return Array.from({ length: count }, (_, index) => `${productId(n)}-${index + 1}`);
}

/** How sought-after product `n` is, 0 to 1000; a few lead and most trail. */
export const popularityOf = (n: number): number => Math.round(1000 * random(`popularity:${n}`).next() ** 2.2);

/** How long ago the first product was listed, and the last one. */
const FIRST_LISTING_AGO_MS = 2092 * DAY_MS + 16 * HOUR_MS;
const LAST_LISTING_AGO_MS = 22 * DAY_MS + 6 * HOUR_MS;
const LISTING_INTERVAL_MS = (FIRST_LISTING_AGO_MS - LAST_LISTING_AGO_MS) / PRODUCT_COUNT;

/** When the shop, as it is at `now`, began to sell product `n`, RFC 3339 in UTC; later numbers came later. */
export function listedAt(n: number, now: Date): string {
  const agoMs = FIRST_LISTING_AGO_MS - (n - 1 + random(`listed:${n}`).next()) * LISTING_INTERVAL_MS;
  return rfc3339(now.getTime() - agoMs);
}

const NEW_FOR_MS = 90 * DAY_MS;
/** Share of the products that the merchant showed as new when they came. */
const SHOWN_AS_NEW_RATIO = 0.9;

/** Until when the merchant shows, or showed, product `n` as new, RFC 3339 in UTC; null where that was never done. */
export function newUntil(n: number, now: Date): string | null {
  if (!random(`new:${n}`).chance(SHOWN_AS_NEW_RATIO)) return null;
  return rfc3339(Date.parse(listedAt(n, now)) + NEW_FOR_MS);
}

const priceEndings: Weights<number> = [
  [90, 5],
  [95, 3],
  [0, 2],
];

/** The undiscounted price of product `n` in euro cents, within its category's bounds and mostly in the lower half. */
export function basePriceEurMinor(n: number): number {
  const draw = random(`price:${n}`);
  const { priceMinMinor, priceMaxMinor } = leafOf(n);
  const euros = Math.floor((priceMinMinor + (priceMaxMinor - priceMinMinor) * draw.next() ** 1.8) / 100);
  return euros * 100 + draw.weighted(priceEndings);
}

/** The undiscounted price of product `n` in `currency`'s minor unit, at a fixed rate and rounded as shops there do. */
export function priceMinor(n: number, currency: Currency): number {
  const cents = basePriceEurMinor(n);
  switch (currency) {
    case 'EUR':
      return cents;
    case 'USD':
      return Math.round((cents * 1.1) / 100) * 100 - 1;
    case 'JPY':
      return Math.round((cents * 1.65) / 10) * 10;
    case 'KRW':
      return Math.round((cents * 16) / 100) * 100;
  }
}

const weightedCountries: Weights<Country> = [
  ['DE', 22],
  ['FR', 14],
  ['ES', 10],
  ['NL', 9],
  ['GB', 13],
  ['US', 18],
  ['JP', 8],
  ['KR', 6],
];

/** Where the customer lives. */
export const countryOf = (id: string): Country => random(`country:${id}`).weighted(weightedCountries);

/** What customers in `country` pay with; where the shop has no local currency, that is the euro. */
export function currencyOf(country: Country): Currency {
  const local: Partial<Record<Country, Currency>> = { US: 'USD', JP: 'JPY', KR: 'KRW' };
  return local[country] ?? 'EUR';
}

/** How far an order has come. */
export type OrderStatus = 'PLACED' | 'PAID' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED' | 'RETURNED';

/** What every service that deals with an order agrees on. */
export interface OrderSkeleton {
  readonly id: string;
  readonly userId: string;
  readonly country: Country;
  readonly currency: Currency;
  readonly status: OrderStatus;
  /** RFC 3339 in UTC. */
  readonly placedAt: string;
  /** One to five lines, each of another product. */
  readonly lines: readonly { readonly productId: string; readonly sku: string; readonly quantity: number }[];
}

/** How long ago the first order was placed, and the last one. */
const FIRST_ORDER_AGO_MS = 1055 * DAY_MS + 15 * HOUR_MS;
const LAST_ORDER_AGO_MS = 2 * DAY_MS + 4 * HOUR_MS;

const lineCounts: Weights<number> = [
  [1, 45],
  [2, 28],
  [3, 15],
  [4, 8],
  [5, 4],
];
const quantities: Weights<number> = [
  [1, 80],
  [2, 14],
  [3, 4],
  [4, 2],
];

/** Most orders are shipped within days; what is older than ten has ended one way or another. */
function statusesAfter(days: number): Weights<OrderStatus> {
  if (days < 2)
    return [
      ['PLACED', 4],
      ['PAID', 5],
      ['CANCELLED', 1],
    ];
  if (days < 5)
    return [
      ['PLACED', 3],
      ['PAID', 4],
      ['SHIPPED', 5],
      ['CANCELLED', 1],
    ];
  if (days < 10)
    return [
      ['PAID', 3],
      ['SHIPPED', 8],
      ['CANCELLED', 1],
    ];
  return [
    ['DELIVERED', 86],
    ['RETURNED', 7],
    ['CANCELLED', 7],
  ];
}

/**
 * Order `k` of the shop as it is at `now`, counted from 1. Later numbers came later; customers with low numbers order the
 * most.
 */
export function orderOf(k: number, now: Date): OrderSkeleton {
  const draw = random(`order:${k}`);
  // The exponent below one lets the shop grow: the gaps between orders shrink.
  const agoMs =
    FIRST_ORDER_AGO_MS -
    (FIRST_ORDER_AGO_MS - LAST_ORDER_AGO_MS) * ((k - 1 + draw.next()) / ORDER_COUNT) ** 0.8;
  const customer = userId(1 + Math.floor(BUYER_COUNT * draw.next() ** 1.6));
  const country = countryOf(customer);
  const status = draw.weighted(statusesAfter((agoMs - LAST_ORDER_AGO_MS) / DAY_MS));
  const listed = Math.min(PRODUCT_COUNT, Math.floor((FIRST_LISTING_AGO_MS - agoMs) / LISTING_INTERVAL_MS));
  const products = new Set<number>();
  const lineCount = draw.weighted(lineCounts);
  while (products.size < lineCount) {
    const candidates = [draw.int(1, listed), draw.int(1, listed)] as const;
    products.add(popularityOf(candidates[0]) >= popularityOf(candidates[1]) ? candidates[0] : candidates[1]);
  }
  const lines = [...products].map((n) => ({
    productId: productId(n),
    sku: draw.pick(skusOf(n)),
    quantity: draw.weighted(quantities),
  }));
  return {
    id: orderId(k),
    userId: customer,
    country,
    currency: currencyOf(country),
    status,
    placedAt: rfc3339(now.getTime() - agoMs),
    lines,
  };
}
