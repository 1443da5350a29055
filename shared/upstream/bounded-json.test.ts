import { describe, expect, it } from 'vitest';
import { parseBoundedJson, UnboundedJsonError } from './bounded-json.ts';

const MAX_VALUES = 50_000;
const MAX_DEPTH = 100;

/** The body with blanks behind it, which make it long enough to be looked at beforehand. */
const long = (json: string) => Buffer.from(json.padEnd(50_001));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
/** A list, which is a value itself, of so many more. */
const zeros = (count: number) => `[${Array.from({ length: count }, () => '0').join()}]`;
/** An object, a value itself, of so many keys with a value each. */
const keys = (count: number) => `{${Array.from({ length: count }, (_, n) => `"${n}":0`).join()}}`;

describe('a body of JSON', () => {
  it.each([
    ['as many values as there may be', zeros(MAX_VALUES - 1)],
    ['as many keys and values as there may be', keys(MAX_VALUES / 2 - 1)],
    ['as many levels as there may be', nested(MAX_DEPTH)],
    ['lists one after the other, none in another', `[${Array.from({ length: 200 }, () => '[]').join()}]`],
    ['objects one after the other, none in another', `[${Array.from({ length: 200 }, () => '{}').join()}]`],
    ['a text of what stands between values', JSON.stringify({ text: ',:[{'.repeat(20_000) })],
    ['a text with escaped quotes', JSON.stringify({ text: '",[{\\'.repeat(20_000) })],
  ])('is parsed that holds %s', (_what, json) => {
    expect(parseBoundedJson(long(json))).toEqual(JSON.parse(json));
  });

  it.each([
    ['values', zeros(MAX_VALUES), 'holds more than 50000 values'],
    ['keys', keys(MAX_VALUES / 2), 'holds more than 50000 values'],
    ['lists', `[${Array.from({ length: 25_001 }, () => '[]').join()}]`, 'holds more than 50000 values'],
    ['objects', `[${Array.from({ length: 25_001 }, () => '{}').join()}]`, 'holds more than 50000 values'],
    ['lists in each other', nested(MAX_DEPTH + 1), 'is nested deeper than 100'],
    ['objects in each other', '{"":'.repeat(MAX_DEPTH + 1), 'is nested deeper than 100'],
    ['levels behind values', `[${'0,'.repeat(200)}${nested(MAX_DEPTH)}]`, 'is nested deeper than 100'],
    ['values behind a text', `["\\"",${zeros(MAX_VALUES)}]`, 'holds more than 50000 values'],
    ['levels behind a text', `["\\\\",${nested(MAX_DEPTH)}]`, 'is nested deeper than 100'],
  ])('is refused that holds too many %s', (_what, json, reason) => {
    const parse = () => parseBoundedJson(long(json));

    expect(parse).toThrow(UnboundedJsonError);
    expect(parse).toThrow(`the body ${reason}`);
  });

  it('that is short is parsed without a look beforehand', () => {
    expect(parseBoundedJson(Buffer.from(nested(MAX_DEPTH + 1)))).toBeInstanceOf(Array);
  });

  it.each([
    ['not JSON', Buffer.from('{'), SyntaxError],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), TypeError],
  ])('is refused that is %s', (_what, body, kind) => {
    expect(() => parseBoundedJson(body)).toThrow(kind);
  });
});
