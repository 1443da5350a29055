import { random, type Random } from './random.ts';
import { priceMinor, type Currency } from './shop.ts';
import { piecesLeft } from './stock.ts';
import { DAY_MS, rfc3339 } from './time.ts';

/** Share of the products that have a promotion: one that has ended, is running or is planned. */
const PROMOTED_RATIO = 0.08;

/** A product with so many pieces left, all variants together, is sold off as "Last pieces"; no other one is. */
const LAST_PIECES = 3;
const LABELS = ['Season sale', 'Offer of the week', 'Price drop', 'Members’ favourite'];

/** A reduced price is a multiple of the first of these many minor units that keeps the percentage as it is said. */
const steps: Readonly<Record<Currency, readonly number[]>> = {
  EUR: [10, 5, 1],
  USD: [10, 5, 1],
  JPY: [10, 1],
  KRW: [100, 10],
};

/** A product's price, reduced for some days or weeks. */
export interface Promotion {
  /** By how much, in whole percent, the same in every currency: what remains when it is worked out and rounded down. */
  readonly percentOff: number;
  readonly label: string;
  /** RFC 3339 in UTC. It runs from the first moment on and until right before the second. */
  readonly startsAt: string;
  readonly endsAt: string;
}

/** The one promotion of product `n` in the shop as it is at `now`, be it over, running or yet to come. */
export function promotionOf(n: number, now: Date): Promotion | undefined {
  const draw = random(`promotion:${n}`);
  if (!draw.chance(PROMOTED_RATIO)) return undefined;

  const percentOff = draw.pick([10, 15, 20, 25, 30, 40]);
  const [startDay, endDay] = runOf(draw);
  const label = draw.pick(LABELS);
  const pieces = piecesLeft(n);
  return {
    percentOff,
    label: pieces > 0 && pieces <= LAST_PIECES ? 'Last pieces' : label,
    startsAt: rfc3339(now.getTime() + startDay * DAY_MS),
    endsAt: rfc3339(now.getTime() + endDay * DAY_MS),
  };
}

/** What product `n` costs while it is reduced by `percentOff`, in `currency`'s minor unit. */
export function reducedMinor(n: number, percentOff: number, currency: Currency): number {
  const fullMinor = priceMinor(n, currency);
  const mostMinor = Math.floor((fullMinor * (100 - percentOff)) / 100);
  const candidates = steps[currency].map((step) => mostMinor - (mostMinor % step));
  const reduced = candidates.find((minor) => percentOffOf(fullMinor, minor) === percentOff);
  if (reduced === undefined)
    throw new Error(`No price of product ${n} in ${currency} is ${percentOff} % off.`);
  return reduced;
}

/** The percentage that a shopper is told: whole, and rounded down so that it never promises too much. */
export const percentOffOf = (fullMinor: number, reducedMinor: number): number =>
  Math.floor(((fullMinor - reducedMinor) * 100) / fullMinor);

/** The first and the last day of a promotion, counted from now: most are running. */
function runOf(draw: Random): readonly [startDay: number, endDay: number] {
  const state = draw.weighted([
    ['ended', 15],
    ['running', 70],
    ['planned', 15],
  ] as const);
  switch (state) {
    case 'ended':
      return [draw.int(-50, -30), draw.int(-20, -2)];
    case 'running':
      return [draw.int(-20, -1), draw.int(2, 21)];
    case 'planned':
      return [draw.int(1, 7), draw.int(10, 28)];
  }
}
