// GraphQL Yoga with compiled execution and undici.
import { createServer } from 'node:http';
import { useGraphQlJit } from '@envelop/graphql-jit';
import { createSchema, createYoga } from 'graphql-yoga';
import { announce } from './announce.js';
import { get } from './get.js';
import { createContext, resolvers, typeDefs } from './shop.js';

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => createContext(get),
  plugins: [useGraphQlJit()],
  logging: false,
  graphiql: false,
});
const server = createServer(yoga);
server.listen(0, '127.0.0.1', () => announce(`http://127.0.0.1:${server.address().port}`));
