import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Type from 'typebox';
import { defineMock, type MockService } from './define-mock.ts';
import { notFound } from './problems.ts';
import { Ids, Limit, parseIds, ProblemSchema } from './schemas.ts';

const Toy = Type.Object({ id: Type.String(), name: Type.String() });

/** The smallest service that shows everything the kit does. Its `schema.sql` is written into `directory`. */
export function toyService(
  directory: string,
  changes: Partial<MockService> & { schema?: string } = {},
): MockService {
  const { schema = 'CREATE TABLE toy (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT', ...others } = changes;
  const schemaFile = join(directory, 'schema.sql');
  writeFileSync(schemaFile, schema);

  return defineMock({
    name: 'toys',
    port: 4999,
    title: 'Toys',
    description: 'Toys.',
    schemaUrl: pathToFileURL(schemaFile),
    seedVersion: 1,
    seed: (db) => {
      const insert = db.prepare('INSERT INTO toy VALUES (?, ?)');
      for (const id of ['a', 'b', 'c', 'd']) insert.run(id, `Toy ${id}`);
    },
    routes: (app, db, { baseUrl }) => {
      const byIds = db.prepare(
        'SELECT id, name FROM toy WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
      );
      const toysOf = (ids: string[]) => byIds.all(JSON.stringify(ids)) as { id: string; name: string }[];

      app.get(
        '/toys',
        {
          config: { cacheControl: 'public, max-age=60' },
          schema: {
            querystring: Type.Object({ ids: Ids('toys'), limit: Limit }),
            response: { 200: Type.Object({ items: Type.Array(Toy) }), '4xx': ProblemSchema },
          },
        },
        async ({ query }) => ({ items: toysOf(parseIds(query.ids, 'ids')) }),
      );
      app.get('/toys/:id', { schema: { params: Type.Object({ id: Type.String() }) } }, async ({ params }) => {
        const [toy] = toysOf([params.id]);
        if (!toy) throw notFound('toy', params.id);
        return { ...toy, url: `${baseUrl()}/toys/${toy.id}` };
      });
      app.get('/shelves', async () => ({ shelves: { a: { toys: 1 }, b: { toys: 2 } } }));
      app.get('/broken', async () => {
        throw new Error('a secret of the implementation');
      });
      app.post('/toys', { schema: { body: Toy } }, async ({ body }, reply) => {
        db.prepare('INSERT INTO toy VALUES (?, ?)').run(body.id, body.name);
        return reply.code(201).send(body);
      });
    },
    ...others,
  });
}
