import type { DatabaseSync } from 'node:sqlite';
import type { Currency } from '../kit/shop.ts';
import { rfc3339 } from '../kit/time.ts';

/** What a product costs now; amounts in the currency's smallest unit. */
export interface Price {
  product_id: string;
  currency: Currency;
  amount_minor: number;
  promotion: { former_amount_minor: number; label: string; ends_at: string } | null;
}

/** The place of a price in the list of promotions, which a cursor holds. */
export type PromotionKey = [percentOff: number, productId: string];

interface PriceRow {
  product_id: string;
  currency: Currency;
  normal_minor: number;
  reduced_minor: number | null;
  percent_off: number;
  label: string;
  ends_at: string;
}

/** Reads prices as they are at `now`; a promotion that has ended, or has yet to start, is as good as none. */
export function priceStore(db: DatabaseSync, now: () => Date) {
  const columns = `product_id, currency, price.amount_minor AS normal_minor,
    promotion.amount_minor AS reduced_minor, percent_off, label, ends_at`;
  const byIds = db.prepare(`
    SELECT ${columns} FROM price
    LEFT JOIN (SELECT * FROM promotion WHERE starts_at <= :now AND ends_at > :now) AS promotion USING (product_id, currency)
    WHERE currency = :currency AND product_id IN (SELECT value FROM json_each(:ids))`);
  const running = db.prepare(`
    SELECT ${columns} FROM promotion JOIN price USING (product_id, currency)
    WHERE currency = :currency AND starts_at <= :now AND ends_at > :now
      AND (percent_off < :percentOff OR percent_off = :percentOff AND product_id > :productId)
    ORDER BY percent_off DESC, product_id LIMIT :limit`);
  const countRunning = db.prepare(
    'SELECT count(*) AS total FROM promotion WHERE currency = :currency AND starts_at <= :now AND ends_at > :now',
  );
  const time = () => rfc3339(now().getTime());

  return {
    /** The prices of those products that exist. */
    pricesOf(ids: readonly string[], currency: Currency): Price[] {
      const rows = byIds.all({ now: time(), currency, ids: JSON.stringify(ids) });
      return (rows as unknown as PriceRow[]).map(priceOf);
    },

    /** A page of the running promotions, biggest discount first; `next` when there are more. */
    promotions(currency: Currency, limit: number, [percentOff, productId]: PromotionKey = [100, '']) {
      const query = { now: time(), currency, percentOff, productId, limit: limit + 1 };
      const rows = running.all(query) as unknown as PriceRow[];
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      const next: PromotionKey | undefined = last && [last.percent_off, last.product_id];
      const total = Number(countRunning.get({ now: query.now, currency })?.total);
      return { prices: page.map(priceOf), next, total };
    },
  };
}

function priceOf(row: PriceRow): Price {
  const { product_id, currency, normal_minor, reduced_minor, label, ends_at } = row;
  if (reduced_minor === null) return { product_id, currency, amount_minor: normal_minor, promotion: null };
  return {
    product_id,
    currency,
    amount_minor: reduced_minor,
    promotion: { former_amount_minor: normal_minor, label, ends_at },
  };
}
