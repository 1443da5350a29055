import { z } from 'zod';
import { currencies, type Currency } from '../lib/currency.ts';
import { dateTime, int32, listOf } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import { bulk, get } from '../upstream/endpoint.ts';
import { defaultResilience } from '../resilience/options.ts';

/** Most ids one `GET /prices` accepts. */
const PRICING_MAX_IDS = 100;

const price = z
  .object({
    product_id: z.string(),
    currency: z.enum(currencies),
    amount_minor: int32.nonnegative(),
    promotion: z
      .object({ former_amount_minor: int32.positive(), label: z.string(), ends_at: dateTime })
      .nullable(),
  })
  .transform(({ product_id, currency, amount_minor, promotion }) => ({
    productId: product_id,
    currency,
    amountMinor: amount_minor,
    // A discount that takes nothing off would be a false claim; the price itself is what the shop charges, and stays.
    promotion:
      promotion && promotion.former_amount_minor > amount_minor
        ? {
            formerAmountMinor: promotion.former_amount_minor,
            label: promotion.label,
            endsAt: promotion.ends_at,
          }
        : null,
  }));

const prices = z.object({ prices: listOf(price) });

/** What a product costs now, in one currency, and what it cost before its promotion. */
export type Price = z.output<typeof price>;

/** A price of some minutes ago, said to be one, beats none; the checkout asks again. */
const stale = { maxAgeMs: 600_000 } as const;

/** The pricing service: one price a product and currency, and the promotions that are running. */
export const pricing = defineUpstream({
  name: 'pricing',
  resilience: {
    deadlineMs: 800,
    attemptTimeoutMs: 500,
    breaker: { ...defaultResilience.breaker, slowCallMs: 300 },
  },
  endpoints: {
    /** The prices of the products among the ids that have one. */
    pricesByProductIds: bulk('/prices', {
      parameter: 'product_ids',
      maxIds: PRICING_MAX_IDS,
      query: (currency: Currency) => ({ currency }),
      decode: prices,
      items: (answer) => answer.prices,
      idOf: ({ productId }) => productId,
      idKey: 'product_id',
      stale,
    }),

    /** The first `limit` running promotions, the largest discount first. */
    promotions: get('/promotions', {
      query: ({ currency, limit }: { currency: Currency; limit: number }) => ({ currency, limit }),
      decode: prices,
      value: (answer, { limit }) =>
        answer.prices.filter(({ promotion }) => promotion !== null).slice(0, limit),
      stale,
    }),
  },
});
