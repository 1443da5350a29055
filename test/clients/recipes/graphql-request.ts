import { GraphQLClient } from 'graphql-request';

/** By POST alone: this library writes the text into every GET. */
export function graphqlRequestClient(url: string, documentIds: Readonly<Record<string, string>>) {
  return new GraphQLClient(url, {
    requestMiddleware: ({ operationName, variables, ...request }) => ({
      ...request,
      body: JSON.stringify({ documentId: operationName && documentIds[operationName], variables }),
    }),
  });
}
