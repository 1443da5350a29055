import { z } from 'zod';
import { int32, mapOf, partsOf } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import { bulk } from '../upstream/endpoint.ts';
import { defaultResilience } from '../resilience/options.ts';

/** Most SKUs one `GET /stock` accepts. */
const INVENTORY_MAX_SKUS = 100;

const total = z.object({ available: int32.nonnegative() });
const stock = total.extend({
  warehouses: partsOf(
    z.object({ code: z.string(), city: z.string(), country: z.string(), available: int32.nonnegative() }),
  ),
});

const keyedBySku = <Entry extends z.ZodType>(entry: Entry) => z.object({ stock: mapOf(entry) });

// Made once: a schema compiles itself when it is first used.
const totals = keyedBySku(total);
const stocks = keyedBySku(stock);

/** What is left of one SKU, everywhere together and in each warehouse. */
export type Stock = z.output<typeof stock> & { readonly sku: string };

const withSku = <Entry extends object>({ stock: entries }: { stock: Map<string, Entry> }) =>
  [...entries].map(([sku, entry]) => ({ ...entry, sku }));

/** Stock moves fast: a minute on, what was said of it is a guess. */
const stale = { maxAgeMs: 60_000 } as const;

const bySkus = {
  parameter: 'skus',
  maxIds: INVENTORY_MAX_SKUS,
  stale,
} as const;

/** The inventory service: what is left of each SKU. It answers an object keyed by SKU, never by product. */
export const inventory = defineUpstream({
  name: 'inventory',
  resilience: {
    deadlineMs: 800,
    attemptTimeoutMs: 500,
    breaker: { ...defaultResilience.breaker, slowCallMs: 300 },
  },
  endpoints: {
    /** The stock of those SKUs that exist, by warehouse. */
    stockBySkus: bulk('/stock', {
      ...bySkus,
      query: { view: 'warehouses' },
      decode: stocks,
      items: withSku<z.output<typeof stock>>,
      idOf: ({ sku }) => sku,
    }),

    /** Like `stockBySkus`, without the warehouses. */
    totalsBySkus: bulk('/stock', {
      ...bySkus,
      query: { view: 'total' },
      decode: totals,
      items: withSku<z.output<typeof total>>,
      idOf: ({ sku }) => sku,
    }),
  },
});
