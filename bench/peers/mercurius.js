// Mercurius on fastify with compiled execution and undici.
import fastify from 'fastify';
import mercurius from 'mercurius';
import { announce } from './announce.js';
import { get } from './get.js';
import { createContext, resolvers, typeDefs } from './shop.js';

const app = fastify();
app.register(mercurius, { schema: typeDefs, resolvers, context: () => createContext(get), jit: 1 });
announce(await app.listen({ host: '127.0.0.1', port: 0 }));
