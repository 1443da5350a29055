import { describe, expect, it } from 'vitest';
import type { Currency } from './currency.ts';
import { formatMoney, fractionDigits, parseDecimalMoney } from './money.ts';

describe('formatMoney', () => {
  it.each<[string, Currency, string]>([
    ['en', 'EUR', '€12,345.67'],
    ['en', 'USD', '$12,345.67'],
    ['en', 'JPY', '¥1,234,567'],
    ['en', 'KRW', '₩1,234,567'],
    ['de', 'EUR', '12.345,67\u00a0€'],
    ['de', 'USD', '12.345,67\u00a0$'],
    ['de', 'JPY', '1.234.567\u00a0¥'],
    ['de', 'KRW', '1.234.567\u00a0₩'],
    ['ja', 'EUR', '€12,345.67'],
    ['ja', 'USD', '$12,345.67'],
    ['ja', 'JPY', '￥1,234,567'],
    ['ja', 'KRW', '₩1,234,567'],
    ['ko', 'EUR', '€12,345.67'],
    ['ko', 'USD', 'US$12,345.67'],
    ['ko', 'JPY', 'JP¥1,234,567'],
    ['ko', 'KRW', '₩1,234,567'],
    // Where the bare symbol stands for another currency.
    ['en-CA', 'USD', 'US$12,345.67'],
    ['zh-CN', 'JPY', 'JP¥1,234,567'],
  ])('writes 1234567 minor units as a person of %s writes %s', (locale, currency, expected) => {
    expect(formatMoney(1_234_567, currency, locale)).toBe(expected);
  });

  it.each([
    [0, '€0.00'],
    [1, '€0.01'],
    [10, '€0.10'],
    [-1290, '-€12.90'],
    [999_999_999_999_99, '€999,999,999,999.99'],
  ])('writes %d cents as %s', (minor, expected) => {
    expect(formatMoney(minor, 'EUR', 'en')).toBe(expected);
  });
});

it.each<[Currency, number]>([
  ['EUR', 2],
  ['USD', 2],
  ['JPY', 0],
  ['KRW', 0],
])('money knows that %s has %d decimals', (currency, digits) => {
  expect(fractionDigits(currency)).toBe(digits);
});

describe('parseDecimalMoney', () => {
  it.each<[string, Currency, number]>([
    ['12.90', 'EUR', 1290],
    ['12.9', 'EUR', 1290],
    ['12', 'USD', 1200],
    ['0.07', 'USD', 7],
    ['007.10', 'USD', 710],
    ['-3.50', 'EUR', -350],
    ['12900', 'KRW', 12900],
    ['12900', 'JPY', 12900],
    // 100 times 1.15, 4.35 and 1.005 are off by a hair as floats.
    ['1.15', 'EUR', 115],
    ['4.35', 'EUR', 435],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', 'JPY', -Number.MAX_SAFE_INTEGER],
  ])('reads "%s" %s as %d minor units', (text, currency, minor) => {
    expect(parseDecimalMoney(text, currency)).toBe(minor);
  });

  it('reads minus nothing as nothing', () => {
    expect(formatMoney(parseDecimalMoney('-0.00', 'EUR'), 'EUR', 'en')).toBe('€0.00');
  });

  it.each(['90071992547409.92', '9'.repeat(400), '9'.repeat(100_000)])(
    'refuses %.20s… rather than round it',
    (text) => {
      expect(() => parseDecimalMoney(text, 'EUR')).toThrow(RangeError);
    },
  );

  it.each([
    '',
    ' ',
    '.',
    '-',
    '.5',
    '5.',
    '1.234',
    '1,50',
    '1.000,50',
    '1e3',
    '0x10',
    '+1',
    '--1',
    '- 1',
    ' 1',
    '1\n',
    '1.5\n',
    'NaN',
    'Infinity',
    '1_000',
    '１２',
    '1.2.3',
    '12€',
  ])('refuses %j', (text) => {
    expect(() => parseDecimalMoney(text, 'EUR')).toThrow(RangeError);
  });

  it.each<Currency>(['JPY', 'KRW'])('refuses decimals of %s, which has none', (currency) => {
    expect(() => parseDecimalMoney('1.0', currency)).toThrow(RangeError);
  });

  it('names the amount in its error, and never the whole of an endless one', () => {
    expect(() => parseDecimalMoney('12.345', 'EUR')).toThrow('"12.345" is not an amount of EUR');
    expect(() => parseDecimalMoney('x'.repeat(1_000_000), 'EUR')).toThrow(/^.{1,80}$/);
  });
});
