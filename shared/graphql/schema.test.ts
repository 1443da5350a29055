import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { graphql } from 'graphql';
import { expect, it, onTestFinished } from 'vitest';
import { loadSchema } from './schema.ts';

async function featuresOf(files: Record<string, string>): Promise<URL> {
  const path = await mkdtemp(join(tmpdir(), 'features-'));
  onTestFinished(() => rm(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return pathToFileURL(`${path}/`);
}

const files = {
  'cart/cart.graphql': 'type Query { cart: String }',
  'product/product.graphql': 'extend type Query { product: String }',
  'product/product.md': 'not SDL',
};

it('the schema builder joins the SDL and the resolvers of all features', async () => {
  const schema = await loadSchema(await featuresOf(files), [
    { Query: { cart: () => 'a cart' } },
    { Query: { product: () => 'a product' } },
  ]);

  const { data } = await graphql({ schema, source: '{ cart product }', contextValue: { degraded: [] } });

  expect({ ...data }).toEqual({ cart: 'a cart', product: 'a product' });
});

it.each([
  ['a field', { Query: { basket: () => '' } }],
  ['a type', { Basket: { id: () => '' } }],
])('the schema builder stops the start for a resolver of %s that no SDL knows', async (_what, resolvers) => {
  await expect(loadSchema(await featuresOf(files), [resolvers])).rejects.toThrow(/[Bb]asket/);
});
