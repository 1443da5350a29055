/**
 * What the resolvers of a type are handed: a type of an upstream where the schema reshapes it. Paths start at
 * `generated/`.
 */
export const webMappers = {} as const;
