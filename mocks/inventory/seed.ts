import type { DatabaseSync } from 'node:sqlite';
import { skusOf, soldProducts } from '../kit/shop.ts';
import { stockOf, warehouses } from '../kit/stock.ts';

/** Stocks every SKU that the shop sells. */
export function seed(db: DatabaseSync): void {
  const insertWarehouse = db.prepare('INSERT INTO warehouse VALUES (?, ?, ?)');
  for (const warehouse of warehouses) insertWarehouse.run(...warehouse);

  const insertStock = db.prepare('INSERT INTO stock VALUES (?, ?, ?)');
  for (const sku of soldProducts.flatMap(skusOf)) {
    for (const { code, pieces } of stockOf(sku)) insertStock.run(sku, code, pieces);
  }
}
