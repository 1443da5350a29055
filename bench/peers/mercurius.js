// Mercurius on fastify with compiled execution and undici.
import fastify from 'fastify';
import mercurius from 'mercurius';
import { request } from 'undici';
import { announce } from './announce.js';
import { createContext, resolvers, typeDefs } from './shop.js';

const get = async (path) => (await request(process.env.UPSTREAM_URL + path)).body.json();

const app = fastify();
app.register(mercurius, { schema: typeDefs, resolvers, context: () => createContext(get), jit: 1 });
announce(await app.listen({ host: '127.0.0.1', port: 0 }));
