import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startMock, type RunningMock } from '../kit/start-mock.ts';
import type { FacetValue } from './listing.ts';
import { catalog } from './main.ts';
import type { Product, ProductCard } from './schemas.ts';

/** One page of products, as callers get it. */
export interface Page<Item = Product> {
  readonly items: Item[];
  readonly total: number;
  readonly nextCursor: string | null;
  readonly facets: Record<'categories' | 'brands' | 'priceBands', FacetValue[]>;
}
/** A page of tiles. */
export type CardPage = Page<ProductCard>;

/** Runs the catalog on a free port for the tests of a file; returns how to reach it. */
export function testCatalog() {
  const dataDir = mkdtempSync(join(tmpdir(), 'catalog-'));
  let running: RunningMock | undefined;
  beforeAll(async () => {
    running = await startMock(catalog, { dataDir });
  });
  afterAll(async () => {
    await running?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const url = (path: string) => `${running?.url}${path}`;
  const ask = (path: string, headers: Record<string, string> = {}) => fetch(url(path), { headers });
  /** The JSON of an answer, whatever its status. */
  const read = async <Body>(path: string) => (await (await ask(path)).json()) as Body;

  return {
    url,
    ask,
    read,
    /** Every page of a list, following its cursors. */
    walk: async <Item = ProductCard>(path: string): Promise<Page<Item>[]> => {
      const pages: Page<Item>[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Page<Item> = await read(cursor === '' ? path : `${path}&cursor=${cursor}`);
        pages.push(page);
        cursor = page.nextCursor;
      }
      return pages;
    },
  };
}
