import { expect, it } from 'vitest';
import { manualClock } from '../../testing/manual-clock.ts';
import type { AnsweredRequest } from './answering.ts';
import { answering } from './answering.ts';
import { responseCache } from './response-cache.ts';

it('a client may leave whose operation could not even begin', async () => {
  const clock = manualClock();
  const answer = answering({ clock, coalesce: true, cache: responseCache(0, clock) });
  const request: AnsweredRequest = {
    inputs: { principal: null, locale: 'en', currency: 'EUR', deadlineMs: 1_000 },
    identity: 'POST',
    operation: { text: '{ me }', operationName: undefined },
    accounting: { documentId: 'd-1', deprecated: [], cost: 1 },
    requestedAt: clock.now(),
    execute: () => {
      throw new Error('out of memory');
    },
  };

  const waiting = answer(request);

  await expect(waiting.answer).rejects.toThrow('out of memory');
  expect(waiting.leave).not.toThrow();
});
