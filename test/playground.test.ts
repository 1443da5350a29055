import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocuments } from '../shared/server/documents.ts';
import type { RunningBff } from '../shared/server/run-bff.ts';
import { clients } from './clients.ts';
import { startQuietBff } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const skipped = executablePath === undefined && !process.env['CI'];

describe.skipIf(skipped)(
  `the playground in a browser${skipped ? ' (skipped: there is no Chromium here)' : ''}`,
  () => {
    let mocks: RunningMocks;
    let browser: Browser;
    beforeAll(async () => {
      mocks = await startMocks();
      // Chromium refuses to sandbox a process of root, which is who runs in most containers.
      browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    });
    afterAll(async () => {
      await browser.close();
      await mocks.close();
    });

    describe.each(clients)('of $folder', ({ define }) => {
      let bff: RunningBff;
      let page: Page;
      const complaints: string[] = [];
      const strangers: string[] = [];

      beforeAll(async () => {
        bff = await startQuietBff(await define(), mocks.urls);
        page = await browser.newPage();
        page.setDefaultTimeout(10_000);
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
        });
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.route('**', (route) => {
          const { origin } = new URL(route.request().url());
          if (origin === new URL(bff.url).origin) return route.continue();
          strangers.push(route.request().url());
          return route.abort();
        });
        await page.goto(`${bff.url}/graphql`);
      });
      afterAll(async () => {
        await page.close();
        await bff.close();
      });

      it('opens with the documents of the client as tabs', async () => {
        const tabs = page.locator('.graphiql-tab');
        await tabs.first().waitFor();
        const names = (await readDocuments((await define()).documents)).map(({ name }) => name);

        expect(await tabs.allInnerTexts()).toEqual(names);
      });

      it('runs every document, with data and no errors', async () => {
        for (const tab of await page.locator('.graphiql-tab button[role=tab]').all()) {
          await tab.click();
          const { data, errors } = await runQuery(page);

          expect(errors, await tab.innerText()).toBeUndefined();
          expect(data, await tab.innerText()).toBeTruthy();
        }
      });

      it('runs what a person types', async () => {
        await page.locator('button[aria-label="New tab"]').click();
        await page.locator('.graphiql-tab-active', { hasText: 'untitled' }).waitFor();
        await page.locator('.graphiql-query-editor .CodeMirror').click();
        await page.keyboard.press('Control+A');
        await page.keyboard.type('{ __typename }');
        // GraphiQL takes a moment to read what was typed, less than a hand takes from the keys to the button.
        await page.waitForFunction(`localStorage['graphiql:query'] === '{ __typename }'`);

        expect(await runQuery(page)).toEqual({ data: { __typename: 'Query' } });
      });

      it('shows the documentation of the schema', async () => {
        await page.locator('button[aria-label="Show Documentation Explorer"]').click();
        await page
          .locator('.graphiql-doc-explorer')
          .getByRole('link', { name: 'Query', exact: true })
          .click();

        await page.locator('.graphiql-doc-explorer-title', { hasText: 'Query' }).waitFor();
      });

      it('has asked no other server for anything, and logged no complaint', () => {
        expect(strangers).toEqual([]);
        expect(complaints).toEqual([]);
      });
    });
  },
);

/** Presses the run button; returns the answer that the page then shows. */
async function runQuery(page: Page): Promise<{ data?: unknown; errors?: unknown }> {
  const answered = page.waitForResponse(
    (response) =>
      response.url().endsWith('/graphql') && !response.request().postData()?.includes('IntrospectionQuery'),
  );
  await page.locator('button[aria-label^="Execute query"]').click();
  const shown = (await (await answered).json()) as { data?: unknown; errors?: unknown };
  await page.locator('.result-window').getByText('"data"').first().waitFor();
  return shown;
}
