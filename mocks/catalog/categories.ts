import { leafCategories } from '../kit/shop.ts';

/** A node of the category tree. */
export interface Category {
  /** Also its slug. */
  readonly id: string;
  readonly name: string;
  /** Null for the six roots. */
  readonly parentId: string | null;
}

const roots = ['home-and-living', 'kitchen-and-dining', 'outdoor', 'clothing', 'electronics', 'kids'];

const parentsOfLeaves: Readonly<Record<string, string>> = {
  'lighting': 'home-and-living',
  'home-textiles': 'home-and-living',
  'cookware': 'kitchen-and-dining',
  'tableware': 'kitchen-and-dining',
  'camping': 'outdoor',
  'clothing-accessories': 'clothing',
};

// Elsewhere the id reads as the name does.
const names: Readonly<Record<string, string>> = {
  't-shirts': 'T-shirts',
  'clothing-accessories': 'Accessories',
};

const category = (id: string, parentId: string | null): Category => ({
  id,
  name: names[id] ?? (id.charAt(0).toUpperCase() + id.slice(1)).replaceAll('-', ' '),
  parentId,
});

/** The whole tree, each category after its parent and in its order among its siblings. */
export const categories: readonly Category[] = [
  ...roots.map((id) => category(id, null)),
  ...Object.entries(parentsOfLeaves).map(([id, parentId]) => category(id, parentId)),
  ...leafCategories.map(({ id, parentId }) => category(id, parentId)),
];

const byId = new Map(categories.map((each) => [each.id, each]));

/**
 * The category and those above it, the root last.
 * @throws {Error} when there is no such category.
 */
export function pathOf(id: string): Category[] {
  const found = byId.get(id);
  if (!found) throw new Error(`No category ${id}`);
  return found.parentId === null ? [found] : [found, ...pathOf(found.parentId)];
}
