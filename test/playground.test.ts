import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocuments } from '../shared/graphql/documents/client-documents.ts';
import type { RunningBff } from '../shared/process/start-bff.ts';
import { clients } from './clients.ts';
import { startQuietBff } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

/** A page on a busy machine is slow, never stuck. */
const PATIENCE_MS = 120_000;

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
        page.setDefaultTimeout(PATIENCE_MS);
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

      it('shows no answer in a tab that did not ask for it', async () => {
        let release = () => {};
        const released = new Promise<void>((resolve) => (release = resolve));
        await page.route('**/graphql', async (route) => {
          await released;
          await route.continue();
        });
        await page.locator('.graphiql-tab-button').first().click();
        const answered = page.waitForResponse((response) => response.url().endsWith('/graphql'));
        await page.locator('button[aria-label^="Execute query"]').click();
        await page.locator('button[aria-label^="Stop query"]').waitFor();
        await page.locator('button[aria-label="New tab"]').click();
        await page.locator('.graphiql-tab-active', { hasText: 'untitled' }).waitFor();
        release();
        await (await answered).finished();
        await page.locator('button[aria-label^="Execute query"]').waitFor();

        expect(
          await page.evaluate(`document.querySelector('.result-window .CodeMirror').CodeMirror.getValue()`),
        ).toBe('');
        await page.unroute('**/graphql');
      });

      describe('after a reload', () => {
        const documentsUrl = '**/playground/documents.json';
        const tabs = () => page.locator('.graphiql-tab').allInnerTexts();
        const type = async (editor: string, text: string) => {
          await page.locator(`${editor} .CodeMirror`).click();
          await page.keyboard.press('Control+A');
          await page.keyboard.insertText(text);
        };
        const values = () =>
          page.evaluate(
            `[...document.querySelectorAll('.graphiql-editors .CodeMirror')].map((each) => each.CodeMirror.getValue())`,
          );
        const reload = async () => {
          await page.reload();
          await page.locator('.graphiql-query-editor .CodeMirror').waitFor();
          await expect.poll(async () => ((await values()) as string[]).length).toBe(3);
        };

        it('shows what was typed, down to the last letter, in the tab in which it was', async () => {
          await page.locator('.graphiql-tab-button').nth(1).click();
          await type('.graphiql-editor-tool .graphiql-editor:not(.hidden)', '{ "mine": 1 }');
          await page.locator('button[aria-label="New tab"]').click();
          await page.locator('.graphiql-tab-active', { hasText: 'untitled' }).waitFor();
          await page.locator('.graphiql-editor-tools').getByText('Headers').click();
          await type('.graphiql-editor-tool .graphiql-editor:not(.hidden)', '{ "accept-language": "de" }');
          await type('.graphiql-query-editor', 'query Mine { __typename }');
          const before = await tabs();
          await reload();

          expect(await values()).toEqual(['query Mine { __typename }', '', '{ "accept-language": "de" }']);
          expect(await tabs()).toEqual([...before.slice(0, -1), 'Mine']);
          expect(await page.locator('.graphiql-tab-active').innerText()).toBe('Mine');
          expect((await runQuery(page)).answer).toEqual({ data: { __typename: 'Query' } });

          await page.locator('.graphiql-tab-button').nth(1).click();
          expect(((await values()) as string[])[1]).toBe('{ "mine": 1 }');
        });

        it('shows documents as they are shipped now, but for those that were changed', async () => {
          const documents = await readDocuments((await define()).documents);
          const [first, second, ...rest] = documents;
          const now = [
            { ...first!, text: `# new\n${first!.text}` },
            { ...second!, text: `# new\n${second!.text}` },
            ...rest,
            { name: 'Later', text: 'query Later { __typename }', variables: {}, headers: {} },
          ];
          await page.route(documentsUrl, (route) => route.fulfill({ json: now }));
          const before = await tabs();
          await reload();

          expect(await tabs()).toEqual([...before, 'Later']);
          await page.locator('.graphiql-tab-button').nth(0).click();
          expect(((await values()) as string[])[0]).toBe(now[0]!.text);
          await page.locator('.graphiql-tab-button').nth(1).click();
          expect(((await values()) as string[])[0]).toBe(second!.text);
          await page.unroute(documentsUrl);
        });

        it('leaves closed what was closed', async () => {
          await page.locator('.graphiql-tab', { hasText: 'Mine' }).click();
          await page.locator('.graphiql-tab-active .graphiql-tab-close').click();
          await expect.poll(tabs).not.toContain('Mine');
          const before = (await tabs()).filter((name) => name !== 'Later');
          await reload();

          expect(await tabs()).toEqual(before);
        });
      });

      describe.each([
        [390, 844, 'light'],
        [768, 1024, 'dark'],
        [1280, 800, 'light'],
      ] as const)('on a screen %s pixels wide', (width, height, colorScheme) => {
        let screen: Page;
        beforeAll(async () => {
          screen = await browser.newPage({ viewport: { width, height }, colorScheme });
          screen.setDefaultTimeout(PATIENCE_MS);
          await screen.goto(`${bff.url}/graphql`);
          await screen.locator('.graphiql-query-editor .CodeMirror').waitFor();
        });
        afterAll(() => screen.close());
        const box = async (selector: string) => (await screen.locator(selector).first().boundingBox())!;

        it('shows every tab, by its whole name', async () => {
          const tabs = await screen.evaluate<{ name: string; left: number; right: number }[]>(`
            [...document.querySelectorAll('.graphiql-tab-button')].map((tab) => {
              const { left, right, top, width, height } = tab.getBoundingClientRect();
              const whole = tab.scrollWidth <= tab.clientWidth;
              const onTop = document.elementFromPoint(left + width / 2, top + height / 2) === tab;
              return { name: tab.innerText, left, right, whole, onTop };
            })`);

          const documents = await readDocuments((await define()).documents);
          expect(tabs).toMatchObject(documents.map(({ name }) => ({ name, whole: true, onTop: true })));
          for (const { left, right } of tabs) {
            expect(left).toBeGreaterThanOrEqual(0);
            expect(right).toBeLessThanOrEqual(width);
          }
        });

        it('has room to type in, to run, and to read what is answered', async () => {
          expect(await screen.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
          const editor = await box('.graphiql-query-editor .CodeMirror');
          expect(editor.width).toBeGreaterThan(240);
          expect(editor.height).toBeGreaterThan(200);

          await screen.locator('.graphiql-tab-button').last().click();
          await screen.locator('.graphiql-query-editor .CodeMirror').click();
          await screen.keyboard.press('Control+A');
          await screen.keyboard.insertText('query Mine { __typename }');
          const run = await box('button[aria-label^="Execute query"]');
          expect(run.x + run.width).toBeLessThanOrEqual(width);
          expect((await runQuery(screen)).answer).toEqual({ data: { __typename: 'Query' } });

          await expect.poll(async () => (await box('.result-window')).y).toBeLessThan(height / 2);
          const result = await box('.result-window');
          expect(result.width).toBeGreaterThan(240);
          expect(result.x + result.width).toBeLessThanOrEqual(width);
        });

        it('can be used by its keys alone', async () => {
          const focused = () =>
            screen.evaluate(
              `document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText`,
            );
          await screen.locator('.graphiql-tab-button').first().focus();
          await screen.keyboard.press('Tab');
          await screen.keyboard.press('Tab');
          await screen.keyboard.press('Enter');
          const name = await screen.locator('.graphiql-tab-active').innerText();
          expect(await focused()).toContain(name);

          for (let n = 0; n < 60 && !String(await focused()).startsWith('Execute query'); n += 1) {
            // In an editor, Tab moves on after Escape.
            await screen.keyboard.press('Escape');
            await screen.keyboard.press('Tab');
          }
          expect(await focused()).toMatch(/^Execute query/);
        });
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
