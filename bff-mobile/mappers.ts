/**
 * What the resolvers of a type are handed: a type of an upstream where the schema reshapes it. Paths start at
 * `generated/`.
 */
export const mobileMappers = {
  ProductScreen: '../../shared/upstreams/catalog.ts#CatalogProduct',
} as const;
