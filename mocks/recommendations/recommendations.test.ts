import { expect, it } from 'vitest';
import { DISCONTINUED, numberOf, parentCategoryOf, productId, soldProducts } from '../kit/shop.ts';
import { piecesLeft } from '../kit/stock.ts';
import { testMock } from '../kit/test-mock.ts';
import { recommendations } from './main.ts';
import type { Related } from './store.ts';

const { ask, read } = testMock({ ...recommendations, latencyMs: 0 });

const get = (query: string) => ask(`/recommendations?${query}`);
const relatedTo = async (query: string) =>
  (await read<{ related: Related[] }>(`/recommendations?${query}`)).related;

it('the service names ten others by default, best first', async () => {
  const related = await relatedTo('productId=p-0042');

  expect(related).toHaveLength(10);
  expect(related.map(({ id }) => id)).not.toContain('p-0042');
  expect(related).toEqual(related.toSorted((a, b) => b.score - a.score));
  expect(related.every(({ score }) => score > 0 && score <= 1)).toBe(true);
});

it('the service stays with the same and the neighbouring categories', async () => {
  for (const n of [1, 500, 1999]) {
    const related = await relatedTo(`productId=${productId(n)}&limit=20`);

    expect(related).toHaveLength(20);
    expect(new Set(related.map(({ id }) => parentCategoryOf(numberOf(id))))).toEqual(
      new Set([parentCategoryOf(n)]),
    );
  }
});

it('the service recommends nothing that is sold out or that the shop has given up, beside what is sold out as well', async () => {
  const soldOut = soldProducts.filter((n) => piecesLeft(n) === 0);
  expect(soldOut.length).toBeGreaterThan(20);

  for (const n of [...soldOut.slice(0, 20), ...soldProducts.slice(700, 740)]) {
    const related = await relatedTo(`productId=${productId(n)}&limit=20`);
    expect(related).toHaveLength(20);
    for (const { id } of related) {
      expect(piecesLeft(numberOf(id)), id).toBeGreaterThan(0);
      expect(numberOf(id)).not.toBe(DISCONTINUED);
    }
  }
});

it('the service knows nothing that fits an unknown product', async () => {
  expect(await (await get('productId=p-9999')).json()).toEqual({ productId: 'p-9999', related: [] });
});

it('the service tells how long it may be kept', async () => {
  expect((await get('productId=p-0001')).headers.get('cache-control')).toBe('public, max-age=300');
});

it.each(['', 'productId=', 'productId=p-0001&limit=21', 'productId=p-0001&limit=0'])(
  'the service refuses ?%s',
  async (query) => {
    expect((await get(query)).status).toBe(400);
  },
);

it('the service is slow by nature', () => {
  expect(recommendations.latencyMs).toBe(120);
});
