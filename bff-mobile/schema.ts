import type { GraphQLSchema } from 'graphql';
import { loadSchema } from '../shared/graphql/schema.ts';
import { appConfigResolvers } from './features/app-config/app-config.resolvers.ts';
import { cardResolvers } from './features/card/card.resolvers.ts';
import { cardPageResolvers } from './features/card-page/card-page.resolvers.ts';
import { categoryResolvers } from './features/category/category.resolvers.ts';
import { deliveryResolvers } from './features/delivery/delivery.resolvers.ts';
import { homeResolvers } from './features/home/home.resolvers.ts';
import { orderListResolvers } from './features/order-list/order-list.resolvers.ts';
import { orderScreenResolvers } from './features/order-screen/order-screen.resolvers.ts';
import { productScreenResolvers } from './features/product-screen/product-screen.resolvers.ts';
import { relatedResolvers } from './features/related/related.resolvers.ts';
import { reviewResolvers } from './features/review/review.resolvers.ts';
import { searchResolvers } from './features/search/search.resolvers.ts';
import { shipmentResolvers } from './features/shipment/shipment.resolvers.ts';

/** The mobile schema: the SDL of every feature, with its resolvers. */
export function loadMobileSchema(): Promise<GraphQLSchema> {
  return loadSchema(new URL('./features/', import.meta.url), [
    appConfigResolvers,
    cardResolvers,
    cardPageResolvers,
    categoryResolvers,
    deliveryResolvers,
    homeResolvers,
    orderListResolvers,
    orderScreenResolvers,
    productScreenResolvers,
    relatedResolvers,
    reviewResolvers,
    searchResolvers,
    shipmentResolvers,
  ]);
}
