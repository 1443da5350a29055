import { cacheExchange, Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { getOperationAST } from 'graphql';

/** A document that has no id yet goes as a text, which is refused in production. */
export function urqlClient(url: string, documentIds: Readonly<Record<string, string>>, useGet = true) {
  const sendIds = persistedExchange({
    generateHash: async (_text, document) => documentIds[getOperationAST(document)?.name?.value ?? ''] ?? '',
    preferGetForPersistedQueries: useGet,
    enableForMutation: true,
  });
  return new Client({ url, exchanges: [cacheExchange, sendIds, fetchExchange] });
}
