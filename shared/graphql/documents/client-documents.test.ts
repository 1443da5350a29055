import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readDocuments } from './client-documents.ts';

async function folderOf(files: Record<string, string>): Promise<URL> {
  const path = await mkdtemp(join(tmpdir(), 'documents-'));
  onTestFinished(() => rm(path, { recursive: true }));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(path, name), text)));
  return pathToFileURL(`${path}/`);
}

it('the reader reads each document with the values to try it with, by name', async () => {
  const folder = await folderOf({
    'Search.graphql': 'query Search { search }',
    'Search.example.json': '{}',
    'Cart.graphql': 'query Cart { cart }',
    'Cart.example.json': '{"variables":{"id":"c-1"},"headers":{"x-customer-id":"u-1"}}',
    'notes.txt': 'not a document',
  });

  expect(await readDocuments(folder)).toEqual([
    {
      name: 'Cart',
      text: 'query Cart { cart }',
      variables: { id: 'c-1' },
      headers: { 'x-customer-id': 'u-1' },
    },
    { name: 'Search', text: 'query Search { search }', variables: {}, headers: {} },
  ]);
});

it('the reader takes a document without an example for one that needs no values', async () => {
  const folder = await folderOf({ 'Cart.graphql': 'query Cart { cart }' });

  expect(await readDocuments(folder)).toMatchObject([{ name: 'Cart', variables: {}, headers: {} }]);
});

it('the reader reads a folder without any', async () => {
  expect(await readDocuments(await folderOf({}))).toEqual([]);
});

it.each([
  ['not JSON', '{'],
  ['misspelt', '{"variabels":{}}'],
  ['of headers that are not text', '{"headers":{"x-a":1}}'],
])('the reader refuses a document whose example is %s', async (_what, text) => {
  const folder = await folderOf({
    'Cart.graphql': 'query Cart { cart }',
    'Cart.example.json': text,
  });

  await expect(readDocuments(folder)).rejects.toThrow(/^Cart\.example\.json: /);
});
