import { testMock } from '../kit/test-mock.ts';
import type { Listing } from './listing.ts';
import { catalog } from './main.ts';
import type { Product, ProductCard } from './schemas.ts';

/** One page of products, as callers get it. */
export interface Page<Item = Product> {
  readonly items: Item[];
  readonly total: number;
  readonly nextCursor: string | null;
  readonly facets: Listing['facets'];
}
/** A page of tiles. */
export type CardPage = Page<ProductCard>;

/** Runs the catalog on a free port for the tests of a file; returns how to reach it. */
export function testCatalog(now?: () => Date) {
  const mock = testMock(catalog, now);
  return {
    ...mock,
    /** Every page of a list, following its cursors. */
    walk: <Item = ProductCard>(path: string) => mock.walk<Page<Item>>(path, ({ nextCursor }) => nextCursor),
  };
}
