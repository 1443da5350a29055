import { expect, it } from 'vitest';
import { compose, type Call, type Policy } from './policy.ts';

const call: Call = {
  name: 'GET /',
  requestId: 'r-1',
  idempotent: true,
  signal: new AbortController().signal,
  deadlineAt: 1,
};

it('a composition nests policies, the first outermost', async () => {
  const walk: string[] = [];
  const named =
    (name: string): Policy =>
    async (call, next) => {
      walk.push(`${name} begins`);
      const answer = await next({ ...call, deadlineAt: call.deadlineAt * 10 });
      walk.push(`${name} ends`);
      return answer;
    };

  const answer = await compose(
    named('a'),
    named('b'),
    named('c'),
  )(call, async ({ deadlineAt }) => {
    walk.push('the wire');
    return deadlineAt;
  });

  expect(walk).toEqual(['a begins', 'b begins', 'c begins', 'the wire', 'c ends', 'b ends', 'a ends']);
  expect(answer).toBe(1_000);
});

it('a composition is the call itself when there are none', async () => {
  expect(await compose()(call, async (given) => given)).toBe(call);
});

it('a composition lets a policy ask twice', async () => {
  let attempts = 0;
  const twice: Policy = (call, next) => next(call).catch(() => next(call));

  const answer = await compose(twice, (call, next) => next(call))(call, async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('once');
    return attempts;
  });

  expect(answer).toBe(2);
});
