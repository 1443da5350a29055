import { z } from 'zod';
import { currencies, type Currency } from '../lib/currency.ts';
import { dateTime, listOf } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import type { RequestScope } from '../upstream/scope.ts';

/** Most ids one `GET /prices` accepts. */
export const PRICING_MAX_IDS = 100;

const price = z
  .object({
    product_id: z.string(),
    currency: z.enum(currencies),
    amount_minor: z.int().nonnegative(),
    promotion: z
      .object({ former_amount_minor: z.int().positive(), label: z.string(), ends_at: dateTime })
      .nullable(),
  })
  .transform(({ product_id, currency, amount_minor, promotion }) => ({
    productId: product_id,
    currency,
    amountMinor: amount_minor,
    promotion: promotion && {
      formerAmountMinor: promotion.former_amount_minor,
      label: promotion.label,
      endsAt: promotion.ends_at,
    },
  }));

const prices = z.object({ prices: listOf(price) });
const promotions = z.object({ prices: listOf(price), next_cursor: z.string().nullable(), total: z.number() });

/** What a product costs now, in one currency, and what it cost before its promotion. */
export type Price = z.output<typeof price>;

/** The pricing service: one price a product and currency, and the promotions that are running. */
export const pricing = defineUpstream({
  name: 'pricing',
  resilience: { deadlineMs: 700, attemptTimeoutMs: 500 },
  endpoints: (http) => ({
    /** The prices of the products among `ids` that have one, in any order. At most {@link PRICING_MAX_IDS}. */
    pricesByProductIds: (
      scope: RequestScope,
      ids: readonly string[],
      currency: Currency,
    ): Promise<readonly Price[]> =>
      http
        .get(scope, '/prices', { query: { product_ids: ids.join(','), currency }, decode: prices })
        .then((answer) => answer.prices),

    /** The first `limit` running promotions, the largest discount first. */
    promotions: (
      scope: RequestScope,
      { currency, limit }: { currency: Currency; limit: number },
    ): Promise<readonly Price[]> =>
      http
        .get(scope, '/promotions', { query: { currency, limit }, decode: promotions })
        .then((answer) => answer.prices),
  }),
});
