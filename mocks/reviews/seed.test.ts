import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../kit/database.ts';
import { countryOf, listedAt, numberOf } from '../kit/shop.ts';
import { SEED_NOW } from '../kit/time.ts';
import { temporaryDirectory } from '../kit/test-mock.ts';
import { reviews } from './main.ts';

const directory = temporaryDirectory();
const db = await openDatabase(reviews, directory.path);

afterAll(() => {
  db.close();
  directory.remove();
});

const rowsOf = (sql: string): Record<string, unknown>[] => db.prepare(sql).all();

describe('the reviews of a fresh database', () => {
  it('are spread unevenly: a few products have very many, some have none', () => {
    const counts = rowsOf('SELECT count FROM ratings').map(({ count }) => Number(count));

    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20_000);
    expect(counts.length).toBeLessThan(1_900);
    expect(counts.filter((count) => count >= 150).length).toBeGreaterThan(2);
    expect(counts.filter((count) => count < 10).length).toBeGreaterThan(counts.length / 2);
  });

  it('are mostly good', () => {
    const [row] = rowsOf('SELECT avg(rating >= 4) AS good, avg(rating <= 2) AS bad FROM reviews');

    expect(row?.good).toBeGreaterThan(0.75);
    expect(row?.bad).toBeGreaterThan(0.05);
  });

  it('are written once per customer and product, after the product was listed, in the language at home', () => {
    const languages: Record<string, string> = { DE: 'de', FR: 'fr', ES: 'es', JP: 'ja', KR: 'ko' };
    const seen = new Set<string>();

    for (const { product_id, author_id, language, created_at } of rowsOf('SELECT * FROM reviews')) {
      const [product, author] = [String(product_id), String(author_id)];
      seen.add(`${product} ${author}`);
      expect(language).toBe(languages[countryOf(author)] ?? 'en');
      expect(Number(created_at) * 1000).toBeGreaterThanOrEqual(
        Date.parse(listedAt(numberOf(product), SEED_NOW)),
      );
    }
    expect(seen.size).toBe(20_000);
  });

  it('hardly ever read the same', () => {
    const [row] = rowsOf('SELECT count(DISTINCT body) AS bodies FROM reviews');

    expect(row?.bodies).toBeGreaterThan(17_000);
  });
});
