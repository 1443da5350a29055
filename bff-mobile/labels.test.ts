import { describe, expect, it } from 'vitest';
import { formatDate } from './intl.ts';
import {
  deliveryLabel,
  itemCountLabel,
  quantityLabel,
  ratingLabel,
  stockLabel,
  stockStatus,
} from './labels.ts';
import { messagesFor } from './messages/index.ts';

describe('stock', () => {
  it.each([
    [0, 'SOLD_OUT', 'Sold out'],
    [1, 'FEW_LEFT', 'Only 1 left'],
    [3, 'FEW_LEFT', 'Only 3 left'],
    [4, 'IN_STOCK', 'In stock'],
  ])('of %i is %s and reads "%s"', (units, status, label) => {
    expect(stockStatus(units)).toBe(status);
    expect(stockLabel(units, 'en')).toBe(label);
  });

  it.each([
    ['de', 'Nur noch 2 verfügbar'],
    ['fr', 'Plus que 2 disponibles'],
    ['es', 'Solo quedan 2'],
    ['ja', '残り2点'],
    ['ko', '2개 남음'],
    ['nl', 'Nog maar 2 beschikbaar'],
  ])('is told in %s', (locale, label) => {
    expect(stockLabel(2, locale)).toBe(label);
  });
});

describe('a rating', () => {
  it.each([
    ['en', 4.3, 1204, '4.3 · 1,204 ratings'],
    ['en', 5, 1, '5.0 · 1 rating'],
    ['de', 4.3, 1204, '4,3 · 1.204 Bewertungen'],
    ['de', 4, 1, '4,0 · 1 Bewertung'],
    ['es', 3.5, 1, '3,5 · 1 valoración'],
    ['ja', 4.3, 12, '4.3 · 評価12件'],
    ['ko', 4.3, 12, '4.3 · 평점 12개'],
  ])('in %s of %d by %i reads "%s"', (locale, average, count, label) => {
    expect(ratingLabel({ average, count }, locale)).toBe(label);
  });
});

describe('a delivery', () => {
  it.each([
    [48, 72, 'Arrives in 2–3 days'],
    [30, 50, 'Arrives in 2–3 days'],
    [48, 48, 'Arrives in 2 days'],
    [0, 20, 'Arrives in 1 day'],
    [6, 36, 'Arrives in 1–2 days'],
    [72, 48, 'Arrives in 3 days'],
  ])('of %i to %i hours reads "%s"', (minimumHours, maximumHours, label) => {
    expect(deliveryLabel({ minimumHours, maximumHours }, 'en')).toBe(label);
  });

  it.each([
    ['de', 'Lieferung in 2–3 Tagen'],
    ['fr', 'Livraison en 2–3 jours'],
    ['es', 'Llega en 2-3 días'],
    ['ja', '2～3日でお届け'],
    ['ko', '2~3일 이내 도착'],
    ['nl', 'Bezorgd binnen 2-3 dagen'],
  ])('is promised in %s', (locale, label) => {
    expect(deliveryLabel({ minimumHours: 48, maximumHours: 72 }, locale)).toBe(label);
  });
});

describe('a number of items', () => {
  it.each([
    ['en', 1, '1 item'],
    ['en', 3, '3 items'],
    ['fr', 0, '0 article'],
    ['fr', 2, '2 articles'],
    ['de', 1, '1 Artikel'],
    ['ko', 3, '상품 3개'],
    ['nl', 1, '1 artikel'],
  ])('in %s: %i reads "%s"', (locale, count, label) => {
    expect(itemCountLabel(count, locale)).toBe(label);
  });
});

describe('a language', () => {
  it('holds in every region', () => {
    expect(quantityLabel(2, 'de-AT')).toBe('Menge: 2');
    expect(messagesFor('ja-JP').free).toBe('無料');
  });
});

it.each([
  ['en', 'Mar 1, 2026'],
  ['de', '01.03.2026'],
  ['fr', '1 mars 2026'],
  ['es', '1 mar 2026'],
  ['ja', '2026/03/01'],
  ['ko', '2026. 3. 1.'],
])('a date in %s is written as "%s"', (locale, label) => {
  expect(formatDate('2026-03-01T12:00:00Z', locale, 'UTC')).toBe(label);
});

it.each([
  ['UTC', 'Mar 1, 2026'],
  ['America/Los_Angeles', 'Mar 1, 2026'],
  ['Asia/Tokyo', 'Mar 2, 2026'],
  // In turn, since formats are kept by zone.
  ['UTC', 'Mar 1, 2026'],
])('a date is the day that it is in %s', (timeZone, label) => {
  expect(formatDate('2026-03-01T23:59:59Z', 'en', timeZone)).toBe(label);
});
