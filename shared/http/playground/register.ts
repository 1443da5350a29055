import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { readDocuments } from '../../graphql/documents/client-documents.ts';

/**
 * Browser files by the name they are served under. GraphiQL 4 and React 18 are the last versions that ship them; a
 * development dependency, so they are looked for only when a browser asks.
 */
const assets = {
  'react.js': { package: 'react', file: 'umd/react.production.min.js' },
  'react-dom.js': { package: 'react-dom', file: 'umd/react-dom.production.min.js' },
  'graphiql.js': { package: 'graphiql', file: 'graphiql.min.js' },
  'graphiql.css': { package: 'graphiql', file: 'graphiql.min.css' },
  'start.js': { file: 'start.js' },
  'page.css': { file: 'page.css' },
} as const;

/** Every package lets its `package.json` be resolved, and few the browser files that lie beside it. */
function locate(asset: { package?: string; file: string }): URL {
  const folder = asset.package ? import.meta.resolve(`${asset.package}/package.json`) : import.meta.url;
  return new URL(asset.file, folder);
}

/**
 * Whether all that a browser would load is installed, which `npm ci --omit=dev` leaves out.
 *
 * @param exists whether there is such a file
 */
export function playgroundIsInstalled(exists: (file: URL) => boolean = existsSync): boolean {
  return Object.values(assets).every((asset) => {
    try {
      return exists(locate(asset));
    } catch {
      // There is no such package.
      return false;
    }
  });
}

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
  for (const [name, asset] of Object.entries(assets)) {
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    app.get(`/playground/${name}`, async (_request, reply) =>
      reply.type(`${type}; charset=utf-8`).send(await readFile(locate(asset))),
    );
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
