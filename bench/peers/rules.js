// What every peer knows of the shop, however it is built.

const formats = { EUR: new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' }) };

/** Minor units of euros as a reader of English writes them. */
export const format = (amountMinor, currency) => formats[currency].format(amountMinor / 100);

export const isNew = ({ newUntil }) => newUntil !== null && Date.parse(newUntil) > Date.now();

export const discountPercent = (former, now) => Math.floor(((former - now) * 100) / former);

const sorts = {
  POPULAR: 'popular',
  NEWEST: 'newest',
  TITLE: 'title',
  PRICE_ASCENDING: 'price-asc',
  PRICE_DESCENDING: 'price-desc',
};

/** The smallest size of an image that is as many pixels wide, or its largest. */
export function imageUrl({ sizes }, pixels) {
  const byWidth = sizes.toSorted((a, b) => a.width - b.width);
  return (byWidth.find(({ width }) => width >= pixels) ?? byWidth.at(-1)).url;
}

/** The one badge that a product wears, the strongest reason to buy first. */
export function badgeOf(product, price, units) {
  if (price?.promotion) return 'SALE';
  if (units !== null && units >= 1 && units <= 3) return 'LAST_ONES';
  return isNew(product) ? 'NEW' : null;
}

/** The sections of the app's first screen, by the listing that each shows. */
export const homeSections = [
  { id: 'popular', title: 'Popular right now', sort: 'POPULAR' },
  { id: 'new', title: 'Just in', sort: 'NEWEST' },
];

/** Some more than a section shows: it leaves out what is sold out. */
export const SPARE = 4;
export const sectionOf = ({ items }, first) => items.filter(({ inStock }) => inStock).slice(0, first);

/** Where the catalog lists the products after a cursor, with no more than the listings that are measured show. */
export function listingPath({ sort = 'POPULAR', first = 20, after }) {
  const from = after ? `&cursor=${decode(after).c}` : '';
  const currency = sort.startsWith('PRICE') ? '&currency=EUR' : '';
  return `/products?view=card&sort=${sorts[sort]}${currency}&limit=${first}${from}`;
}

const decode = (after) => JSON.parse(Buffer.from(after, 'base64url').toString());
const encode = (place) => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Where the catalog's page ends, as clients are told. */
export const endCursor = ({ items, nextCursor }, after) =>
  encode(
    nextCursor === null ? { c: after ? decode(after).c : null, o: items.length } : { c: nextCursor, o: 0 },
  );

/** All SKUs of a product, which is a card in listings. */
export const skusOf = ({ skus, variants }) => skus ?? variants.map(({ sku }) => sku);

/** The stock of several SKUs together; null unless each is known. */
export function together(stocks) {
  if (stocks.length === 0 || stocks.includes(undefined)) return null;
  return { available: stocks.reduce((sum, { available }) => sum + available, 0) };
}
