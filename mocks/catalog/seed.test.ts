import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import {
  DISCONTINUED,
  leafCategories,
  leafCategoryOf,
  productId,
  skusOf,
  soldProducts,
} from '../kit/shop.ts';
import { SEED_NOW } from '../kit/time.ts';
import type { ImageFacts, Variant } from './compose-product.ts';
import { seedCatalog } from './seed.ts';
import { brands } from './words/brands.ts';

interface Row {
  number: number;
  title: string;
  description: string;
  category_id: string;
  created_at: string;
  new_until: string | null;
  images: string;
  variants: string;
}

const db = new DatabaseSync(':memory:');
db.exec(readFileSync(new URL('./schema.sql', import.meta.url), 'utf8'));
seedCatalog(db, SEED_NOW);
const rows = db.prepare('SELECT * FROM products ORDER BY number').all() as unknown as Row[];

it('the seed of the catalog makes every product, with the category and SKUs that all services agree on', () => {
  expect(rows.map(({ number }) => number)).toEqual(soldProducts);
  for (const { number, category_id, variants } of rows) {
    expect(category_id).toBe(leafCategoryOf(number));
    expect((JSON.parse(variants) as Variant[]).map(({ sku }) => sku)).toEqual(skusOf(number));
  }
});

it('the seed of the catalog tells the variants of a product apart', () => {
  for (const { variants } of rows) {
    const titles = (JSON.parse(variants) as Variant[]).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.every((title) => title !== '')).toBe(true);
  }
});

it('the seed of the catalog fills every gap in its sentences', () => {
  expect(rows.filter(({ title, description }) => /[{}|]|undefined/.test(title + description))).toEqual([]);
});

it('the seed of the catalog hardly ever describes two products alike', () => {
  expect(new Set(rows.map(({ description }) => description)).size).toBeGreaterThan(rows.length * 0.95);
});

it('the seed of the catalog gives every product two to four pictures', () => {
  const counts = rows.map(({ images }) => (JSON.parse(images) as ImageFacts[]).length);

  expect(new Set(counts)).toEqual(new Set([2, 3, 4]));
});

it('the seed of the catalog shows about one product in twenty as new', () => {
  const fresh = rows.filter(({ new_until }) => Date.parse(new_until ?? '') > SEED_NOW.getTime());

  expect(fresh.length / rows.length).toBeGreaterThan(0.02);
  expect(fresh.length / rows.length).toBeLessThan(0.06);
});

it('the seed of the catalog shows a product as new for the ninety days after it came, or never', () => {
  const days = rows.flatMap(({ created_at, new_until }) =>
    new_until === null ? [] : [(Date.parse(new_until) - Date.parse(created_at)) / 86_400_000],
  );

  expect(new Set(days)).toEqual(new Set([90]));
  expect(days.length).toBeLessThan(rows.length);
});

it('the seed of the catalog no longer has the product that the shop has given up', () => {
  const id = productId(DISCONTINUED);

  expect(db.prepare('SELECT * FROM products WHERE id = ?').all(id)).toEqual([]);
});

it('the seed of the catalog has thirty brands that share no series, and enough of them for every category', () => {
  const series = brands.flatMap((brand) => brand.series);

  expect(brands).toHaveLength(30);
  expect(new Set(series).size).toBe(series.length);
  expect(new Set(rows.map(({ category_id }) => category_id)).size).toBe(leafCategories.length);
});
