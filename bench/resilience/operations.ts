import type { Operation } from '../kit/client.ts';

/** Asks nothing of anyone: what the server itself costs. */
export const noOp: Operation = { text: '{ __typename }' };

/** One call of orders, `GET /orders`, and of nobody else: an operation is a call. What is kept is kept by customer. */
export function orderCount(customerId = 'u-008'): Operation {
  return { text: '{ orders(first: 1) { totalCount } }', headers: { 'x-customer-id': customerId } };
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
