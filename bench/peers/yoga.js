// GraphQL Yoga with compiled execution and undici.
import { createServer } from 'node:http';
import { useGraphQlJit } from '@envelop/graphql-jit';
import { createSchema, createYoga } from 'graphql-yoga';
import { request } from 'undici';
import { announce } from './announce.js';
import { createContext, resolvers, typeDefs } from './shop.js';

const get = async (path) => (await request(process.env.UPSTREAM_URL + path)).body.json();

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => createContext(get),
  plugins: [useGraphQlJit()],
  logging: false,
  graphiql: false,
});
const server = createServer(yoga);
server.listen(0, '127.0.0.1', () => announce(`http://127.0.0.1:${server.address().port}`));
