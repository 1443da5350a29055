import { expect, it } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import type { Answer } from './answer.ts';
import { answering, type AnsweredRequest } from './answering.ts';
import { responseCache } from './response-cache.ts';

/** A request for an operation that is executed by `execute`. */
const asking = (execute: AnsweredRequest['execute']): AnsweredRequest => ({
  inputs: { principal: null, locale: 'en', currency: 'EUR', deadlineMs: 1_000 },
  identity: 'POST',
  operation: { text: '{ me }', operationName: undefined },
  accounting: { documentId: 'd-1', deprecated: [], cost: 1 },
  requestedAt: 0,
  execute,
});

function given() {
  const clock = manualClock();
  return answering({ clock, coalesce: true, cache: responseCache(0, clock) });
}

it('a client may leave whose operation could not even begin', async () => {
  const waiting = given()(
    asking(() => {
      throw new Error('out of memory');
    }),
  );

  await expect(waiting.answer).rejects.toThrow('out of memory');
  expect(waiting.leave).not.toThrow();
});

it('those who waited for what was refused are refused each by itself, and all at once', async () => {
  const refused: Answer = {
    status: 400,
    headers: {},
    body: Buffer.from('{}'),
    operation: undefined,
    askedBy: null,
    isPrivate: false,
    lacksTime: false,
    lifetime: undefined,
  };
  const ends: (() => void)[] = [];
  const answer = given();
  const execute = () => new Promise<Answer>((resolve) => ends.push(() => resolve(refused)));
  const waiting = [1, 2, 3].map(() => answer(asking(execute)));
  expect(ends).toHaveLength(1);

  ends[0]!();
  await settle();

  expect(ends).toHaveLength(3);
  for (const end of ends) end();
  for (const each of waiting) expect(await each.answer).toEqual({ answer: refused, source: 'executed' });
});
