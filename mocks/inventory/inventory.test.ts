import { beforeEach, describe, expect, it } from 'vitest';
import { productId } from '../kit/shop.ts';
import { testMock } from '../kit/test-mock.ts';
import { inventory } from './main.ts';
import type { Line, Reservation } from './reservation-store.ts';
import type { Stock } from './stock-store.ts';

let now: Date;
const { ask, read } = testMock(inventory, () => now);

// Each test begins a day later, when nothing is reserved any more.
beforeEach(() => (now = new Date((now ?? new Date('2026-11-01T12:00:00Z')).getTime() + 86_400_000)));

async function stockOf(skus: string, view = 'warehouses'): Promise<Record<string, Stock>> {
  return (await read<{ stock: Record<string, Stock> }>(`/stock?skus=${skus}&view=${view}`)).stock;
}
async function availableOf(sku: string): Promise<number> {
  return (await stockOf(sku))[sku]?.available ?? Number.NaN;
}
function reserve(lines: Line[], key?: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) };
  return ask(`/reservations`, { method: 'POST', headers, body: JSON.stringify({ lines }) });
}
async function reserved(lines: Line[], key?: string): Promise<Reservation> {
  const response = await reserve(lines, key);
  expect(response.status).toBe(201);
  return response.json() as Promise<Reservation>;
}
const release = (id: string) => ask(`/reservations/${id}`, { method: 'DELETE' });

/** A SKU with at least ten pieces, spread over warehouses. */
async function plentiful(): Promise<string> {
  const first = Array.from({ length: 100 }, (_, n) => `${productId(n + 1)}-1`);
  const stock = await stockOf(first.join(','));
  const [sku] = Object.entries(stock).find(([, { available }]) => available >= 10 && available <= 40) ?? [];
  return sku ?? expect.unreachable('every SKU is short');
}

describe('stock', () => {
  it('is keyed by SKU, in no order, without the unknown ones', async () => {
    const stock = await stockOf('p-0001-1,p-0002-1,p-0003-1,p-0001-1,p-0001-9');

    expect(Object.keys(stock).toSorted()).toEqual(['p-0001-1', 'p-0002-1', 'p-0003-1']);
    expect(Object.keys(stock)).not.toEqual(['p-0001-1', 'p-0002-1', 'p-0003-1']);
  });

  it('adds up over its warehouses, which the total leaves out', async () => {
    const sku = await plentiful();
    const { available = 0, warehouses = [] } = (await stockOf(sku))[sku] ?? {};

    expect(warehouses.length).toBeGreaterThanOrEqual(3);
    expect(warehouses.reduce((sum, warehouse) => sum + warehouse.available, 0)).toBe(available);
    expect(await stockOf(sku, 'total')).toEqual({ [sku]: { available } });
  });

  it('is out here and there, and low in more places', async () => {
    const skus = Array.from({ length: 100 }, (_, n) => `${productId(n + 1)}-1`);
    const levels = Object.values(await stockOf(skus.join(','), 'total')).map(({ available }) => available);

    expect(levels.filter((available) => available === 0).length).toBeGreaterThan(4);
    expect(levels.filter((available) => available > 0 && available <= 3).length).toBeGreaterThan(8);
  });
});

describe('a reservation', () => {
  it('takes its pieces out of the stock, and gives them back once', async () => {
    const sku = await plentiful();
    const before = await stockOf(sku);
    const { id, ...others } = await reserved([{ sku, quantity: 9 }]);

    expect(others).toEqual({
      status: 'held',
      lines: [{ sku, quantity: 9 }],
      expiresAt: new Date(now.getTime() + 900_000).toISOString(),
    });
    expect(await availableOf(sku)).toBe((before[sku]?.available ?? 0) - 9);

    expect((await release(id)).status).toBe(204);
    expect(await stockOf(sku)).toEqual(before);
    expect((await release(id)).status).toBe(404);
    expect((await release('r-none')).status).toBe(404);
  });

  it('is refused as a whole when any line is short, and says which', async () => {
    const sku = await plentiful();
    const before = await availableOf(sku);
    const response = await reserve([
      { sku, quantity: 1 },
      { sku, quantity: before },
      { sku: 'p-0001-9', quantity: 1 },
    ]);

    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      detail: `There is not enough stock of ${sku}, p-0001-9.`,
      errors: [{ pointer: '/lines/1/sku' }, { pointer: '/lines/2/sku' }],
    });
    expect(await availableOf(sku)).toBe(before);
  });

  it('expires after a quarter of an hour', async () => {
    const sku = await plentiful();
    const before = await availableOf(sku);
    const { id } = await reserved([{ sku, quantity: 2 }]);

    now = new Date(now.getTime() + 15 * 60_000);

    expect(await availableOf(sku)).toBe(before);
    expect((await release(id)).status).toBe(404);
  });

  it('is made once for a key, however often it is asked for', async () => {
    const sku = await plentiful();
    const before = await availableOf(sku);
    const first = await reserved([{ sku, quantity: 2 }], 'key-1');

    expect(await reserved([{ sku, quantity: 2 }], 'key-1')).toEqual(first);
    expect(await availableOf(sku)).toBe(before - 2);
    expect((await reserve([{ sku, quantity: 3 }], 'key-1')).status).toBe(422);
  });

  it('that failed does not use its key up', async () => {
    const sku = await plentiful();
    const other = await reserved([{ sku, quantity: await availableOf(sku) }]);
    expect((await reserve([{ sku, quantity: 1 }], 'key-2')).status).toBe(409);

    await release(other.id);

    await reserved([{ sku, quantity: 1 }], 'key-2');
  });

  it.each([
    ['no line', []],
    ['a hundred pieces', [{ sku: 'p-0001-1', quantity: 100 }]],
    ['no piece', [{ sku: 'p-0001-1', quantity: 0 }]],
  ])('of %s is not valid', async (_case, lines) => {
    expect((await reserve(lines)).status).toBe(400);
  });
});
