import Type from 'typebox';
import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

const Place = Type.Tuple([Type.Integer(), Type.String()]);

it('a cursor comes back as it was packed, in characters that a URL takes as they are', () => {
  const cursor = encodeCursor([3, 'p-0001/ü?&']);

  expect(cursor).toMatch(/^[\w-]+$/);
  expect(decodeCursor(cursor, Place)).toEqual([3, 'p-0001/ü?&']);
});

it.each([
  ['rubbish', '%%%'],
  ['nothing', ''],
  ['half a cursor', encodeCursor([3, 'p-0001']).slice(0, 6)],
  ['a cursor of another list', encodeCursor({ id: 'p-0001' })],
])('%s: refused with the name of the parameter', (_case, cursor) => {
  expect(() => decodeCursor(cursor, Place, 'after')).toThrow(
    expect.objectContaining({ status: 400, errors: [expect.objectContaining({ parameter: 'after' })] }),
  );
});
