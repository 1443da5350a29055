import { describe, expect, it } from 'vitest';
import { responseTypeOf } from './negotiation.ts';

const json = 'application/json';
const own = 'application/graphql-response+json';

describe('the media type of a response', () => {
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
    expect(responseTypeOf(accept)).toBe(expected);
  });
});
