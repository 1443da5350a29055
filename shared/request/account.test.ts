import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { documentIdOf } from '../graphql/documents/manifest.ts';
import { bffAlone } from '../testing/bff-alone.ts';
import { AUTHOR, bffOverUsers } from '../testing/bff-over-users.ts';
import { anyDocument, trusting } from '../testing/documents.ts';
import { smallBff, startSmallBff } from '../testing/small-bff.ts';

/** A BFF whose frontend ships one document, over services that are all down. */
async function given() {
  const folder = await mkdtemp(join(tmpdir(), 'documents-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'Parcels.graphql'), 'query Parcels { parcels(order: "o-1") }');
  const bff = await startSmallBff((_request, response) => response.writeHead(500).end(), {
    documents: pathToFileURL(`${folder}/`),
  });
  const send = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${bff.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
  const lines = async (name: string) =>
    (await bff.metrics.expose()).text.split('\n').filter((line) => line.startsWith(name));
  return { send, lines };
}

it('the metric counts operations by what they came to', async () => {
  const { send, lines } = await given();

  await send('query Parcels { twice(n: 1) }', { 'x-client-name': 'small-app' });
  await send('query Parcels { parcels(order: "o-1") }', { 'x-client-name': 'small-app' });
  await send('query Parcels { strictUser(id: "u-1") { id } }');
  await send('query Parcels { nothing }');
  await send('query Parcels {');

  expect(await lines('operations_total')).toEqual([
    'operations_total{operation="Parcels",client="small-app",version="other",outcome="ok",source="executed"} 1',
    'operations_total{operation="Parcels",client="small-app",version="other",outcome="partial",source="executed"} 1',
    'operations_total{operation="Parcels",client="other",version="other",outcome="failed",source="executed"} 1',
    'operations_total{operation="other",client="other",version="other",outcome="rejected",source="refused"} 2',
  ]);
  expect(await lines('operation_duration_seconds_count')).toEqual([
    'operation_duration_seconds_count{operation="Parcels"} 3',
    'operation_duration_seconds_count{operation="other"} 2',
  ]);
});

it('the metric gives nobody a series for a name that they made up', async () => {
  const { send, lines } = await given();

  for (let n = 0; n < 20; n++) {
    await send(`query Made${n} { twice(n: 1) }`, { 'apollographql-client-name': `app-${n}` });
  }
  await send('{ twice(n: 1) }', { 'x-client-name': 'a"} 1' });

  expect(await lines('operations_total')).toEqual([
    'operations_total{operation="other",client="other",version="other",outcome="ok",source="executed"} 21',
  ]);
});

it('the metric shows how many are under way', async () => {
  const { send, lines } = await given();
  await send('{ twice(n: 1) }');

  expect(await lines('operations_running')).toEqual(['operations_running 0']);
});

const OLD = 'query Old { author(id: "u-1") { name } oldGreeting }';
const documentId = createHash('sha256').update(OLD).digest('hex');
const costs = { 'Query.author': { points: 4 } };

it('an operation is accounted for in every way that it is answered: executed, joined, cached and unchanged', async () => {
  const { get, running, answer, operations, sources, lines } = await bffOverUsers({
    cacheControl: 'public, max-age=60',
    options: { definition: { costs } },
  });
  const app = { 'x-client-name': 'small-app' };
  const first = get(OLD, app);
  await running(1);
  const second = get(OLD, app);
  await running(2);
  await answer(1);
  const etag = (await first).headers.get('etag')!;
  await second;
  await get(OLD, app);
  expect((await get(OLD, { ...app, 'if-none-match': etag })).status).toBe(304);

  expect(sources().sort()).toEqual(['cached', 'cached', 'executed', 'joined']);
  for (const line of operations()) {
    expect(line).toMatchObject({ operation: 'Old', documentId, cost: 4, client: { name: 'small-app' } });
  }
  expect(await lines('operations_deprecated_use_total')).toEqual([
    'operations_deprecated_use_total{field="Query.oldGreeting",client="small-app",version="other"} 4',
  ]);
});

describe('what is said of an operation', () => {
  it('is how long it took, from the request to the response', async () => {
    const { query, called, clock, answer, operations } = await bffOverUsers();
    const waiting = query(AUTHOR);
    await called(1);
    await clock.advance(40);
    await answer(1);
    await waiting;

    expect(operations()).toMatchObject([{ durationMs: 40 }]);
  });

  it('is that nothing came of it, where the one field that failed must not be null', async () => {
    const { query, service, lines, operations } = await bffOverUsers({ answersItself: true });
    service.status = 404;
    const { body } = await query('query Strict { strictUser(id: "u-1") { id } }');

    expect(body).toMatchObject({ data: null, errors: [{ path: ['strictUser'] }] });
    expect(await lines('operations_total')).toEqual([
      expect.stringContaining('outcome="failed",source="executed"') as string,
    ]);
    expect(operations()).toMatchObject([
      {
        level: 30,
        operation: 'Strict',
        errorCodes: body.errors!.map(({ extensions }) => extensions['code']),
      },
    ]);
  });

  it('is its kind where it has no name', async () => {
    const { query, operations } = await bffOverUsers();
    await query('{ greeting }');

    expect(operations()).toMatchObject([{ operation: 'query', errorCodes: [] }]);
  });

  it.each([
    ['ok', '{ greeting }'],
    ['partial', '{ greeting fault }'],
    ['rejected', '{ nothing }'],
  ])('is whether all of it was answered: %s', async (outcome, text) => {
    const { query, lines } = await bffOverUsers();
    await query(text);

    expect(await lines('operations_total')).toEqual([
      expect.stringContaining(`outcome="${outcome}"`) as string,
    ]);
  });
});

describe('a refusal', () => {
  const RENAME = 'mutation Rename { rename(id: "u-1") { id } }';
  const ARGUMENT = 'query Argument($n: Int!) { oldGreeting twice(n: $n) }';
  const COSTLY = 'query Costly { user(id: "u-1") { id } }';
  const gone = 'ab'.repeat(32);

  it.each<readonly [string, object, object]>([
    ['of variables', { query: ARGUMENT }, { operation: 'Argument', documentId: documentIdOf(ARGUMENT) }],
    ['of what it costs', { query: COSTLY }, { operation: 'Costly', documentId: documentIdOf(COSTLY) }],
    [
      'of a document that does not fit the schema',
      { query: 'query Never { never }', operationName: 'Never' },
      { operation: 'Never', documentId: documentIdOf('query Never { never }') },
    ],
    ['of an id that nobody knows', { documentId: `sha256:${gone}` }, { documentId: gone }],
    [
      'of an id that is none',
      { documentId: 'x'.repeat(10_000), operationName: 'y'.repeat(10_000) },
      { operation: 'y'.repeat(64), documentId: 'x'.repeat(64) },
    ],
  ])('%s leaves a line in the log that says what was asked for', async (_what, body, line) => {
    const { send, log } = await bffAlone({ definition: { costs: { 'Query.user': { points: 1_001 } } } });
    await send(body);

    expect(log.filter(({ msg }) => msg === 'operation')).toMatchObject([{ ...line, source: 'refused' }]);
  });

  it('of a change by GET leaves one as well', async () => {
    const { get, log } = await bffAlone();
    await get({ query: RENAME });

    expect(log.filter(({ msg }) => msg === 'operation')).toMatchObject([
      { operation: 'Rename', source: 'refused' },
    ]);
  });

  it('is counted under its name', async () => {
    const { send, metrics } = await bffAlone({ definition: { documents: smallBff.documents } });
    await send({ query: ARGUMENT }, { 'x-client-name': 'small-app' });
    const { text } = await metrics.expose();

    expect(text).toContain('outcome="rejected",source="refused"} 1');
    // An app that is refused today asks again tomorrow.
    expect(text).toContain('operations_deprecated_use_total{field="Query.oldGreeting",client="small-app"');
  });
});

it('what is deprecated is counted, by who asks for it', async () => {
  const { send, metrics } = await bffAlone({
    definition: {},
    lookup: { ...anyDocument, trusted: trusting(['query Greeting { greeting }'], '5.3.0') },
  });
  await send({ query: '{ oldGreeting }' }, { 'x-client-name': 'small-app', 'x-client-version': '5.3.0' });
  await send({ query: '{ greeting }' });

  const lines = (await metrics.expose()).text
    .split('\n')
    .filter((line) => line.startsWith('operations_deprecated_use_total'));

  expect(lines).toEqual([
    'operations_deprecated_use_total{field="Query.oldGreeting",client="small-app",version="5.3.0"} 1',
  ]);
});

it('what variables carry that is deprecated is counted as well, each once an operation', async () => {
  const { send, metrics } = await bffAlone();
  const query = 'query ($by: Order) { sorted(by: $by) again: sorted(by: OLDEST) }';
  await send({ query, variables: { by: 'OLDEST' } });
  await send({ query: query.replace('again: sorted(by: OLDEST)', ''), variables: { by: 'OLDEST' } });
  await send({ query: query.replace('again: sorted(by: OLDEST)', ''), variables: { by: 'LATEST' } });

  expect((await metrics.expose()).text).toContain(
    'operations_deprecated_use_total{field="Order.OLDEST",client="other",version="other"} 2',
  );
});
