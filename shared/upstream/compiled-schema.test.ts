import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { compile, firstMisfit, unfit } from './compiled-schema.ts';
import { dateTime, int32 } from './decode.ts';
import { runs } from '../../test/long-form.ts';

/** Every kind of schema that services are read with, and some that are left to zod. */
const schemas = {
  text: z.string(),
  pattern: z.string().regex(/^a+$/),
  moment: dateTime,
  whole: int32,
  safe: z.int(),
  unsigned: z.uint32(),
  positive: int32.positive(),
  stars: z.int().min(1).max(5),
  share: z.number().min(0).max(1),
  flag: z.boolean(),
  anything: z.unknown(),
  choice: z.enum(['a', 'b']),
  literal: z.literal('a'),
  perhaps: z.string().nullable(),
  list: z.array(int32).min(1),
  object: z.object({ a: z.string(), b: z.object({ c: int32 }) }),
  withAnything: z.object({ a: z.unknown() }),
  optional: z.object({ a: z.string().optional() }),
  strict: z.strictObject({ a: z.string() }),
  record: z.record(z.string(), int32),
  recordOfAnything: z.record(z.string(), z.unknown()),
  short: z.array(z.unknown()).max(1),
  piped: z
    .string()
    .pipe(z.enum(['a', 'b']))
    .nullable(),
  refined: z.array(int32).refine((list) => list.length < 3),
  union: z.union([z.string(), int32]),
  transformed: z.object({ a: int32, b: z.array(int32) }).transform(({ a, b }) => ({ sum: a + b.length })),
  nested: z.object({ list: z.array(z.object({ a: int32 }).transform(({ a }) => a * 2)), b: z.string() }),
  judging: z.object({ a: int32 }).transform(({ a }, context) => {
    if (a > 2) context.addIssue('too much');
    return a;
  }),
  email: z.email(),
} satisfies Record<string, z.ZodType>;

/** Values that come close to fitting: the keys and leaves of the schemas above, put together anyhow. */
const leaf = fc.constantFrom<unknown>(
  'a', 'b', 'aaa', '', 'a@example.net', '2026-05-01T10:00:00Z', '2026-05-01', 0, 1, 2, 3, 1.5, -1, 2 ** 31, 2 ** 40, 2 ** 53,
  NaN, Infinity, true, null, undefined,
); // prettier-ignore
const { value: nearly } = fc.letrec<{ value: unknown; list: unknown; object: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'list', 'extra', '__proto__'), tie('value')),
}));

/** Compiled for one test: what has been compiled is kept, so that the next one would not go through it again. */
const anew = (schema: z.ZodType) => schema.clone();

describe.each(Object.entries(schemas))('%s', (_name, original: z.ZodType) => {
  it('is read as zod reads it, or left to zod', () => {
    const schema = anew(original);
    fc.assert(
      fc.property(nearly, (value) => {
        const expected = schema.safeParse(structuredClone(value));

        const read = compile(schema)(structuredClone(value));

        if (read !== unfit) expect({ success: true, data: read }).toEqual(expected);
      }),
      runs(500),
    );
  });

  it('finds no fault with JSON in which zod finds none, and else one that zod finds too', () => {
    const schema = anew(original);
    fc.assert(
      fc.property(nearly, (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value ?? null));
        const { error } = schema.safeParse(json);

        const fits = compile(schema)(json) !== unfit;

        expect(fits).toBe(error === undefined);
        if (error) {
          const { path, message } = firstMisfit(schema, json);
          expect(error.issues).toContainEqual(expect.objectContaining({ path, message }));
        }
      }),
      runs(500),
    );
  });
});

it.each<[keyof typeof schemas, unknown]>([
  ['text', 'a'],
  ['pattern', 'aaa'],
  ['moment', '2026-05-01T10:00:00+02:00'],
  ['whole', -(2 ** 31)],
  ['safe', 2 ** 40],
  ['positive', 2 ** 31 - 1],
  ['stars', 5],
  ['share', 0.5],
  ['flag', false],
  ['choice', 'b'],
  ['literal', 'a'],
  ['perhaps', null],
  ['list', [1, 2]],
  ['object', { a: 'a', b: { c: 1, extra: 1 }, extra: 1 }],
  ['withAnything', { a: null }],
  ['record', { a: 1 }],
  ['refined', [1]],
  ['transformed', { a: 1, b: [1] }],
  ['nested', { list: [{ a: 1 }], b: 'b' }],
])('%s that fits is not left to be read twice', (name, value) => {
  expect(compile(anew(schemas[name]))(value)).not.toBe(unfit);
});

it('a compiled schema leaves unknown keys out, and copies nothing else', () => {
  const inner = { c: 1 };
  const known = { a: 'a', b: inner };

  expect(compile(schemas.object)(known)).toBe(known);
  const read = compile(schemas.object)({ ...known, email: 'x' });
  expect(read).toEqual({ a: 'a', b: { c: 1 } });
  expect((read as typeof known).b).toBe(inner);
});

it('the first place that does not fit is found without making an issue of each', () => {
  const item = z.object({ a: int32 });
  const list = z.array(item);
  const askedOfAll = [list, item].map((schema) => vi.spyOn(schema, 'safeParse'));

  const misfit = firstMisfit(list, [{ a: 1 }, { a: 'x' }, { a: 'y' }, null]);

  expect(misfit).toMatchObject({ path: [1, 'a'] });
  for (const asked of askedOfAll) expect(asked).not.toHaveBeenCalled();
});
