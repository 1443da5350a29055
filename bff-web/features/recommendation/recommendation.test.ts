import { expect, it, vi } from 'vitest';
import { aProduct, down, executeWeb, refused, selling, unavailable } from '../../testing.ts';

const page = '{ product(slug: "lamp") { title recommendations(first: 3) { title } } }';

it('the list of recommendations shows the products that go with one, the closest first, without those no longer sold', async () => {
  const catalog = selling(aProduct('lamp'), aProduct('mug'), aProduct('rug'));
  const related = vi.fn(async () => ['rug', 'gone', 'mug']);

  const { data } = await executeWeb(page, { catalog, recommendations: { related } });

  expect(data.product.recommendations).toEqual([{ title: 'The rug' }, { title: 'The mug' }]);
  expect(related).toHaveBeenCalledExactlyOnceWith(expect.anything(), { productId: 'lamp', limit: 3 });
  expect(catalog.productsByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['rug', 'gone', 'mug']);
});

it('the list of recommendations leaves out what is sold out', async () => {
  const { data } = await executeWeb(page, {
    catalog: selling(aProduct('lamp'), aProduct('mug', { inStock: false }), aProduct('rug')),
    recommendations: { related: async () => ['mug', 'rug'] },
  });

  expect(data.product.recommendations).toEqual([{ title: 'The rug' }]);
});

it('the list of recommendations is empty, without asking the catalog, where nothing goes with the product', async () => {
  const catalog = selling(aProduct('lamp'));
  const { data } = await executeWeb(page, { catalog, recommendations: { related: async () => [] } });

  expect(data.product.recommendations).toEqual([]);
  expect(catalog.productsByIds).not.toHaveBeenCalled();
});

it('the list of recommendations is null, and costs nothing else, while recommendations are down', async () => {
  const { data, errors } = await executeWeb(page, {
    catalog: selling(aProduct('lamp')),
    recommendations: { related: down('recommendations') },
  });

  expect(data.product).toEqual({ title: 'The lamp', recommendations: null });
  expect(errors).toEqual([unavailable('recommendations', 'product', 'recommendations')]);
});

it('recommendations are twenty at most', async () => {
  const { errors } = await executeWeb('{ product(slug: "lamp") { recommendations(first: 21) { id } } }', {
    catalog: selling(aProduct('lamp')),
  });
  expect(errors).toEqual([refused('first must be from 1 to 20, and was 21.', 'product', 'recommendations')]);
});
