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
