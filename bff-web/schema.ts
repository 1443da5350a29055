import type { GraphQLSchema } from 'graphql';
import { loadSchema } from '../shared/server/schema.ts';
import { productResolvers } from './features/product/product.resolvers.ts';

/** The web schema: the SDL of every feature, with its resolvers. */
export function loadWebSchema(): Promise<GraphQLSchema> {
  return loadSchema(new URL('./features/', import.meta.url), [productResolvers]);
}
