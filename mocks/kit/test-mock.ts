import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { MockService } from './define-mock.ts';
import { startMock, type RunningMock } from './start-mock.ts';
import { SEED_NOW } from './time.ts';

/** A directory for one test file; `remove` it afterwards. */
export function temporaryDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'mock-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/**
 * Runs a service on a free port, with a database of its own, for the tests of the file or `describe` in which it is
 * called; returns how to reach it. Its clock stands at the seed's now unless `now` is given.
 */
export function testMock(service: MockService, now = () => SEED_NOW) {
  const directory = temporaryDirectory();
  let running: RunningMock | undefined;
  beforeAll(async () => {
    running = await startMock(service, { dataDir: directory.path, now });
  });
  afterAll(async () => {
    await running?.close();
    directory.remove();
  });

  const url = (path: string) => `${running?.url}${path}`;
  const ask = (path: string, init?: RequestInit) => fetch(url(path), init);
  /** The JSON of an answer, whatever its status. */
  const read = async <Body>(path: string) => (await (await ask(path)).json()) as Body;

  return {
    dataDir: directory.path,
    url,
    ask,
    read,
    /** Every page of a list whose `path` has a query already; `nextOf` finds the next page's cursor in a page. */
    walk: async <Page>(path: string, nextOf: (page: Page) => string | null): Promise<Page[]> => {
      const pages: Page[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Page = await read(cursor === '' ? path : `${path}&cursor=${cursor}`);
        pages.push(page);
        cursor = nextOf(page);
      }
      return pages;
    },
  };
}
