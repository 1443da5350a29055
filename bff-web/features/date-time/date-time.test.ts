import { expect, it } from 'vitest';
import { aProduct, executeWeb, selling } from '../../testing.ts';

const createdAt = (written: string) =>
  executeWeb('{ product(slug: "lamp") { createdAt } }', {
    catalog: selling(aProduct('lamp', { createdAt: written })),
  });

it.each([
  ['2026-11-16T21:00:23Z', '2026-11-16T21:00:23.000Z'],
  ['2026-11-16T22:00:23+01:00', '2026-11-16T21:00:23.000Z'],
  ['2026-11-16t21:00:23.4567z', '2026-11-16T21:00:23.456Z'],
])('DateTime writes %s as %s', async (written, answered) => {
  expect((await createdAt(written)).data.product.createdAt).toBe(answered);
});

it.each(['', 'yesterday', '2026-11-16', '2026-11-16T21:00:23', '2026-13-01T00:00:00Z'])(
  'DateTime blames the service for "%s", which is no moment',
  async (written) => {
    const { errors } = await createdAt(written);
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['product', 'createdAt'],
        extensions: expect.objectContaining({ code: 'UPSTREAM_BAD_ANSWER' }),
      }),
    ]);
  },
);
