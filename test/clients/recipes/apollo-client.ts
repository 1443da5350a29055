import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { getOperationAST } from 'graphql';

/** Sends each document's id in its place. Queries go by GET, so that caches on the way can keep the answers. */
export function apolloClient(
  uri: string,
  documentIds: Readonly<Record<string, string>>,
  { cache = new InMemoryCache(), useGet = true } = {},
) {
  const sendIds = new PersistedQueryLink({
    generateHash: async (document) => {
      const name = getOperationAST(document)?.name?.value ?? 'an operation without a name';
      if (!documentIds[name]) throw new Error(`${name} has no id: run npm run documents`);
      return documentIds[name];
    },
    useGETForHashedQueries: useGet,
  });
  return new ApolloClient({ cache, link: sendIds.concat(new HttpLink({ uri })) });
}
