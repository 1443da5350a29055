import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocuments } from '../shared/server/documents.ts';
import type { RunningBff } from '../shared/server/start-bff.ts';
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
        const documents = await readDocuments((await define()).documents);
        const ran: string[] = [];
        for (const tab of await page.locator('.graphiql-tab-button').all()) {
          const name = await tab.innerText();
          const text = documents.find((document) => document.name === name)!.text;
          await tab.click();
          await hasRead(page, text);
          const { asked, answer } = await runQuery(page);

          expect(asked.query).toBe(text);
          expect(answer.errors, name).toBeUndefined();
          expect(answer.data, name).toBeTruthy();
          ran.push(name);
        }

        expect(ran).toEqual(documents.map(({ name }) => name));
      });

      it('runs what a person types', async () => {
        await page.locator('button[aria-label="New tab"]').click();
        await page.locator('.graphiql-tab-active', { hasText: 'untitled' }).waitFor();
        await page.locator('.graphiql-query-editor .CodeMirror').click();
        await page.keyboard.press('Control+A');
        await page.keyboard.type('{ __typename }');
        await hasRead(page, '{ __typename }');

        expect((await runQuery(page)).answer).toEqual({ data: { __typename: 'Query' } });
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

/**
 * Waits until GraphiQL has read `text` in its query editor. That takes it a moment, less than a hand takes to the run
 * button; until then it would still run the operation that stood there before.
 */
async function hasRead(page: Page, text: string): Promise<void> {
  const editor = `document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror`;
  // Not `waitForFunction`, which has the page compile text: its policy forbids that.
  await expect.poll(() => page.evaluate(`${editor}.documentAST?.loc.source.body`)).toBe(text);
}

interface Exchange {
  readonly asked: { readonly query: string };
  readonly answer: { readonly data?: unknown; readonly errors?: unknown };
}

/** Presses the run button; returns what the page then asks, and the answer that it shows. */
async function runQuery(page: Page): Promise<Exchange> {
  const answered = page.waitForResponse(
    (response) =>
      response.url().endsWith('/graphql') && !response.request().postData()?.includes('IntrospectionQuery'),
  );
  await page.locator('button[aria-label^="Execute query"]').click();
  const response = await answered;
  await page.locator('.result-window').getByText('"data"').first().waitFor();
  return {
    asked: response.request().postDataJSON() as Exchange['asked'],
    answer: (await response.json()) as Exchange['answer'],
  };
}
