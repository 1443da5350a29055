import { expect, it } from 'vitest';
import { leafCategories } from '../../kit/shop.ts';
import type { Category, Product } from '../schemas.ts';
import { testCatalog } from '../test-catalog.ts';
import { drawImage } from './draw-image.ts';
import { motifs } from './motifs.ts';

const { ask, read } = testCatalog();

it('the image server draws every size of every picture of a product', async () => {
  const { images } = await read<Product>('/products/p-0003');

  for (const { width, height, url } of images.flatMap(({ sizes }) => sizes)) {
    const answer = await fetch(url);
    const svg = await answer.text();
    expect(answer.headers.get('content-type')).toMatch('image/svg+xml');
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<\/svg>$/);
    expect(svg).toContain(`width="${width}" height="${height}"`);
  }
});

it('the image server shows something else in each picture', async () => {
  const { images } = await read<Product>('/products/p-0003');

  const drawn = await Promise.all(images.map(async ({ sizes }) => (await fetch(sizes[0]?.url ?? '')).text()));
  expect(new Set(drawn).size).toBe(images.length);
});

it('the image server draws a picture for each category', async () => {
  const { items } = await read<{ items: Category[] }>('/categories');

  for (const { imageUrl } of items) expect((await fetch(imageUrl)).status).toBe(200);
});

it('a picture may be kept forever, and is confirmed to those who ask all the same', async () => {
  const first = await ask('/images/p-0001-image-1-320.svg');
  const again = await ask('/images/p-0001-image-1-320.svg', {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  });

  expect(first.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(again.status).toBe(304);
});

it.each([
  'p-9999-image-1-320.svg',
  'p-0001-image-9-320.svg',
  'p-0001-image-0-320.svg',
  'p-0001-image-1-321.svg',
  'category-nowhere.svg',
  '..%2Fschema.sql',
])('the image server has no picture %s', async (file) => {
  const answer = await ask(`/images/${file}`);

  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});

it('the image server has a motif for each leaf category and stays below two kilobytes', () => {
  expect(Object.keys(motifs)).toEqual(leafCategories.map(({ id }) => id));
  for (const motif of Object.keys(motifs)) {
    for (const view of [0, 1, 2, 3]) {
      expect(drawImage({ motif, view, color: '#6b7f4e', size: 1280 }).length).toBeLessThan(2_000);
    }
  }
});
