import type { GraphQLSchema } from 'graphql';
import { loadSchema } from '../shared/graphql/schema.ts';
import { authorResolvers } from './features/author/author.resolvers.ts';
import { categoryResolvers } from './features/category/category.resolvers.ts';
import { countryCodeResolvers } from './features/country-code/country-code.resolvers.ts';
import { customerResolvers } from './features/customer/customer.resolvers.ts';
import { dateTimeResolvers } from './features/date-time/date-time.resolvers.ts';
import { deliveryEstimateResolvers } from './features/delivery-estimate/delivery-estimate.resolvers.ts';
import { homePageResolvers } from './features/home-page/home-page.resolvers.ts';
import { localDateResolvers } from './features/local-date/local-date.resolvers.ts';
import { moneyResolvers } from './features/money/money.resolvers.ts';
import { orderResolvers } from './features/order/order.resolvers.ts';
import { priceResolvers } from './features/price/price.resolvers.ts';
import { productListResolvers } from './features/product-list/product-list.resolvers.ts';
import { productResolvers } from './features/product/product.resolvers.ts';
import { ratingResolvers } from './features/rating/rating.resolvers.ts';
import { recommendationResolvers } from './features/recommendation/recommendation.resolvers.ts';
import { reviewResolvers } from './features/review/review.resolvers.ts';
import { seoResolvers } from './features/seo/seo.resolvers.ts';
import { shipmentResolvers } from './features/shipment/shipment.resolvers.ts';
import { stockResolvers } from './features/stock/stock.resolvers.ts';
import { variantResolvers } from './features/variant/variant.resolvers.ts';
import { DEVELOPMENT_SITE_URL } from './paths.ts';

/**
 * The web schema: the SDL of every feature, with its resolvers.
 *
 * @param siteUrl the origin of the site whose pages are spoken of
 */
export function loadWebSchema(siteUrl = DEVELOPMENT_SITE_URL): Promise<GraphQLSchema> {
  return loadSchema(new URL('./features/', import.meta.url), [
    authorResolvers,
    categoryResolvers,
    countryCodeResolvers,
    customerResolvers,
    dateTimeResolvers,
    deliveryEstimateResolvers,
    homePageResolvers,
    localDateResolvers,
    moneyResolvers,
    orderResolvers,
    priceResolvers,
    productListResolvers,
    productResolvers,
    ratingResolvers,
    recommendationResolvers,
    reviewResolvers,
    seoResolvers(siteUrl),
    shipmentResolvers,
    stockResolvers,
    variantResolvers,
  ]);
}
