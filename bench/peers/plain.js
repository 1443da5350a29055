// The plain stack: Apollo Server as it comes, got, dataloader, and a breaker of opossum around each service.
import { Agent } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import got from 'got';
import CircuitBreaker from 'opossum';
import { announce } from './announce.js';
import { createContext, resolvers, typeDefs } from './shop.js';

const client = got.extend({
  prefixUrl: process.env.UPSTREAM_URL,
  agent: { http: new Agent({ keepAlive: true }) },
  timeout: { request: 2_000 },
  responseType: 'json',
});

const breakers = new Map();

/** One breaker a service, which is the first part of the path. */
function breakerOf(path) {
  const service = /^\/\w+/.exec(path)[0];
  if (!breakers.has(service)) {
    breakers.set(
      service,
      new CircuitBreaker((path) => client(path.slice(1)).then(({ body }) => body), { timeout: 3_000 }),
    );
  }
  return breakers.get(service);
}

const get = (path) => breakerOf(path).fire(path);

const server = new ApolloServer({ typeDefs, resolvers });
const { url } = await startStandaloneServer(server, {
  context: async () => createContext(get),
  listen: { host: '127.0.0.1', port: 0 },
});
announce(new URL(url).origin);
