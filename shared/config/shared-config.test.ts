import { expect, it } from 'vitest';
import { documentsMode } from './shared-config.ts';

it.each([
  ['development', undefined, 'open'],
  ['test', undefined, 'open'],
  ['production', undefined, 'trusted'],
  ['production', 'open', 'open'],
  ['development', 'trusted', 'trusted'],
] as const)('in %s, with DOCUMENTS %s, documents are %s', (NODE_ENV, DOCUMENTS, expected) => {
  expect(documentsMode({ NODE_ENV, ...(DOCUMENTS && { DOCUMENTS }) })).toBe(expected);
});
