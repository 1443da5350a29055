import { expect, it, vi } from 'vitest';
import type { PlainUpstreams } from '../../../shared/testing/plain.ts';
import {
  aCard,
  aPage,
  down,
  executeMobile,
  priced,
  rated,
  refused,
  refusing,
  stocked,
  unavailable,
} from '../../testing.ts';

const document = `query ($text: String!, $after: String) {
  search(text: $text, after: $after) { cards { id priceLabel badge rating } nextCursor }
}`;
const found = () => ({
  searchCards: vi.fn<PlainUpstreams['catalog']['searchCards']>(async () =>
    aPage([aCard('lamp'), aCard('mug')], 'page-3'),
  ),
});

it('a search answers a page of twenty, and hands the cursor through untouched', async () => {
  const catalog = found();
  const pricesByProductIds = priced(1290);
  const totalsBySkus = stocked(1);
  const ratingSummariesByProductIds = rated(4, 3);
  const { data } = await executeMobile(
    document,
    {
      catalog,
      pricing: { pricesByProductIds },
      inventory: { totalsBySkus },
      reviews: { ratingSummariesByProductIds },
    },
    { variables: { text: '  lamp ', after: 'page-2' } },
  );

  expect(data.search).toEqual({
    cards: ['lamp', 'mug'].map((id) => ({ id, priceLabel: '€12.90', badge: 'LAST_ONES', rating: 4 })),
    nextCursor: 'page-3',
  });
  expect(catalog.searchCards).toHaveBeenCalledExactlyOnceWith(expect.anything(), {
    text: 'lamp',
    filter: {},
    currency: 'EUR',
    countPriceBands: false,
    cursor: 'page-2',
    limit: 20,
  });
  for (const endpoint of [pricesByProductIds, totalsBySkus, ratingSummariesByProductIds]) {
    expect(endpoint).toHaveBeenCalledTimes(1);
  }
});

it.each([
  ['text', { text: '   ' }, 'text must be from 1 to 200 characters, and was "   ".'],
  ['text', { text: 'l'.repeat(201) }, expect.stringContaining('text must be from 1 to 200 characters')],
  ['after', { text: 'lamp', after: '' }, 'after must be the nextCursor of the page before, and was "".'],
  [
    'after',
    { text: 'lamp', after: 'x'.repeat(513) },
    expect.stringContaining('after must be the nextCursor'),
  ],
])('a search refuses a %s that cannot be, without asking', async (_name, variables, message: string) => {
  const catalog = found();
  const { data, errors } = await executeMobile(document, { catalog }, { variables });

  expect(data.search).toBeNull();
  expect(errors).toEqual([refused(message, 'search')]);
  expect(catalog.searchCards).not.toHaveBeenCalled();
});

it('a search takes a text as long as may be, the blanks around it not counted', async () => {
  const catalog = found();
  const text = 'l'.repeat(200);
  const { errors } = await executeMobile('{ search(text: "  ' + text + ' ") { nextCursor } }', { catalog });

  expect(errors).toBeUndefined();
  expect(catalog.searchCards).toHaveBeenCalledWith(expect.anything(), expect.objectContaining({ text }));
});

it('a search refuses a cursor that the catalog does, by the name of its argument', async () => {
  const { data, errors } = await executeMobile(
    document,
    { catalog: { searchCards: refusing('catalog') } },
    { variables: { text: 'lamp', after: 'nonsense' } },
  );

  expect(data.search).toBeNull();
  expect(errors).toEqual([
    refused('after must be the nextCursor of the page before, and was "nonsense".', 'search'),
  ]);
});

it('a search blames no cursor that was not given', async () => {
  const { errors } = await executeMobile(
    document,
    { catalog: { searchCards: refusing('catalog') } },
    { variables: { text: 'lamp' } },
  );

  expect(errors).toEqual([refused('The catalog service did not accept the given input.', 'search')]);
});

it('a search is null, with an error, while the catalog is down', async () => {
  const { data, errors } = await executeMobile('{ search(text: "lamp") { nextCursor } }', {
    catalog: { searchCards: down('catalog') },
  });

  expect(data).toEqual({ search: null });
  expect(errors).toEqual([unavailable('catalog', 'search')]);
});
