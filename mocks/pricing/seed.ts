import type { DatabaseSync } from 'node:sqlite';
import { promotionOf, reducedMinor } from '../kit/promotions.ts';
import { currencies, priceMinor, productId, soldProducts } from '../kit/shop.ts';

/** Prices every product that the shop sells in every currency, and promotes some. */
export function seed(db: DatabaseSync, now: Date): void {
  const insertPrice = db.prepare('INSERT INTO price VALUES (?, ?, ?)');
  const insertPromotion = db.prepare('INSERT INTO promotion VALUES (?, ?, ?, ?, ?, ?, ?)');

  for (const n of soldProducts) {
    const promotion = promotionOf(n, now);
    for (const currency of currencies) {
      insertPrice.run(productId(n), currency, priceMinor(n, currency));
      if (promotion === undefined) continue;

      const { percentOff, label, startsAt, endsAt } = promotion;
      const reduced = reducedMinor(n, percentOff, currency);
      insertPromotion.run(productId(n), currency, reduced, percentOff, label, startsAt, endsAt);
    }
  }
}
