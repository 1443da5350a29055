import { readdir, readFile } from 'node:fs/promises';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';

/**
 * The executable schema of a BFF: every `.graphql` file below its `features/`, and the resolvers beside them.
 * A resolver for a field that no SDL knows stops the start.
 *
 * @param features the folder, ending in a slash
 */
export async function loadSchema<Context>(
  features: URL,
  resolvers: readonly NonNullable<Parameters<typeof makeExecutableSchema<Context>>[0]['resolvers']>[],
): Promise<GraphQLSchema> {
  const files = (await readdir(features, { recursive: true })).filter((file) => file.endsWith('.graphql'));
  const typeDefs = await Promise.all(files.sort().map((file) => readFile(new URL(file, features), 'utf8')));
  return makeExecutableSchema({
    typeDefs,
    resolvers: resolvers.flat(),
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
}
