import type { Stock } from '../shared/upstreams/inventory.ts';

/** What `Stock` is made from: of one SKU, or of several. */
export type StockLevel = Omit<Stock, 'sku'>;

/**
 * What all variants of a product have left together; null where the warehouses do not know every one of them: part of
 * a sum would pass for the last ones, and nothing of some for nothing at all.
 */
export function stockOfAll(skus: readonly string[], known: readonly Stock[]): StockLevel | null {
  return known.length === 0 || known.length < skus.length ? null : addStocks(known);
}

/** What several SKUs have left together, by warehouse. */
function addStocks(stocks: readonly StockLevel[]): StockLevel {
  const byCode = Map.groupBy(
    stocks.flatMap(({ warehouses }) => warehouses),
    ({ code }) => code,
  );
  const sum = (parts: readonly { available: number }[]) =>
    parts.reduce((total, { available }) => total + available, 0);
  return {
    available: sum(stocks),
    warehouses: [...byCode.values()].map((parts) => ({ ...parts[0]!, available: sum(parts) })),
  };
}
