import type { FieldCosts } from '../shared/operations/cost.ts';
import { PAGE_SIZE } from './arguments.ts';

/** What the fields of the mobile schema cost; see {@link FieldCosts} for what a point is. */
export const mobileCosts: FieldCosts = {
  // Counted as full pages: how many cards a section holds is said two fields above them.
  'Home.sections': { items: { otherwise: 2 } },
  'Section.cards': { points: 10, items: { otherwise: PAGE_SIZE } },
  'Query.search': { points: 15 },
  'CardPage.cards': { items: { otherwise: PAGE_SIZE } },
  'Card.priceLabel': { points: 1 },
  'Card.formerPriceLabel': { points: 1 },
  'Card.badge': { points: 2 },
  'Card.onSale': { points: 1 },
  'Card.rating': { points: 1 },
  'Query.productScreen': { points: 10 },
  'ProductScreen.priceLabel': { points: 1 },
  'ProductScreen.formerPriceLabel': { points: 1 },
  'ProductScreen.promotionLabel': { points: 1 },
  'ProductScreen.badge': { points: 2 },
  'ProductScreen.stockLabel': { points: 1 },
  'ProductScreen.variants': { items: { otherwise: 4 } },
  'ProductScreen.deliveryLabel': { points: 10 },
  'ProductScreen.related': { points: 10, items: { argument: 'first', otherwise: 10 } },
  'ProductScreen.rating': { points: 1 },
  'ProductScreen.topReviews': { points: 2, items: { argument: 'first', otherwise: 3 } },
  'Variant.available': { points: 1 },
  'Review.authorName': { points: 1 },
  'Query.orderList': { points: 10 },
  'OrderPage.orders': { items: { otherwise: PAGE_SIZE } },
  'OrderRow.thumbnails': { points: 3 },
  'Query.orderScreen': { points: 5 },
  'OrderScreen.thumbnails': { points: 3 },
  'OrderScreen.lines': { items: { otherwise: 5 } },
  'OrderScreen.shipments': { points: 1, items: { otherwise: 3 } },
  'OrderLine.title': { points: 1 },
  'OrderLine.image': { points: 1 },
};
