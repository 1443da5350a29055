import { expect, it, vi } from 'vitest';
import { executeMobile } from '../../testing.ts';
import type { CatalogProduct } from '../../../shared/upstreams/catalog.ts';

it('asks the catalog once, whatever order it answers in', async () => {
  const [lamp, mug] = ['lamp', 'mug'].map((id) => ({ id, title: id }) as CatalogProduct);
  const productsByIds = vi.fn(async () => [lamp!, mug!]);

  const { data } = await executeMobile(
    '{ a: productScreen(id: "mug") { id } b: productScreen(id: "none") { id } c: productScreen(id: "lamp") { id } }',
    { catalog: { productsByIds } },
  );

  expect(data).toEqual({ a: { id: 'mug' }, b: null, c: { id: 'lamp' } });
  expect(productsByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['mug', 'none', 'lamp']);
});
