/**
 * What the resolvers of a type are handed: a type of an upstream where the schema reshapes it. Paths start at
 * `generated/`; a type that is called as in the schema comes in under another name.
 */
export const webMappers = {
  Address: '../../shared/upstreams/users.ts#Address as ServiceAddress',
  Author: '../../shared/upstreams/users.ts#Profile',
  Category: '../../shared/upstreams/catalog.ts#CatalogCategory',
  Customer: '../../shared/upstreams/users.ts#User',
  Money: '../money.ts#Amount',
  Order: '../../shared/upstreams/orders.ts#Order as ServiceOrder',
  OrderLine: '../../shared/upstreams/orders.ts#OrderLine as ServiceOrderLine',
  Product: '../whole-product.ts#CardOrProduct',
  ProductFacets: '../../shared/upstreams/catalog.ts#CatalogFacets',
  ProductVariant: '../variants.ts#VariantOfProduct',
  Rating: '../../shared/upstreams/reviews.ts#Rating as ServiceRating',
  Review: '../../shared/upstreams/reviews.ts#Review as ServiceReview',
  Seo: '../../shared/upstreams/catalog.ts#CatalogProduct',
  Shipment: '../features/shipment/order-shipment.ts#OrderShipment',
  Stock: '../stock-level.ts#StockLevel',
} as const;
