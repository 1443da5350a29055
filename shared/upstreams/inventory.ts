import { z } from 'zod';
import { mapOf } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import type { RequestScope } from '../upstream/scope.ts';

/** Most SKUs one `GET /stock` accepts. */
export const INVENTORY_MAX_SKUS = 100;

const total = z.object({ available: z.int().nonnegative() });
const stock = total.extend({
  warehouses: z.array(
    z.object({ code: z.string(), city: z.string(), country: z.string(), available: z.int().nonnegative() }),
  ),
});

const keyedBySku = <Entry extends z.ZodType>(entry: Entry) => z.object({ stock: mapOf(entry) });

/** What is left of one SKU, everywhere together. */
export type StockTotal = z.output<typeof total> & { readonly sku: string };
/** What is left of one SKU, everywhere together and in each warehouse. */
export type Stock = z.output<typeof stock> & { readonly sku: string };

const withSku = <Entry extends object>({ stock: entries }: { stock: Map<string, Entry> }) =>
  [...entries].map(([sku, entry]) => ({ ...entry, sku }));

/** The inventory service: what is left of each SKU. It answers an object keyed by SKU, never by product. */
export const inventory = defineUpstream({
  name: 'inventory',
  resilience: { deadlineMs: 700, attemptTimeoutMs: 500 },
  endpoints: (http) => ({
    /** The stock of those `skus` that exist, in any order, by warehouse. At most {@link INVENTORY_MAX_SKUS}. */
    stockBySkus: (scope: RequestScope, skus: readonly string[]): Promise<readonly Stock[]> =>
      http
        .get(scope, '/stock', {
          query: { skus: skus.join(','), view: 'warehouses' },
          decode: keyedBySku(stock),
        })
        .then(withSku),

    /** Like `stockBySkus`, without the warehouses. */
    totalsBySkus: (scope: RequestScope, skus: readonly string[]): Promise<readonly StockTotal[]> =>
      http
        .get(scope, '/stock', { query: { skus: skus.join(','), view: 'total' }, decode: keyedBySku(total) })
        .then(withSku),
  }),
});
