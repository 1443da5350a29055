import { random, type Random } from './random.ts';
import { skusOf } from './shop.ts';

/** Where the shop keeps its goods: code, city and country (ISO 3166 alpha-2). */
export const warehouses = [
  ['BER', 'Berlin', 'DE'],
  ['ROT', 'Rotterdam', 'NL'],
  ['LYO', 'Lyon', 'FR'],
  ['MAD', 'Madrid', 'ES'],
] as const;

/** How many pieces of a SKU lie in each of three or four warehouses; some SKUs are sold out and some nearly so. */
export function stockOf(sku: string): { readonly code: string; readonly pieces: number }[] {
  const draw = random(`stock:${sku}`);
  const codes = draw.shuffle(warehouses.map(([code]) => code)).slice(draw.int(0, 1));
  const parts = spread(totalOf(draw), codes.length, draw);
  return codes.map((code, index) => ({ code, pieces: parts[index] ?? 0 }));
}

/** How many pieces of all variants of product `n` are left together. */
export const piecesLeft = (n: number): number =>
  skusOf(n)
    .flatMap(stockOf)
    .reduce((sum, { pieces }) => sum + pieces, 0);

function totalOf(draw: Random): number {
  const level = draw.weighted([
    ['none', 12],
    ['last', 18],
    ['few', 25],
    ['many', 45],
  ] as const);
  const [min, max] = { none: [0, 0], last: [1, 3], few: [4, 25], many: [26, 320] }[level] as [number, number];
  return draw.int(min, max);
}

/** Splits `total` into `parts` uneven whole numbers. */
function spread(total: number, parts: number, draw: Random): number[] {
  if (parts === 1) return [total];
  const first = draw.int(0, total);
  return [first, ...spread(total - first, parts - 1, draw)];
}
