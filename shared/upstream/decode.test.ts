import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { countryCode, decode, DecodeError, int32, listOf, mapOf, pageOf, partsOf, upTo } from './decode.ts';

const product = z.object({ id: z.string(), price: z.object({ minor: z.int() }) });
const good = (id: string) => ({ id, price: { minor: 1 } });

describe('int32', () => {
  it.each([0, -1, 2_147_483_647, -2_147_483_648])('takes %d', (number) => {
    expect(decode(int32, number).answer).toBe(number);
  });

  it.each([2_147_483_648, -2_147_483_649, 0.5, 1e300, '1', null])(
    'refuses %j, which an Int does not hold',
    (value) => {
      expect(() => decode(int32, value)).toThrow(DecodeError);
    },
  );
});

describe('listOf', () => {
  const schema = z.object({ items: listOf(product) });

  it('keeps good items in their order, leaves bad ones out, and says what was wrong', () => {
    const body = { items: [good('a'), null, { id: 'b', price: {} }, good('c'), 'text', { id: 7 }] };

    const { answer, dropped } = decode(schema, body);

    expect(answer.items.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(dropped).toHaveLength(4);
    expect(dropped[0]?.issue).toMatch(/^\(whole\): /);
    expect(dropped[1]?.issue).toMatch(/^price\.minor: /);
  });

  it.each([{}, { items: null }, { items: {} }, { items: 'text' }, [], null, 'text', 5])(
    'does not mend an envelope such as %j',
    (body) => {
      expect(() => decode(schema, body)).toThrow(DecodeError);
    },
  );

  it('takes no fields that nobody asked for', () => {
    const { answer } = decode(schema, { items: [{ ...good('a'), secret: 1 }], more: 2 });

    expect(answer).toEqual({ items: [good('a')] });
  });

  it('may stand inside itself', () => {
    const nested = z.object({ groups: listOf(z.object({ name: z.string(), items: listOf(product) })) });

    const { answer, dropped } = decode(nested, {
      groups: [{ name: 'one', items: [good('a'), {}] }, { name: 2, items: [good('b')] }, { name: 'three' }],
    });

    expect(answer).toEqual({ groups: [{ name: 'one', items: [good('a')] }] });
    expect(dropped.map(({ issue }) => issue.split(':')[0])).toEqual(['id', 'name', 'items']);
  });
});

describe('pageOf', () => {
  const schema = z.object({ items: pageOf(product) });

  it('keeps good items, and tells the places of bad ones', () => {
    const body = { items: [null, good('a'), { id: 'b' }, good('c')] };

    expect(decode(schema, body).answer.items).toEqual({ items: [good('a'), good('c')], leftOut: [0, 2] });
  });

  it('speaks of no places where all items are good', () => {
    expect(decode(schema, { items: [good('a')] }).answer).toEqual({ items: { items: [good('a')] } });
    expect(decode(schema, { items: [] }).answer).toEqual({ items: { items: [] } });
  });

  it('leaves out what belongs to somebody else, and says so', () => {
    const owned = z.object({ items: pageOf(product, ({ id }) => id) });

    const { answer, dropped } = decode(owned, { items: [good('me'), good('you'), { id: 'me' }] }, 'me');

    expect(answer.items).toEqual({ items: [good('me')], leftOut: [1, 2] });
    expect(dropped.map(({ issue }) => issue)).toEqual([
      '(whole): belongs to somebody else',
      expect.stringMatching(/^price: /),
    ]);
    expect(decode(owned, { items: [good('me')] }).answer.items).toEqual({ items: [], leftOut: [0] });
  });

  it('is cut to as many items as were asked for, and left alone where it has no more', () => {
    const page = { items: ['a', 'b', 'c'], leftOut: [1] };

    expect(upTo(2, page)).toEqual({ items: ['a', 'b'], leftOut: [1] });
    expect(upTo(3, page)).toBe(page);
  });
});

describe('partsOf', () => {
  it('takes five hundred parts, and neither more nor one that is bad', () => {
    const parts = partsOf(int32);
    const many = Array.from({ length: 500 }, (_, n) => n);

    expect(decode(parts, many).answer).toEqual(many);
    expect(() => decode(parts, [...many, 500])).toThrow(DecodeError);
    expect(() => decode(parts, [0, '1'])).toThrow(DecodeError);
  });
});

describe('countryCode', () => {
  it('takes two capital letters', () => {
    expect(decode(countryCode, 'DE').answer).toBe('DE');
  });

  it.each(['de', 'D', 'DEU', 'D1', '', ' DE'])('refuses %j', (text) => {
    expect(() => decode(countryCode, text)).toThrow(DecodeError);
  });
});

describe('an item that is left out', () => {
  it('goes by its key, or by the id that it holds, where that is a text', () => {
    const { dropped: ofMap } = decode(mapOf(product), { a: null });
    const { dropped: ofList } = decode(listOf(product), [{ id: 'b' }, { id: 7 }, null, 'text']);

    expect(ofMap.map((item) => item.idBy('id'))).toEqual(['a']);
    expect(ofList.map((item) => item.idBy('id'))).toEqual(['b', undefined, undefined, undefined]);
    expect(ofList.map((item) => item.idBy(undefined))).toEqual(Array(4).fill(undefined));
    expect(decode(listOf(product), [{ undefined: 'c' }]).dropped[0]!.idBy(undefined)).toBeUndefined();
  });

  it('is a part where it lies in another item, and not where it is one of the answer', () => {
    const group = z.object({ name: z.string(), items: listOf(product) });

    const { dropped } = decode(listOf(group), [{ name: 'one', items: [{}] }, { name: 2, items: [{}] }, null]);

    expect(dropped.map(({ isPart }) => isPart)).toEqual([true, false, false]);
  });
});

describe('mapOf', () => {
  const schema = z.object({ stock: mapOf(z.object({ available: z.int() })) });

  it('keeps good entries by their key, and leaves bad ones out', () => {
    const body: unknown = JSON.parse(
      '{"stock":{"a":{"available":1},"b":null,"__proto__":{"available":3},"constructor":{"available":2}}}',
    );

    const { answer, dropped } = decode(schema, body);

    expect(answer.stock.get('a')).toEqual({ available: 1 });
    expect(answer.stock.get('constructor')).toEqual({ available: 2 });
    expect(answer.stock.has('b')).toBe(false);
    expect(answer.stock.has('toString')).toBe(false);
    expect(dropped).toHaveLength(1);
    expect(Object.prototype).not.toHaveProperty('available');
  });

  it.each([{}, { stock: [] }, { stock: null }])('does not mend an envelope such as %j', (body) => {
    expect(() => decode(schema, body)).toThrow(DecodeError);
  });
});

describe('decode', () => {
  it('names the place that does not fit', () => {
    const strict = z.object({ order: z.object({ lines: z.array(product) }) });

    expect(() => decode(strict, { order: { lines: [good('a'), { id: 'b' }] } })).toThrow(
      /^order\.lines\.1\.price: /,
    );
  });

  it('reports the items of one answer only with that answer', () => {
    const schema = z.object({ items: listOf(product), total: z.int() });
    const mixed = { items: [{}, good('a')], total: 1 };

    expect(() => decode(schema, { items: [{}, {}] })).toThrow(DecodeError);
    const first = decode(schema, mixed);
    const second = decode(schema, { items: [good('a')], total: 1 });

    expect(first.dropped).toHaveLength(1);
    expect(second.dropped).toEqual([]);
  });

  it('never quotes what the answer held', () => {
    const schema = z.object({
      items: listOf(z.object({ status: z.enum(['a', 'b']), at: z.url(), n: z.int().max(3) })),
    });

    const { dropped } = decode(schema, {
      items: [
        { status: 's3cr3t' },
        { status: 'a', at: 's3cr3t' },
        { status: 'a', at: 'http://x', n: 's3cr3t' },
      ],
    });

    expect(dropped).toHaveLength(3);
    expect(JSON.stringify(dropped)).not.toContain('s3cr3t');
  });
});
