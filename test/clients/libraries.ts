import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { cacheExchange, Client, fetchExchange } from '@urql/core';
import { cacheExchange as graphcache } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import { getOperationAST, print, type DocumentNode } from 'graphql';
import { GraphQLClient } from 'graphql-request';
import relay, { type ConcreteRequest } from 'relay-runtime';
import { apolloClient } from './recipes/apollo-client.ts';
import { graphqlRequestClient } from './recipes/graphql-request.ts';
import { relayEnvironment } from './recipes/relay.ts';
import { urqlClient } from './recipes/urql.ts';

/** How a request names its document, and by what method it goes. */
export interface Way {
  readonly by: 'id' | 'text';
  readonly method: 'GET' | 'POST';
}

/** A document as a frontend's build hands it to a library. */
export interface BuiltDocument {
  readonly name: string;
  readonly node: DocumentNode;
  readonly relay: ConcreteRequest;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A client library, set up as the README says. */
export interface Library {
  readonly name: string;
  readonly ways: readonly Way[];
  /** A client as a page has it that was just opened. */
  readonly open: (url: string, app: App, way: Way) => OpenClient;
}

/** What a frontend knows of its BFF. */
export interface App {
  readonly documentIds: Readonly<Record<string, string>>;
  /** Types of objects that have no `id`, and so are a part of another. */
  readonly partTypes: readonly string[];
}

/** One instance of a library, with a cache of its own. */
export interface OpenClient {
  /** What the library hands to the page. */
  readonly ask: (document: BuiltDocument) => Promise<unknown>;
  /** What is in its cache, without asking again; left out where it has none. */
  readonly read?: (document: BuiltDocument) => unknown;
}

const byId: readonly Way[] = [
  { by: 'id', method: 'GET' },
  { by: 'id', method: 'POST' },
];
const byText: readonly Way[] = [
  { by: 'text', method: 'GET' },
  { by: 'text', method: 'POST' },
];

/** Every library that the README has a recipe for, and plain fetch, in every way that it can ask. */
export const libraries: readonly Library[] = [
  {
    name: 'Apollo Client',
    ways: [...byId, ...byText],
    open: (url, { documentIds, partTypes }, { by, method }) => {
      const useGet = method === 'GET';
      const cache = new InMemoryCache({
        typePolicies: Object.fromEntries(partTypes.map((type) => [type, { merge: true }])),
      });
      const link = new HttpLink({ uri: url, useGETForQueries: useGet });
      const client =
        by === 'id' ? apolloClient(url, documentIds, { cache, useGet }) : new ApolloClient({ cache, link });
      return {
        ask: async ({ node, variables }) => (await client.query({ query: node, variables })).data,
        read: ({ node, variables }) => client.readQuery({ query: node, variables }),
      };
    },
  },
  {
    name: 'urql',
    ways: [...byId, ...byText],
    open: (url, { documentIds }, { by, method }) => {
      const useGet = method === 'GET';
      return asking(
        by === 'id'
          ? urqlClient(url, documentIds, useGet)
          : new Client({
              url,
              preferGetMethod: useGet && 'force',
              exchanges: [cacheExchange, fetchExchange],
            }),
      );
    },
  },
  {
    name: "urql's Graphcache",
    ways: byId,
    open: (url, { documentIds }, { method }) => {
      const sendIds = persistedExchange({
        generateHash: async (_text, document) => documentIds[getOperationAST(document)!.name!.value]!,
        preferGetForPersistedQueries: method === 'GET',
      });
      // It logs every object that has no key, and keeps it as a part of its parent.
      return asking(
        new Client({ url, exchanges: [graphcache({ logger: () => {} }), sendIds, fetchExchange] }),
      );
    },
  },
  {
    name: 'Relay',
    ways: byId,
    open: (url, _app, { method }) => {
      const environment = relayEnvironment(url, method === 'GET');
      return {
        ask: ({ relay: request, variables }) => relay.fetchQuery(environment, request, variables).toPromise(),
        read: ({ relay: request, variables }) =>
          environment.lookup(relay.createOperationDescriptor(request, variables).fragment).data,
      };
    },
  },
  {
    name: 'graphql-request',
    ways: [{ by: 'id', method: 'POST' }, ...byText],
    open: (url, { documentIds }, { by, method }) => {
      const client =
        by === 'id' ? graphqlRequestClient(url, documentIds) : new GraphQLClient(url, { method });
      return {
        ask: ({ node, variables }) => client.request<unknown>(node, { ...variables }),
      };
    },
  },
  {
    name: 'fetch',
    ways: [...byId, ...byText],
    open: (url, { documentIds }, { by, method }) => ({
      ask: async ({ name, node, variables }) => {
        const document = by === 'id' ? { documentId: documentIds[name]! } : { query: print(node) };
        const response =
          method === 'GET'
            ? await fetch(
                `${url}?${String(new URLSearchParams({ ...document, variables: JSON.stringify(variables) }))}`,
              )
            : await fetch(url, {
                method,
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify({ ...document, variables }),
              });
        const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
        if (errors) throw new Error(JSON.stringify(errors));
        return data;
      },
    }),
  },
];

function asking(client: Client): OpenClient {
  return {
    ask: async ({ node, variables }) => {
      const { data, error } = await client.query<unknown>(node, variables).toPromise();
      if (error) throw error;
      return data;
    },
    read: ({ node, variables }) => client.readQuery(node, variables)?.data as unknown,
  };
}
