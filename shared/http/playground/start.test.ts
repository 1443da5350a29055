import * as graphql from 'graphql';
import { expect, it, onTestFinished, vi } from 'vitest';

/** Runs the script of the page in a browser of stand-ins; answers what GraphiQL is given. */
async function propertiesGiven(documents: readonly object[]): Promise<Record<string, unknown>> {
  const createElement = vi.fn();
  vi.stubGlobal('fetch', async () => Response.json(documents));
  vi.stubGlobal('document', { getElementById: () => null });
  vi.stubGlobal('window', { addEventListener: () => {}, matchMedia: () => ({ matches: false }) });
  vi.stubGlobal('React', { createElement });
  vi.stubGlobal('ReactDOM', { createRoot: () => ({ render: () => {} }) });
  vi.stubGlobal('GraphiQL', { createFetcher: () => null, GraphQL: graphql });
  onTestFinished(() => void vi.unstubAllGlobals());
  // Modules run once: this one is to run for every page.
  vi.resetModules();
  const script: string = './start.js';
  await import(script);
  return createElement.mock.calls[0]![1] as Record<string, unknown>;
}

const me = {
  name: 'Me',
  text: 'query Me { me }',
  variables: { n: 1 },
  headers: { 'x-customer-id': 'u-1' },
};

it('the playground gives every document a tab, with its values, and shows the first', async () => {
  const { storage, ...properties } = await propertiesGiven([
    me,
    { ...me, name: 'You', text: 'query You { me }' },
  ]);
  const values = { variables: '{\n  "n": 1\n}', headers: '{\n  "x-customer-id": "u-1"\n}' };

  expect(properties).toMatchObject({ query: 'query Me { me }', ...values });
  expect(JSON.parse((storage as Storage).getItem('graphiql:tabState')!)).toMatchObject({
    activeTabIndex: 0,
    tabs: [
      { title: 'Me', query: 'query Me { me }', ...values },
      { title: 'You', query: 'query You { me }', ...values },
    ],
  });
});

it('the playground lets GraphiQL open a tab of its own where there are no documents', async () => {
  const { storage, ...properties } = await propertiesGiven([]);

  expect(properties).not.toHaveProperty('query');
  expect((storage as Storage).getItem('graphiql:tabState')).toBeNull();
});

it('the playground begins anew where a browser lets nothing be kept, or holds something else', async () => {
  vi.stubGlobal('sessionStorage', { getItem: () => '{"tabs":7}' });
  expect(await propertiesGiven([me])).toMatchObject({ query: 'query Me { me }' });

  vi.stubGlobal('sessionStorage', {
    getItem: () => {
      throw new Error('SecurityError');
    },
  });
  expect(await propertiesGiven([me])).toMatchObject({ query: 'query Me { me }' });
});
