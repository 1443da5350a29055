// The fields of a product as the web schema has them, made from what the services answer.
import { discountPercent, format, together } from './rules.js';

export function priceFields(found) {
  const { amount_minor: amountMinor, currency, promotion } = found ?? {};
  const price = found ? { amountMinor, currency, formatted: format(amountMinor, currency) } : null;
  if (!promotion) return { price, formerPrice: null, promotion: null };
  const { label, former_amount_minor: former } = promotion;
  return {
    price,
    formerPrice: { formatted: format(former, currency) },
    promotion: { label, discountPercent: discountPercent(former, amountMinor) },
  };
}

export function stockField(stocks) {
  const sum = together(stocks);
  return sum && { available: sum.available, inStock: sum.available > 0 };
}

export function reviewFields(found, profiles) {
  if (!found) return { rating: null, topReviews: [] };
  const { average, count } = found.rating;
  const topReviews = found.reviews.map(({ id, rating, title, body, language, authorId }) => {
    const author = profiles.get(authorId)?.attributes;
    const shown = author ? { name: author.name, avatarUrl: author.avatarUrl } : null;
    return { id, rating, title, body, language, author: shown };
  });
  return { rating: { average, count }, topReviews };
}
