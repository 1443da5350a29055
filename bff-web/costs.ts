import type { FieldCosts } from '../shared/graphql/cost.ts';

/** Of a connection: `first`, and where that is left out, what its resolver takes. */
const connection = { argument: 'first', otherwise: 20, below: 'edges' } as const;

/** What the fields of the web schema cost; see {@link FieldCosts} for what a point is. */
export const webCosts: FieldCosts = {
  'Query.product': { points: 10 },
  'Query.products': { points: 10, items: connection },
  'Query.search': { points: 15, items: connection },
  'Query.categories': { points: 5, items: { otherwise: 10 } },
  'Query.category': { points: 5 },
  'Query.customer': { points: 5 },
  'Query.order': { points: 5 },
  'Query.orders': { points: 10, items: connection },
  'HomePage.heroCategories': { points: 5, items: { argument: 'first', otherwise: 6 } },
  'HomePage.bestRated': { points: 10, items: { argument: 'first', otherwise: 12 } },
  'HomePage.onPromotion': { points: 10, items: { argument: 'first', otherwise: 12 } },
  // Made of what is there already; but lists in lists, without an end, are work of ours.
  'Category.children': { points: 1, items: { otherwise: 10 } },
  'Category.breadcrumbs': { points: 1, items: { otherwise: 3 } },
  'CategoryFacet.value': { points: 1 },
  'CategoryFacet.category': { points: 1 },
  'ProductFacets.categories': { items: { otherwise: 20 } },
  'Customer.addresses': { points: 10, items: { otherwise: 5 } },
  'Customer.orders': { points: 10, items: connection },
  'Order.lines': { items: { otherwise: 5 } },
  'Order.shipments': { points: 1, items: { otherwise: 3 } },
  'Shipment.lines': { items: { otherwise: 5 } },
  'OrderLine.product': { points: 1 },
  'OrderLine.variant': { points: 1 },
  // A card is completed by one more call, which all cards of an answer share.
  'Product.description': { points: 1 },
  'Product.tags': { points: 1 },
  'Product.createdAt': { points: 1 },
  'Product.variants': { points: 1, items: { otherwise: 4 } },
  'Product.category': { points: 1 },
  'Product.price': { points: 1 },
  'Product.formerPrice': { points: 1 },
  'Product.promotion': { points: 1 },
  'Product.stock': { points: 1 },
  'Product.rating': { points: 1 },
  'Product.topReviews': { points: 2, items: { argument: 'first', otherwise: 3 } },
  'Product.reviews': { points: 10, items: connection },
  'Product.recommendations': { points: 10, items: { argument: 'first', otherwise: 8 } },
  'Product.deliveryEstimate': { points: 10 },
  'Product.seo': { points: 1 },
  'Seo.jsonLd': { points: 3 },
  'ProductVariant.price': { points: 1 },
  'ProductVariant.stock': { points: 1 },
  'Review.author': { points: 1 },
};
