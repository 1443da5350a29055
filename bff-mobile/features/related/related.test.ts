import { expect, it, vi } from 'vitest';
import {
  aCard,
  aProduct,
  down,
  executeMobile,
  listing,
  priced,
  refused,
  unavailable,
} from '../../testing.ts';

const productsByIds = vi.fn(async () => [aProduct('lamp')]);
const screen = (selection: string) => `{ productScreen(id: "lamp") { ${selection} } }`;

it('the row of related products shows the closest first, from one listing and one batch of prices', async () => {
  const related = vi.fn(async () => ['rug', 'sold-no-more', 'mug']);
  const cardsByIds = listing(aCard('mug'), aCard('rug'));
  const pricesByProductIds = priced(1290);
  const { data, errors } = await executeMobile(screen('related(first: 3) { id priceLabel }'), {
    catalog: { productsByIds, cardsByIds },
    recommendations: { related },
    pricing: { pricesByProductIds },
  });

  expect(errors).toBeUndefined();
  expect(data.productScreen.related).toEqual([
    { id: 'rug', priceLabel: '€12.90' },
    { id: 'mug', priceLabel: '€12.90' },
  ]);
  expect(related).toHaveBeenCalledExactlyOnceWith(expect.anything(), { productId: 'lamp', limit: 3 });
  expect(cardsByIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['rug', 'sold-no-more', 'mug']);
  expect(pricesByProductIds).toHaveBeenCalledExactlyOnceWith(expect.anything(), ['rug', 'mug'], 'EUR');
});

it('the row of related products leaves out what is sold out', async () => {
  const { data } = await executeMobile(screen('related { id }'), {
    catalog: { productsByIds, cardsByIds: listing(aCard('mug', { inStock: false }), aCard('rug')) },
    recommendations: { related: vi.fn(async () => ['mug', 'rug']) },
  });

  expect(data.productScreen).toEqual({ related: [{ id: 'rug' }] });
});

it('the row of related products is empty, and asks for no card, when nothing goes with the product', async () => {
  const { data, errors } = await executeMobile(screen('related { id }'), {
    catalog: { productsByIds },
    recommendations: { related: vi.fn(async () => []) },
  });

  expect(errors).toBeUndefined();
  expect(data.productScreen).toEqual({ related: [] });
});

it('the row of related products fails alone', async () => {
  const { data, errors } = await executeMobile(screen('title related { id }'), {
    catalog: { productsByIds },
    recommendations: { related: down('recommendations') },
  });

  expect(data.productScreen).toEqual({ title: 'The lamp', related: null });
  expect(errors).toEqual([unavailable('recommendations', 'productScreen', 'related')]);
});

it.each([0, 21])('the row of related products refuses %i products', async (first) => {
  const { errors } = await executeMobile(screen(`related(first: ${first}) { id }`), {
    catalog: { productsByIds },
  });

  expect(errors).toEqual([
    refused(`first must be from 1 to 20, and was ${first}.`, 'productScreen', 'related'),
  ]);
});
