import { expect, it } from 'vitest';
import { categoryPath, productPath } from './paths.ts';

it.each([
  ['lamp', 'lamp'],
  ['a/b?c#d', 'a%2Fb%3Fc%23d'],
  ['é', '%C3%A9'],
  // Halves of characters, which a service can send: a field that says where a page is must not fail for it.
  ['a\ud800', 'a%EF%BF%BD'],
  ['\udfff', '%EF%BF%BD'],
])('the page of %j is at %s', (slug, segment) => {
  expect(productPath(slug)).toBe(`/products/${segment}`);
  expect(categoryPath(slug)).toBe(`/categories/${segment}`);
});
