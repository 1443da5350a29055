import { z } from 'zod';
import { listOf } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import { get } from '../upstream/endpoint.ts';

const related = z.object({ related: listOf(z.object({ id: z.string(), score: z.number() })) });

/** What goes with what hardly changes within a day. */
const stale = { maxAgeMs: 86_400_000 } as const;

/**
 * The recommendations service: ids of related products. Slow, and asked for one product at a time: an answer that keeps
 * a page waiting is mostly an odd one, so that a second attempt is sent once nineteen of twenty would have come.
 */
export const recommendations = defineUpstream({
  name: 'recommendations',
  resilience: {
    deadlineMs: 900,
    attemptTimeoutMs: 600,
    hedge: { percentile: 0.95, minimumMs: 150 },
  },
  endpoints: {
    /** Ids of up to `limit` (1 to 20) products that go with `productId`, the closest first. */
    related: get('/recommendations', {
      query: ({ productId, limit }: { productId: string; limit: number }) => ({ productId, limit }),
      decode: related,
      value: (answer, { limit }) => answer.related.slice(0, limit).map(({ id }) => id),
      stale,
    }),
  },
});
