import type { DatabaseSync } from 'node:sqlite';
import { random } from '../kit/random.ts';
import { PRODUCT_COUNT, currencies, priceMinor, productId, type Currency } from '../kit/shop.ts';

const PROMOTED_RATIO = 0.08;
/** Promotions that are over already, which no caller may see. */
const ENDED_RATIO = 0.15;
const LABELS = ['Winter sale', 'Offer of the week', 'Last pieces', 'Price drop', 'Members’ favourite'];

/** Reduced prices are multiples of this many minor units. */
const STEPS: Readonly<Record<Currency, number>> = { EUR: 10, USD: 10, JPY: 10, KRW: 100 };

/** Prices every product in every currency, and promotes some. */
export function seed(db: DatabaseSync): void {
  const insertPrice = db.prepare('INSERT INTO price VALUES (?, ?, ?)');
  const insertPromotion = db.prepare('INSERT INTO promotion VALUES (?, ?, ?, ?, ?, ?)');

  for (let n = 1; n <= PRODUCT_COUNT; n++) {
    const promotion = promotionOf(n);
    for (const currency of currencies) {
      const amount = priceMinor(n, currency);
      insertPrice.run(productId(n), currency, amount);
      if (promotion === undefined) continue;

      const { percentOff, label, endsAt } = promotion;
      const reduced = Math.round((amount * (1 - percentOff / 100)) / STEPS[currency]) * STEPS[currency];
      insertPromotion.run(productId(n), currency, reduced, percentOff, label, endsAt);
    }
  }
}

function promotionOf(n: number): { percentOff: number; label: string; endsAt: string } | undefined {
  const draw = random(`promotion:${n}`);
  if (!draw.chance(PROMOTED_RATIO)) return undefined;

  const percentOff = draw.pick([10, 15, 20, 25, 30, 40]);
  const day = String(draw.int(1, 28)).padStart(2, '0');
  const month = draw.chance(ENDED_RATIO) ? '2026-01' : `2031-${String(draw.int(1, 12)).padStart(2, '0')}`;
  return { percentOff, label: draw.pick(LABELS), endsAt: `${month}-${day}T22:59:59Z` };
}
