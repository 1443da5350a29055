/**
 * What the resolvers of a type are handed: a type of an upstream where the schema reshapes it. Paths start at
 * `generated/`; a type that is called as in the schema comes in under another name.
 */
export const mobileMappers = {
  Card: '../../shared/upstreams/catalog.ts#CatalogCard',
  CardPage: '../listing.ts#Listing',
  CategoryRow: '../../shared/upstreams/catalog.ts#CatalogCategory',
  CategoryScreen: '../../shared/upstreams/catalog.ts#CatalogCategory',
  OrderLine: '../../shared/upstreams/orders.ts#OrderLine as ServiceOrderLine',
  OrderRow: '../../shared/upstreams/orders.ts#Order',
  OrderScreen: '../../shared/upstreams/orders.ts#Order',
  OrderStep: '../../shared/upstreams/orders.ts#OrderStep as ServiceOrderStep',
  ProductScreen: '../../shared/upstreams/catalog.ts#CatalogProduct',
  Rating: '../../shared/upstreams/reviews.ts#Rating as ServiceRating',
  Review: '../../shared/upstreams/reviews.ts#Review as ServiceReview',
  Section: '../features/home/sections.ts#HomeSection',
  Shipment: '../../shared/upstreams/shipping.ts#Shipment as ServiceShipment',
  Variant: '../../shared/upstreams/catalog.ts#CatalogVariant',
} as const;
