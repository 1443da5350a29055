import type { DatabaseSync } from 'node:sqlite';

/** The pieces of one SKU that can be promised: in all, and where they are. */
export interface Stock {
  available: number;
  warehouses: { code: string; city: string; country: string; available: number }[];
}

/** Reads what is available. */
export function stockStore(db: DatabaseSync) {
  const bySkus = db.prepare(`
    SELECT sku, sum(available) AS available, json_group_array(json_object(
      'code', code, 'city', city, 'country', country, 'available', available) ORDER BY code) AS warehouses
    FROM stock JOIN warehouse ON code = warehouse
    WHERE sku IN (SELECT value FROM json_each(?)) GROUP BY sku`);

  return {
    /** The stock of those SKUs that exist. */
    stockOf(skus: readonly string[]): [sku: string, Stock][] {
      return bySkus.all(JSON.stringify(skus)).map(({ sku, available, warehouses }) => [
        String(sku),
        {
          available: Number(available),
          warehouses: JSON.parse(String(warehouses)) as Stock['warehouses'],
        },
      ]);
    },
  };
}
