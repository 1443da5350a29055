import type { DatabaseSync } from 'node:sqlite';
import { random } from '../kit/random.ts';
import {
  basePriceEurMinor,
  leafCategoryOf,
  parentCategoryOf,
  popularityOf,
  productId,
  soldProducts,
} from '../kit/shop.ts';
import { piecesLeft } from '../kit/stock.ts';

/** Most products related to one; no request asks for more. */
const RELATED_COUNT = 20;

interface Candidate {
  id: string;
  leaf: string;
  parent: string;
  priceMinor: number;
  popularity: number;
  available: boolean;
}

/** Relates every product to the likest ones of its own and the neighbouring categories that are not sold out. */
export function seed(db: DatabaseSync): void {
  const insert = db.prepare('INSERT INTO related VALUES (?, ?, ?)');
  const candidates = soldProducts.map(candidate);
  const families = Map.groupBy(candidates, ({ parent }) => parent);

  for (const product of candidates) {
    const draw = random(`related:${product.id}`);
    const scored = (families.get(product.parent) ?? [])
      .filter(({ id, available }) => id !== product.id && available)
      .map((other) => ({ id: other.id, score: likeness(product, other) + 0.15 * draw.next() }))
      .sort((a, b) => b.score - a.score);
    for (const { id, score } of scored.slice(0, RELATED_COUNT)) {
      insert.run(product.id, id, Math.round(score * 1_000) / 1_000);
    }
  }
}

const candidate = (n: number): Candidate => ({
  id: productId(n),
  leaf: leafCategoryOf(n),
  parent: parentCategoryOf(n),
  priceMinor: basePriceEurMinor(n),
  popularity: popularityOf(n) / 1_000,
  available: piecesLeft(n) > 0,
});

/** 0 to 0.85: by category first, then a price in the same range, then what others like. */
function likeness(a: Candidate, b: Candidate): number {
  const category = a.leaf === b.leaf ? 0.45 : 0.25;
  const price = Math.min(a.priceMinor, b.priceMinor) / Math.max(a.priceMinor, b.priceMinor);
  return category + 0.2 * price + 0.2 * b.popularity;
}
