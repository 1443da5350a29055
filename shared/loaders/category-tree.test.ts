import { describe, expect, it } from 'vitest';
import type { CatalogCategory } from '../upstreams/catalog.ts';
import { categoryTree } from './category-tree.ts';

const category = (id: string, parentId: string | null, position = 0) =>
  ({ id, parentId, position, name: id, slug: `${id}-slug` }) as CatalogCategory;
const idsOf = (categories: readonly CatalogCategory[]) => categories.map(({ id }) => id);

const tree = categoryTree([
  category('lamps', 'home', 2),
  category('garden', null, 2),
  category('desk-lamps', 'lamps', 1),
  category('home', null, 1),
  category('chairs', 'home', 1),
]);

describe('categoryTree', () => {
  it('finds a category by id', () => {
    expect(tree.get('lamps')).toMatchObject({ id: 'lamps' });
    expect(tree.get('none')).toBeNull();
  });

  it('finds a category by slug', () => {
    expect(tree.bySlug('lamps-slug')).toMatchObject({ id: 'lamps' });
    expect(tree.bySlug('lamps')).toBeNull();
  });

  it("lists the roots and the children in the shop's order, whatever order they came in", () => {
    expect(idsOf(tree.childrenOf(null))).toEqual(['home', 'garden']);
    expect(idsOf(tree.childrenOf('home'))).toEqual(['chairs', 'lamps']);
    expect(tree.childrenOf('desk-lamps')).toEqual([]);
    expect(tree.childrenOf('none')).toEqual([]);
  });

  it('leads from the root down to a category', () => {
    expect(idsOf(tree.pathTo('desk-lamps'))).toEqual(['home', 'lamps', 'desk-lamps']);
    expect(idsOf(tree.pathTo('home'))).toEqual(['home']);
    expect(tree.pathTo('none')).toEqual([]);
  });

  it('leads from as far up as the parents are known', () => {
    expect(idsOf(categoryTree([category('a', 'lost'), category('b', 'a')]).pathTo('b'))).toEqual(['a', 'b']);
  });

  it('walks no circle for ever', () => {
    const circle = categoryTree([category('a', 'c'), category('b', 'a'), category('c', 'b')]);
    const self = categoryTree([category('a', 'a')]);

    expect(idsOf(circle.pathTo('c'))).toEqual(['a', 'b', 'c']);
    expect(idsOf(self.pathTo('a'))).toEqual(['a']);
  });

  it('can be empty', () => {
    expect(categoryTree([]).childrenOf(null)).toEqual([]);
  });
});
