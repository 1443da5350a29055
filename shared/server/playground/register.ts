import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { readDocuments } from '../documents.ts';

/** Browser files by the name they are served under. GraphiQL is the last major version with a standalone bundle. */
const assets = {
  'react.js': { module: 'react/umd/react.production.min.js', type: 'text/javascript' },
  'react-dom.js': { module: 'react-dom/umd/react-dom.production.min.js', type: 'text/javascript' },
  'graphiql.js': { module: 'graphiql/graphiql.min.js', type: 'text/javascript' },
  'graphiql.css': { module: 'graphiql/graphiql.min.css', type: 'text/css' },
  'start.js': { module: './start.js', type: 'text/javascript' },
  'page.css': { module: './page.css', type: 'text/css' },
} as const;

const page = (title: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/playground/graphiql.css">
    <link rel="stylesheet" href="/playground/page.css">
    <script src="/playground/react.js" defer></script>
    <script src="/playground/react-dom.js" defer></script>
    <script src="/playground/graphiql.js" defer></script>
    <script src="/playground/start.js" type="module"></script>
  </head>
  <body>
    <div id="playground">Loading the playground…</div>
  </body>
</html>
`;

/**
 * GraphiQL for a browser that opens `/graphql`, with the client's documents as tabs. Everything comes from this
 * server, and no script is inline, so it works without internet and under a strict content security policy.
 */
export function registerPlayground(
  app: FastifyInstance,
  { title, documents }: { title: string; documents: URL },
) {
  const { resolve } = createRequire(import.meta.url);
  for (const [name, { module, type }] of Object.entries(assets)) {
    app.get(`/playground/${name}`, async (_request, reply) => {
      const file = module.startsWith('.') ? new URL(module, import.meta.url) : resolve(module);
      return reply.type(`${type}; charset=utf-8`).send(await readFile(file));
    });
  }
  app.get('/playground/documents.json', () => readDocuments(documents));

  app.addHook('onRequest', async (request, reply) => {
    const wantsPage =
      request.method === 'GET' &&
      request.url === '/graphql' &&
      (request.headers.accept ?? '').includes('text/html');
    if (wantsPage) return reply.type('text/html; charset=utf-8').send(page(title));
  });
}
