import type { Stock } from '../../../shared/upstreams/inventory.ts';

/** What `Stock` is made from: of one SKU, or of several. */
export type StockLevel = Omit<Stock, 'sku'>;

/** What several SKUs have left together, by warehouse. */
export function addStocks(stocks: readonly StockLevel[]): StockLevel {
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
