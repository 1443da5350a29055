import { fractionDigits } from '../../../shared/lib/money.ts';
import type { CatalogProduct } from '../../../shared/upstreams/catalog.ts';
import type { Price } from '../../../shared/upstreams/pricing.ts';
import type { Rating } from '../../../shared/upstreams/reviews.ts';

/** What more than the catalog's own is said of a product; null where it is not known now. */
export interface KnownOfProduct {
  /** Of its page, absolute: search engines read it out of the page's context. */
  readonly url: string;
  readonly price: Price | null;
  readonly inStock: boolean | null;
  readonly rating: Rating | null;
}

/**
 * A schema.org Product, as the text of a script element of a page.
 *
 * @see https://schema.org/Product
 */
export function productJsonLd(
  product: CatalogProduct,
  { url, price, inStock, rating }: KnownOfProduct,
): string {
  return scriptSafeJson({
    '@context': 'https://schema.org',
    '@type': 'Product',
    'productID': product.id,
    'url': url,
    'name': product.title,
    'description': product.description,
    'brand': { '@type': 'Brand', 'name': product.brand },
    'image': product.images.map(({ sizes }) => sizes.reduce((a, b) => (b.width > a.width ? b : a)).url),
    ...(price && { offers: offer(url, price, inStock) }),
    ...(rating && {
      aggregateRating: {
        '@type': 'AggregateRating',
        'ratingValue': rating.average,
        'reviewCount': rating.count,
      },
    }),
  });
}

function offer(url: string, { amountMinor, currency, promotion }: Price, inStock: boolean | null) {
  const digits = fractionDigits(currency);
  return {
    '@type': 'Offer',
    'url': url,
    'price': (amountMinor / 10 ** digits).toFixed(digits),
    'priceCurrency': currency,
    ...(promotion && { priceValidUntil: promotion.endsAt.slice(0, 10) }),
    ...(inStock !== null && { availability: `https://schema.org/${inStock ? 'InStock' : 'OutOfStock'}` }),
  };
}

/** JSON in which nothing can end the script element it stands in, or begin a comment or another element there. */
function scriptSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
