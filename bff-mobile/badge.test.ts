import { expect, it } from 'vitest';
import { badgeOf } from './badge.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const later = '2026-06-01T12:00:01Z';
const plain = { onPromotion: false, unitsLeft: 50, newUntil: null };

it.each([
  ['nothing to an ordinary product', plain, null],
  ['SALE while on promotion', { ...plain, onPromotion: true }, 'SALE'],
  ['LAST_ONES at three left', { ...plain, unitsLeft: 3 }, 'LAST_ONES'],
  ['LAST_ONES at one left', { ...plain, unitsLeft: 1 }, 'LAST_ONES'],
  ['nothing at four left', { ...plain, unitsLeft: 4 }, null],
  ['nothing to what is sold out', { ...plain, unitsLeft: 0 }, null],
  ['NEW while it is new', { ...plain, newUntil: later }, 'NEW'],
  ['nothing from the moment it stops being new', { ...plain, newUntil: '2026-06-01T12:00:00Z' }, null],
  ['NEW to what is new and sold out', { ...plain, unitsLeft: 0, newUntil: later }, 'NEW'],
  ['SALE before LAST_ONES and NEW', { onPromotion: true, unitsLeft: 2, newUntil: later }, 'SALE'],
  ['LAST_ONES before NEW', { ...plain, unitsLeft: 2, newUntil: later }, 'LAST_ONES'],
  ['LAST_ONES when the price is unknown', { ...plain, onPromotion: null, unitsLeft: 2 }, 'LAST_ONES'],
  ['NEW when the stock is unknown', { ...plain, unitsLeft: null, newUntil: later }, 'NEW'],
  ['nothing when nothing is known', { onPromotion: null, unitsLeft: null, newUntil: null }, null],
  ['nothing for a date that is none', { ...plain, newUntil: 'soon' }, null],
])('the badge gives %s', (_what, facts, badge) => {
  expect(badgeOf(facts, now)).toBe(badge);
});
