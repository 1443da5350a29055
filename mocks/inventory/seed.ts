import type { DatabaseSync } from 'node:sqlite';
import { random, type Random } from '../kit/random.ts';
import { PRODUCT_COUNT, skusOf } from '../kit/shop.ts';

const WAREHOUSES = [
  ['BER', 'Berlin', 'DE'],
  ['ROT', 'Rotterdam', 'NL'],
  ['LYO', 'Lyon', 'FR'],
  ['MAD', 'Madrid', 'ES'],
] as const;

/** Stocks every SKU in three or four warehouses; some are sold out and some nearly so. */
export function seed(db: DatabaseSync): void {
  const insertWarehouse = db.prepare('INSERT INTO warehouse VALUES (?, ?, ?)');
  for (const warehouse of WAREHOUSES) insertWarehouse.run(...warehouse);

  const insertStock = db.prepare('INSERT INTO stock VALUES (?, ?, ?)');
  for (let n = 1; n <= PRODUCT_COUNT; n++) {
    for (const sku of skusOf(n)) {
      const draw = random(`stock:${sku}`);
      const codes = draw.shuffle(WAREHOUSES.map(([code]) => code)).slice(draw.int(0, 1));
      const pieces = spread(totalOf(draw), codes.length, draw);
      codes.forEach((code, index) => insertStock.run(sku, code, pieces[index] ?? 0));
    }
  }
}

function totalOf(draw: Random): number {
  const level = draw.weighted([
    ['none', 12],
    ['last', 18],
    ['few', 25],
    ['many', 45],
  ] as const);
  const [min, max] = { none: [0, 0], last: [1, 3], few: [4, 25], many: [26, 320] }[level] as [number, number];
  return draw.int(min, max);
}

/** Splits `total` into `parts` uneven whole numbers. */
function spread(total: number, parts: number, draw: Random): number[] {
  if (parts === 1) return [total];
  const first = draw.int(0, total);
  return [first, ...spread(total - first, parts - 1, draw)];
}
