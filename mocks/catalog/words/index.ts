import { clothing } from './clothing.ts';
import { electronics } from './electronics.ts';
import { kids } from './kids.ts';
import { cookware, tableware } from './kitchen.ts';
import { lighting } from './lighting.ts';
import { outdoor } from './outdoor.ts';
import { textiles } from './textiles.ts';
import type { LeafWords, WordGroup } from './vocabulary.ts';

const groups = [lighting, textiles, cookware, tableware, outdoor, clothing, electronics, kids];

/**
 * The words for a leaf category, with the group whose closings and tags it shares.
 * @throws {Error} when the category holds no products of its own.
 */
export function wordsOf(leafId: string): { leaf: LeafWords; group: WordGroup } {
  for (const group of groups) {
    const leaf = group.leaves[leafId];
    if (leaf) return { leaf, group };
  }
  throw new Error(`No words for the category ${leafId}`);
}
