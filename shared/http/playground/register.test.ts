import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rawStatus } from '../../testing/raw-request.ts';
import { startSmallBff } from '../../testing/small-bff.ts';
import { playgroundIsInstalled } from './register.ts';

const given = (options: { playground?: boolean; documents?: URL } = { playground: true }) =>
  startSmallBff((_request, response) => response.end(), options);

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

/** Every address that a page or a style sheet would load. */
const addresses = (text: string) =>
  [...text.matchAll(/(?:src|href)="([^"]*)"|url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)/g)].map(
    ([, attribute, url, imported]) => attribute ?? url ?? imported ?? '',
  );

describe('the playground', () => {
  it('is the page that a browser gets', async () => {
    const { url } = await given();

    const response = await fetch(`${url}/graphql`, { headers: browser });

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('<title>bff-small</title>');
  });

  it.each([
    ['who wants JSON', '/graphql', { accept: 'application/json' }],
    ['who wants anything', '/graphql', { accept: '*/*' }],
    ['who asks a question', '/graphql?query=%7Bme%7D', browser],
    ['who looks elsewhere', '/livez', browser],
  ])('is not for those %s', async (_who, path, headers) => {
    const { url } = await given();

    const response = await fetch(url + path, { headers });

    expect(response.headers.get('content-type')).toContain('application/json');
  });

  it('is not for a client that does not say what it wants', async () => {
    const { url } = await given();

    expect(await rawStatus(url, ['GET /graphql HTTP/1.1', 'host: localhost'])).toBe(400);
  });

  it('is known to be installed where its packages are', () => {
    expect(playgroundIsInstalled()).toBe(true);
  });

  it.each(['react-dom', 'graphiql.min.css'])('is known not to be where %s alone is missing', (missing) => {
    expect(playgroundIsInstalled(({ pathname }) => !pathname.includes(missing))).toBe(false);
  });

  it('leaves operations to the server, even those of a browser', async () => {
    const { url } = await given();

    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...browser, 'content-type': 'application/json' },
      body: '{"query":"{ twice(n: 2) }"}',
    });

    expect(await response.json()).toEqual({ data: { twice: 4 } });
  });

  it('is loaded from this server alone, with no script in the page', async () => {
    const { url } = await given();
    const page = await (await fetch(`${url}/graphql`, { headers: browser })).text();

    const files = addresses(page).filter((address) => address !== 'data:,');
    expect(files).toHaveLength(6);
    expect(files.every((file) => /^\/playground\/[a-z-]+\.(js|css)$/.test(file))).toBe(true);
    expect(page).not.toMatch(/<script(?![^>]* src=)|<style| on\w+=|https?:/);

    for (const file of files) {
      const response = await fetch(url + file);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(
        file.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
      );
      const text = await response.text();
      expect(text.length).toBeGreaterThan(20);
      if (file.endsWith('.css')) {
        expect(addresses(text).filter((address) => !address.startsWith('data:'))).toEqual([]);
      } else {
        expect(text).not.toMatch(/(?:import|importScripts|fetch)\(\s*["'`](?:https?:)?\/\//);
      }
    }
  });

  it('offers the documents of the client, with values to try them with', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'documents-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'Me.graphql'), 'query Me { me }');
    await writeFile(join(folder, 'Me.example.json'), '{"headers":{"x-customer-id":"u-1"}}');
    const { url } = await given({ playground: true, documents: pathToFileURL(`${folder}/`) });

    const response = await fetch(`${url}/playground/documents.json`);

    expect(await response.json()).toEqual([
      { name: 'Me', text: 'query Me { me }', variables: {}, headers: { 'x-customer-id': 'u-1' } },
    ]);
  });

  it('lets the schema be looked into', async () => {
    const { url } = await given();

    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __schema { queryType { name } } }"}',
    });

    expect(await response.json()).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  it.each(['/graphql', '/playground/start.js', '/playground/graphiql.js', '/playground/documents.json'])(
    'is nowhere to be found where it is off (%s)',
    async (path) => {
      const { url } = await given({ playground: false });

      const response = await fetch(url + path, { headers: browser });

      expect(response.status).toBe(path === '/graphql' ? 400 : 404);
      expect(response.headers.get('content-type')).toContain('application/json');
    },
  );
});
