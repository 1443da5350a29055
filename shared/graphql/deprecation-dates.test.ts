import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { passedDeprecations, undatedDeprecations } from './deprecation-dates.ts';

describe('a deprecation', () => {
  const withReason = (directive: string) =>
    undatedDeprecations(buildSchema(`type Query { old(first: Int): Int ${directive} new: Int }`));

  it('is well with a reason and a date', () => {
    expect(withReason('@deprecated(reason: "Use new. Removed after 2027-03-31.")')).toEqual([]);
  });

  it.each(['@deprecated', '@deprecated(reason: " ")'])('needs a reason: %s', (directive) => {
    expect(withReason(directive)).toEqual(['Query.old is deprecated without a reason']);
  });

  it.each([
    'Use new.',
    'Removed after March 2027.',
    'Removed after 2027-02-30.',
    'Removed after 12027-02-03.',
  ])('needs a date that there is: %s', (reason) => {
    expect(withReason(`@deprecated(reason: "${reason}")`)).toEqual([
      `Query.old is deprecated without a removal date (YYYY-MM-DD): ${reason}`,
    ]);
  });

  it('needs both on arguments and enum values, too', () => {
    const schema = buildSchema(
      'type Query { a(first: Int @deprecated): Sort } enum Sort { NEW OLD @deprecated(reason: "No.") }',
    );

    expect(undatedDeprecations(schema)).toEqual([
      'Query.a(first:) is deprecated without a reason',
      'Sort.OLD is deprecated without a removal date (YYYY-MM-DD): No.',
    ]);
  });
});

describe('a deprecation whose date has passed', () => {
  const schema = buildSchema(`type Query {
    a: Int @deprecated(reason: "Use c. Removed after 2027-03-31.")
    b: Int @deprecated(reason: "Use c. Removed after 2027-06-30.")
    c: Int
  }`);
  const passed = (today: string, text = '{ c }') =>
    passedDeprecations(schema, [{ by: 'bff-mobile 5.3.0', name: 'Home', text }], today);

  it('is one from the day after', () => {
    expect(passed('2027-03-31')).toEqual([]);
    expect(passed('2027-04-01')).toEqual([{ coordinate: 'Query.a', lastDay: '2027-03-31', usedBy: [] }]);
    expect(passed('2027-07-01').map(({ coordinate }) => coordinate)).toEqual(['Query.a', 'Query.b']);
  });

  it('names who still asks for it', () => {
    expect(passed('2027-04-01', '{ a b }')).toEqual([
      { coordinate: 'Query.a', lastDay: '2027-03-31', usedBy: ['bff-mobile 5.3.0: Home'] },
    ]);
  });
});
