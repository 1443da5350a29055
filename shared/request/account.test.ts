import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { startSmallBff } from '../testing/small-bff.ts';

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
