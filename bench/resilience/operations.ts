import { USER_COUNT } from '../../mocks/kit/shop.ts';
import type { Operation } from '../kit/client.ts';
import { customerId } from '../kit/shop.ts';

/** Asks nothing of anyone: what the server itself costs. */
export const noOp: Operation = { text: '{ __typename }' };

/**
 * One call of orders, `GET /orders`, and of nobody else: an operation is a call. What is asked at the same time for the
 * same customer would share one, so operations that are to be calls each take the next customer.
 *
 * @param index of any size; customers come back after the last
 */
export function orderCount(index = 0): Operation {
  return {
    text: '{ orders(first: 1) { totalCount } }',
    headers: { 'x-customer-id': customerId(1 + (index % USER_COUNT)) },
  };
}

/** What a client asks of a product, by the services that answer it. */
const productFields = {
  pricing: 'price { formatted }',
  inventory: 'stock { available }',
  reviews: 'rating { average count }',
} as const;

/** A product's fields that the named services answer, one call each, besides its title from the catalog. */
export function productWith(slug: string, ...services: readonly (keyof typeof productFields)[]): Operation {
  const fields = services.map((service) => productFields[service]).join(' ');
  return { text: `query ($slug: String!) { product(slug: $slug) { title ${fields} } }`, variables: { slug } };
}
