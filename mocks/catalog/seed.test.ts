import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { leafCategories, leafCategoryOf, PRODUCT_COUNT, skusOf } from '../kit/shop.ts';
import type { ImageFacts, Variant } from './compose-product.ts';
import { seedCatalog } from './seed.ts';
import { brands } from './words/brands.ts';

interface Row {
  number: number;
  title: string;
  description: string;
  category_id: string;
  new_until: string | null;
  images: string;
  variants: string;
}

const db = new DatabaseSync(':memory:');
db.exec(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'));
seedCatalog(db);
const rows = db.prepare('SELECT * FROM products ORDER BY number').all() as unknown as Row[];

it('makes every product, with the category and SKUs that all services agree on', () => {
  expect(rows).toHaveLength(PRODUCT_COUNT);
  for (const { number, category_id, variants } of rows) {
    expect(category_id).toBe(leafCategoryOf(number));
    expect((JSON.parse(variants) as Variant[]).map(({ sku }) => sku)).toEqual(skusOf(number));
  }
});

it('tells the variants of a product apart', () => {
  for (const { variants } of rows) {
    const titles = (JSON.parse(variants) as Variant[]).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.every((title) => title !== '')).toBe(true);
  }
});

it('fills every gap in its sentences', () => {
  expect(rows.filter(({ title, description }) => /[{}|]|undefined/.test(title + description))).toEqual([]);
});

it('hardly ever describes two products alike', () => {
  expect(new Set(rows.map(({ description }) => description)).size).toBeGreaterThan(PRODUCT_COUNT * 0.95);
});

it('gives every product two to four pictures', () => {
  const counts = rows.map(({ images }) => (JSON.parse(images) as ImageFacts[]).length);

  expect(new Set(counts)).toEqual(new Set([2, 3, 4]));
});

it('shows about one product in twenty as new', () => {
  const fresh = rows.filter(({ new_until }) => new_until !== null);

  expect(fresh.length / PRODUCT_COUNT).toBeCloseTo(0.05, 1);
  expect(fresh.every(({ new_until }) => new_until?.startsWith('2031-'))).toBe(true);
});

it('has thirty brands that share no series, and enough of them for every category', () => {
  const series = brands.flatMap((brand) => brand.series);

  expect(brands).toHaveLength(30);
  expect(new Set(series).size).toBe(series.length);
  expect(new Set(rows.map(({ category_id }) => category_id)).size).toBe(leafCategories.length);
});
