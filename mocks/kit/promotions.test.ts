import { expect, it } from 'vitest';
import { percentOffOf, promotionOf, reducedMinor, type Promotion } from './promotions.ts';
import { currencies, priceMinor, soldProducts } from './shop.ts';
import { piecesLeft } from './stock.ts';
import { DAY_MS, SEED_NOW } from './time.ts';

const promoted = (now = SEED_NOW) =>
  soldProducts.flatMap((n) => {
    const promotion = promotionOf(n, now);
    return promotion ? [{ n, ...promotion }] : [];
  });
const daysFromNow = (time: string) => (Date.parse(time) - SEED_NOW.getTime()) / DAY_MS;
const isRunning = ({ startsAt, endsAt }: Promotion) => daysFromNow(startsAt) <= 0 && daysFromNow(endsAt) > 0;

it('every promotion takes the percentage that it names off the price in every currency', () => {
  for (const { n, percentOff } of promoted()) {
    const percents = currencies.map((currency) =>
      percentOffOf(priceMinor(n, currency), reducedMinor(n, percentOff, currency)),
    );
    expect(percents, `product ${n}`).toEqual(currencies.map(() => percentOff));
  }
});

it('most promotions run, some have ended and some are yet to start, all within weeks', () => {
  const all = promoted();
  const running = all.filter(isRunning);

  expect(running.length).toBeGreaterThan(60);
  expect(all.filter(({ endsAt }) => daysFromNow(endsAt) < 0).length).toBeGreaterThan(10);
  expect(all.filter(({ startsAt }) => daysFromNow(startsAt) > 0).length).toBeGreaterThan(10);
  for (const { startsAt, endsAt } of all) {
    expect(daysFromNow(endsAt) - daysFromNow(startsAt)).toBeGreaterThanOrEqual(3);
    expect(daysFromNow(endsAt) - daysFromNow(startsAt)).toBeLessThanOrEqual(50);
    expect(Math.abs(daysFromNow(endsAt))).toBeLessThanOrEqual(28);
  }
});

it('promotions move with the moment that the shop is seen from', () => {
  const later = new Date(SEED_NOW.getTime() + 365 * DAY_MS);

  expect(promoted(later).map(({ n, endsAt }) => [n, Date.parse(endsAt)])).toEqual(
    promoted().map(({ n, endsAt }) => [n, Date.parse(endsAt) + 365 * DAY_MS]),
  );
});

it('exactly the promoted products with few pieces left are sold off as the last ones', () => {
  const pieces = promoted().map(({ n, label }) => ({ label, left: piecesLeft(n) }));
  const lefts = (isLast: boolean) =>
    pieces.filter(({ label }) => (label === 'Last pieces') === isLast).map(({ left }) => left);

  expect(lefts(true).length).toBeGreaterThan(3);
  expect(lefts(true).every((left) => left >= 1 && left <= 3)).toBe(true);
  expect(lefts(false).every((left) => left === 0 || left > 3)).toBe(true);
});
