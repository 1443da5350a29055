import { expect, it } from 'vitest';
import * as shop from './shop.ts';
import { SEED_NOW } from './time.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const products = upTo(shop.PRODUCT_COUNT);
const orders = upTo(shop.ORDER_COUNT).map((k) => shop.orderOf(k, SEED_NOW));
const average = (numbers: readonly number[]): number =>
  numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

it('the shop pads ids so that they sort as numbers do', () => {
  expect([shop.productId(1), shop.userId(42), shop.orderId(5000)]).toEqual(['p-0001', 'u-042', 'o-05000']);
  expect(['p-0001', 'u-042', 'o-05000'].map(shop.numberOf)).toEqual([1, 42, 5000]);
});

it('the shop says the same of a thing however often and in whatever order it is asked', () => {
  const facts = (n: number) => [
    shop.leafCategoryOf(n),
    shop.skusOf(n),
    shop.popularityOf(n),
    shop.listedAt(n, SEED_NOW),
    shop.currencies.map((currency) => shop.priceMinor(n, currency)),
    shop.orderOf(n, SEED_NOW),
  ];

  expect(products.toReversed().map(facts).toReversed()).toEqual(products.map(facts));
});

it('the shop stays as it was: other seeds and stored ids rely on it', () => {
  expect(shop.leafCategoryOf(3)).toBe('floor-lamps');
  expect(shop.skusOf(1)).toEqual(['p-0001-1', 'p-0001-2', 'p-0001-3', 'p-0001-4']);
  expect(shop.currencies.map((currency) => shop.priceMinor(1, currency))).toEqual([1990, 2199, 3280, 31800]);
  expect(shop.orderOf(5000, SEED_NOW)).toEqual({
    id: 'o-05000',
    userId: 'u-181',
    country: 'GB',
    currency: 'EUR',
    status: 'PAID',
    placedAt: '2026-11-20T19:03:26Z',
    lines: [{ productId: 'p-1090', sku: 'p-1090-3', quantity: 1 }],
  });
});

it('the shop gives every leaf category a share of the products', () => {
  const counts = Object.groupBy(products, shop.leafCategoryOf);

  expect(Object.keys(counts).toSorted()).toEqual(shop.leafCategories.map(({ id }) => id).toSorted());
  for (const members of Object.values(counts)) expect(members?.length).toBeGreaterThan(20);
});

it('the shop gives a product one to four variants, and exactly one where nothing tells variants apart', () => {
  const alone = new Set(
    shop.leafCategories.filter(({ variants }) => variants === 'none').map(({ id }) => id),
  );
  const counts = products.map((n) => shop.skusOf(n).length);

  expect(new Set(counts)).toEqual(new Set([1, 2, 3, 4]));
  expect(products.filter((n) => alone.has(shop.leafCategoryOf(n)) && counts[n - 1] !== 1)).toEqual([]);
});

it('the shop prices products within the bounds of their category, most of them in its lower half', () => {
  const positions = products.map((n) => {
    const { priceMinMinor, priceMaxMinor } =
      shop.leafCategories.find(({ id }) => id === shop.leafCategoryOf(n)) ?? expect.unreachable();
    return (shop.basePriceEurMinor(n) - priceMinMinor) / (priceMaxMinor - priceMinMinor);
  });

  expect(Math.min(...positions)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...positions)).toBeLessThanOrEqual(1);
  expect(positions.filter((position) => position < 0.5).length).toBeGreaterThan(shop.PRODUCT_COUNT * 0.6);
});

it('the shop ends prices as shops in each currency do', () => {
  const endings = (currency: shop.Currency, modulus: number) =>
    new Set(products.map((n) => shop.priceMinor(n, currency) % modulus));

  expect(endings('EUR', 100)).toEqual(new Set([0, 90, 95]));
  expect(endings('USD', 100)).toEqual(new Set([99]));
  expect(endings('JPY', 10)).toEqual(new Set([0]));
  expect(endings('KRW', 100)).toEqual(new Set([0]));
});

it('the shop lists products in the order of their numbers', () => {
  const dates = products.map((n) => shop.listedAt(n, SEED_NOW));

  expect(dates).toEqual(dates.toSorted());
  expect(dates.at(0)).toMatch(/^2021-03-/);
  expect(dates.at(-1)).toMatch(/^2026-10-/);
});

it('the shop makes few products popular', () => {
  expect(products.filter((n) => shop.popularityOf(n) > 750).length).toBeLessThan(shop.PRODUCT_COUNT * 0.2);
  expect(products.filter((n) => shop.popularityOf(n) > 950).length).toBeGreaterThan(10);
});

it('the shop places orders in the order of their numbers, and only for products already listed', () => {
  const dates = orders.map(({ placedAt }) => placedAt);
  const tooEarly = orders.filter(({ placedAt, lines }) =>
    lines.some(({ productId }) => shop.listedAt(shop.numberOf(productId), SEED_NOW) > placedAt),
  );

  expect(dates).toEqual(dates.toSorted());
  expect(tooEarly).toEqual([]);
});

it('the shop fills orders with existing variants of different products', () => {
  for (const { lines } of orders) {
    expect(new Set(lines.map(({ productId }) => productId)).size).toBe(lines.length);
    for (const { productId, sku } of lines) expect(shop.skusOf(shop.numberOf(productId))).toContain(sku);
  }
});

it('the shop has popular products sell more', () => {
  const sold = orders.flatMap(({ lines }) => lines.map(({ productId }) => shop.numberOf(productId)));

  expect(average(sold.map(shop.popularityOf))).toBeGreaterThan(
    1.2 * average(products.map(shop.popularityOf)),
  );
});

it('the shop settles orders within ten days and leaves later ones on their way', () => {
  const late = orders.filter(({ placedAt }) => placedAt > '2026-11-11');
  const early = orders.filter(({ placedAt }) => placedAt < '2026-11-10');
  const statuses = (some: typeof orders) => new Set(some.map(({ status }) => status));

  expect(statuses(early)).toEqual(new Set(['DELIVERED', 'RETURNED', 'CANCELLED']));
  expect(statuses(late)).toEqual(new Set(['PLACED', 'PAID', 'SHIPPED', 'CANCELLED']));
});

it('the shop has orders of every early status among the last sixty', () => {
  const counts = Object.groupBy(orders.slice(-60), ({ status }) => status);

  for (const status of ['PLACED', 'PAID', 'SHIPPED'] as const) {
    expect(counts[status]?.length, status).toBeGreaterThan(5);
  }
});

it('the shop has customers pay in the currency of their country', () => {
  expect(shop.countries.map(shop.currencyOf)).toEqual([
    'EUR',
    'EUR',
    'EUR',
    'EUR',
    'EUR',
    'USD',
    'JPY',
    'KRW',
  ]);
  for (const { userId, country, currency } of orders) {
    expect(country).toBe(shop.countryOf(userId));
    expect(currency).toBe(shop.currencyOf(country));
  }
});
