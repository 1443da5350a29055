import { expect, it, onTestFinished, vi } from 'vitest';

/** Runs the script of the page in a browser of stand-ins; answers what GraphiQL is given. */
async function propertiesGiven(documents: readonly object[]): Promise<Record<string, unknown>> {
  const createElement = vi.fn();
  vi.stubGlobal('fetch', async () => Response.json(documents));
  vi.stubGlobal('document', { getElementById: () => null });
  vi.stubGlobal('React', { createElement });
  vi.stubGlobal('ReactDOM', { createRoot: () => ({ render: () => {} }) });
  vi.stubGlobal('GraphiQL', { createFetcher: () => null });
  onTestFinished(() => void vi.unstubAllGlobals());
  // Modules run once: this one is to run for every page.
  vi.resetModules();
  const script: string = './start.js';
  await import(script);
  return createElement.mock.calls[0]![1] as Record<string, unknown>;
}

it('gives every document a tab', async () => {
  const me = {
    name: 'Me',
    text: 'query Me { me }',
    variables: { n: 1 },
    headers: { 'x-customer-id': 'u-1' },
  };

  expect((await propertiesGiven([me]))['defaultTabs']).toEqual([
    {
      query: 'query Me { me }',
      variables: '{\n  "n": 1\n}',
      headers: '{\n  "x-customer-id": "u-1"\n}',
    },
  ]);
});

it('lets GraphiQL open a tab of its own where there are no documents', async () => {
  expect(await propertiesGiven([])).not.toHaveProperty('defaultTabs');
});

it('begins anew at a reload, with the headers of every document', async () => {
  const me = { name: 'Me', text: 'query Me { me }', variables: {}, headers: { 'x-customer-id': 'u-1' } };
  const before = await propertiesGiven([me]);
  const storage = before['storage'] as Storage;
  storage.setItem('graphiql:tabState', 'without headers');
  expect([storage.getItem('graphiql:tabState'), storage.length]).toEqual(['without headers', 1]);

  const after = await propertiesGiven([me]);

  expect((after['storage'] as Storage).getItem('graphiql:tabState')).toBeNull();
  expect(after['defaultTabs']).toEqual(before['defaultTabs']);
});
