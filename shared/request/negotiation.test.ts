import { describe, expect, it } from 'vitest';
import { answerTypeOf, statusOf } from './negotiation.ts';

const json = 'application/json';
const own = 'application/graphql-response+json';

describe('the type of an answer', () => {
  it.each([
    [undefined, json],
    ['', json],
    ['*/*', json],
    ['application/*', json],
    [json, json],
    [own, own],
    [`${own}, ${json}`, own],
    [`${json}, ${own}`, json],
    [`${json};q=0.5, ${own}`, own],
    [`${own};q=0.5, ${json};q=0.9`, json],
    [`${own};q=0.9, */*;q=0.1`, own],
    [`${own};q=0, */*`, json],
    [`${json}; charset=utf-8`, json],
    [`${json}; charset="UTF-8"`, json],
    ['APPLICATION/JSON', json],
    [`text/html, ${json};q=0.1`, json],
    ['text/html', null],
    [`${json};q=0`, null],
    [`${json}; charset=utf-16`, null],
    [`${json}; charset=x-charset=utf-8`, null],
    [`${json}; charset=utf-8-x`, null],
    ['image/*', null],
    ['nonsense', null],
    [';;;,,,', null],
    [`${json};q=nonsense`, null],
    [`${json};q=-1`, null],
    [`${json};q=2`, null],
    [`${json};q=1`, json],
  ])('for %j is %j', (accept, expected) => {
    expect(answerTypeOf(accept)).toBe(expected);
  });
});

it('a status says in GraphQL’s own type what it does not in JSON', () => {
  expect(statusOf(json, 'not executed')).toBe(200);
  expect(statusOf(own, 'not executed')).toBe(400);
  expect(statusOf(json, 'no GraphQL request')).toBe(400);
  expect(statusOf(own, 'no GraphQL request')).toBe(400);
});
