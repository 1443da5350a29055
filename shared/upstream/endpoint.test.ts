import { expect, it } from 'vitest';
import { z } from 'zod';
import { bulk, find, get } from './endpoint.ts';

const decode = z.object({ items: z.array(z.object({ id: z.string() })) });

// These fail when the compiler lets pass what it should not: an expected error that does not come is one.
it('an endpoint depends on nothing that cannot be declared', () => {
  // @ts-expect-error -- a request id is nobody's
  const endpoint = get('/own', { decode, varyOn: ['requestId'] });

  expect(endpoint.varyOn).toEqual(['requestId']);
});

it('an endpoint is handed its arguments and nothing of who asks', () => {
  const endpoint = get('/own/:id', {
    // @ts-expect-error -- there is no second one
    params: (id: string, scope: { principal: string }) => ({ id, scope }),
    decode,
  });

  expect(endpoint.params).toHaveLength(2);
});

it('an endpoint says which of its answers may be none, and what of them is wanted', () => {
  expect(get('/things', { decode })).toMatchObject({ kind: 'single', route: '/things', mayBeAbsent: false });
  expect(find('/things', { decode }).mayBeAbsent).toBe(true);
  expect(get('/things', { decode }).value('whole')).toBe('whole');
  expect(
    bulk('/things', {
      parameter: 'ids',
      maxIds: 2,
      decode,
      items: (answer) => answer.items,
      idOf: ({ id }) => id,
    }),
  ).toMatchObject({ kind: 'bulk', parameter: 'ids' });
});
