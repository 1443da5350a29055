import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as fs from 'node:fs/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLogger } from '../../telemetry/logger.ts';
import { manualClock } from '../../testing/manual-clock.ts';
import { buildManifest, documentIdOf, normalForm, relayManifest } from './manifest.ts';
import { openTrustedDocuments } from './trusted-documents.ts';
import { workedMs } from '../../testing/worked-ms.ts';

vi.mock('node:fs/promises', { spy: true });

const NOON = Date.UTC(2027, 5, 30, 12);
const HOUR_MS = 3_600_000;

const cart = normalForm('query Cart { cart }');
const oldCart = normalForm('query Cart { cart { items __typename } }');
const search = normalForm('query Search($text: String!) { search(text: $text) }');

const manifestOf = (...texts: string[]) => JSON.stringify(buildManifest(texts));
const releaseOf = (version: string, supportedUntil: string, ...texts: string[]) =>
  JSON.stringify({ version, supportedUntil, manifest: buildManifest(texts), examples: {} });

/** Folders of files, and what is served of them. `more` stands for the folder of a deploy. */
async function given(files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), 'manifests-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const write = (name: string, text: string) => writeFile(join(root, name), text);
  await Promise.all(['documents', 'releases', 'more'].map((folder) => mkdir(join(root, folder))));
  await Promise.all(Object.entries(files).map(([name, text]) => write(name, text)));

  const clock = manualClock(NOON);
  const logger = createLogger('test', 'silent');
  const log: string[] = [];
  const note = (...[about, message]: unknown[]) => {
    const { file = '', folder = '' } = about as { file?: string; folder?: string };
    log.push(`${message as string}: ${(file + folder).slice(root.length + 1)}`);
  };
  vi.spyOn(logger, 'error').mockImplementation(note);
  vi.spyOn(logger, 'warn').mockImplementation(note);
  return {
    root,
    write,
    clock,
    log,
    open: () =>
      openTrustedDocuments({
        manifest: pathToFileURL(join(root, 'documents/manifest.json')),
        releases: pathToFileURL(`${root}/releases/`),
        more: pathToFileURL(`${root}/more/`),
        clock,
        logger,
      }),
  };
}

const listings = () => vi.mocked(fs.readdir).mock.calls.length;

describe('trusted documents', () => {
  it('are those of the working copy, of every supported release, and of a deploy', async () => {
    const { open } = await given({
      'documents/manifest.json': manifestOf(cart, search),
      'releases/5.2.0.json': releaseOf('5.2.0', '2027-06-30', oldCart),
      'releases/5.3.0.json': releaseOf('5.3.0', '2027-12-31', oldCart, search),
      'more/a deploy #1.json': manifestOf('query Deployed { cart }'),
      'releases/hints.txt': 'not a manifest',
    });
    const trusted = await open();

    const served = trusted.all().map(({ name, text, releases }) => [name, text, releases]);
    expect(served).toHaveLength(4);
    expect(served).toEqual(
      expect.arrayContaining([
        ['Cart', cart, []],
        ['Search', search, ['5.3.0']],
        ['Cart', oldCart, ['5.2.0', '5.3.0']],
        ['Deployed', normalForm('query Deployed { cart }'), []],
      ]),
    );
    expect(await trusted.find(documentIdOf(oldCart))).toMatchObject({
      id: documentIdOf(oldCart),
      text: oldCart,
    });
    expect(await trusted.find('../../etc/passwd')).toBeUndefined();
  });

  it('are found by their text, however it is formatted', async () => {
    const { open } = await given({ 'documents/manifest.json': manifestOf(cart) });
    const trusted = await open();

    for (const text of [cart, 'query Cart{cart}', '# why\nquery   Cart\n{ ,cart, }\n']) {
      expect(await trusted.findByText(text)).toMatchObject({ name: 'Cart', text: cart });
    }
    for (const text of ['query Cart { cart other }', 'query Other { cart }', 'query Cart {', '']) {
      expect(await trusted.findByText(text)).toBeUndefined();
    }
  });

  it('are not looked for in a text that is longer than any of them', async () => {
    const { open } = await given({ 'documents/manifest.json': manifestOf(cart) });
    const trusted = await open();
    // A million fields take seconds to parse; it ends after as many tokens as the longest document could have.
    const before = workedMs();

    expect(await trusted.findByText(`query Cart { ${'cart '.repeat(1_000_000)} }`)).toBeUndefined();
    expect(workedMs() - before).toBeLessThan(200);
  });

  it("may be texts of Relay's compiler, with a spacing of their own", async () => {
    const text = 'query Cart(\n  $id: ID!\n) {\n  cart(id: $id)\n}\n';
    const { open } = await given({
      'documents/manifest.json': manifestOf(cart),
      'more/relay.json': JSON.stringify({ [documentIdOf(text)]: text }),
    });
    const trusted = await open();

    expect(await trusted.find(documentIdOf(text))).toMatchObject({ name: 'Cart', text });
    expect(await trusted.findByText(text)).toMatchObject({ text });
    expect(await trusted.findByText(text.replaceAll('\n', ' '))).toMatchObject({ text });
  });

  it('are found by a text without the names of types, which it takes no harm from', async () => {
    const { open } = await given({
      'documents/manifest.json': manifestOf(
        'query Cart { cart { ...Items } } fragment Items on Cart { items }',
      ),
    });
    const trusted = await open();
    const plain = 'fragment Items on Cart { items } query Cart { cart { ...Items } }';

    const found = await trusted.findByText(plain);
    expect(found?.text.match(/__typename/g)).toHaveLength(2);
    expect(await trusted.findByText(plain.replace('items', 'items secrets'))).toBeUndefined();
  });

  it('are not what a text is that asks for more than they do, be it the names of types', async () => {
    const plain = normalForm('query Cart { cart { items } }');
    const released = { id: documentIdOf(plain), name: 'Cart', type: 'query', body: plain };
    const { open, write, clock } = await given({
      'documents/manifest.json': manifestOf(search),
      'releases/5.2.0.json': JSON.stringify({
        version: '5.2.0',
        supportedUntil: '2027-12-31',
        manifest: { ...buildManifest([]), operations: [released] },
        examples: {},
      }),
    });
    const trusted = await open();
    expect(await trusted.findByText(oldCart)).toBeUndefined();

    await write('documents/manifest.json', manifestOf(oldCart));
    await clock.advance(1_000);
    expect(await trusted.findByText(oldCart)).toMatchObject({ text: oldCart });
    expect(await trusted.findByText(plain)).toMatchObject({ text: plain, releases: ['5.2.0'] });
  });

  it('know every release that ships them', async () => {
    const { open, write, clock } = await given({
      'documents/manifest.json': manifestOf(cart),
      'releases/5.0.0.json': releaseOf('5.0.0', '2028-01-01', cart),
    });
    const trusted = await open();
    await write('releases/5.1.0.json', releaseOf('5.1.0', '2028-01-01', cart, search));
    await clock.advance(1_000);
    await trusted.find(documentIdOf(search));

    expect(trusted.all().map(({ name, releases }) => [name, releases])).toEqual([
      ['Cart', ['5.0.0', '5.1.0']],
      ['Search', ['5.1.0']],
    ]);
  });
});

describe('a release', () => {
  it('is served until the end of its last day, without a restart', async () => {
    const { open, clock } = await given({
      'documents/manifest.json': manifestOf(cart),
      'releases/5.2.0.json': releaseOf('5.2.0', '2027-06-30', oldCart),
      'releases/5.1.0.json': releaseOf('5.1.0', '2027-06-29', search),
    });
    const trusted = await open();
    expect(await trusted.find(documentIdOf(search))).toBeUndefined();
    expect(await trusted.find(documentIdOf(oldCart))).toMatchObject({ releases: ['5.2.0'] });

    await clock.advance(12 * HOUR_MS - 1);
    expect(await trusted.find(documentIdOf(oldCart))).toMatchObject({ releases: ['5.2.0'] });
    await clock.advance(1);
    expect(await trusted.find(documentIdOf(oldCart))).toBeUndefined();
    expect(await trusted.findByText(oldCart)).toBeUndefined();
    expect(await trusted.find(documentIdOf(cart))).toBeDefined();
  });
});

describe('a manifest that is added', () => {
  it('is served a second after the folders were listed last, by whichever form comes first', async () => {
    const { open, write, clock } = await given({ 'documents/manifest.json': manifestOf(cart) });
    const trusted = await open();
    await write('more/new.json', manifestOf(search));

    expect(await trusted.find(documentIdOf(search))).toBeUndefined();
    await clock.advance(1_000);
    expect(await trusted.find(documentIdOf(search))).toMatchObject({ name: 'Search' });

    await write('releases/5.2.0.json', releaseOf('5.2.0', '2027-12-31', oldCart));
    await clock.advance(1_000);
    expect(await trusted.findByText(oldCart.replaceAll('\n', ' '))).toMatchObject({ releases: ['5.2.0'] });
  });

  it('is waited for by all who ask while it is being read', async () => {
    const { open, write, clock } = await given({ 'documents/manifest.json': manifestOf(cart) });
    const trusted = await open();
    await write('more/new.json', manifestOf(search));
    await clock.advance(1_000);

    const both = await Promise.all([
      trusted.find(documentIdOf(search)),
      trusted.find(documentIdOf(search)),
      trusted.findByText(search),
    ]);
    expect(both.map((document) => document?.name)).toEqual(['Search', 'Search', 'Search']);
  });

  it('may replace one, the own one too', async () => {
    const { open, write, clock, root } = await given({
      'documents/manifest.json': manifestOf(cart),
      'more/a.json': manifestOf(search),
    });
    const trusted = await open();
    await write('new', manifestOf(oldCart));
    await rename(join(root, 'new'), join(root, 'documents/manifest.json'));
    await rm(join(root, 'more/a.json'));
    await clock.advance(1_000);

    expect(await trusted.find(documentIdOf(oldCart))).toBeDefined();
    expect(await trusted.find(documentIdOf(cart))).toBeUndefined();
    expect(await trusted.find(documentIdOf(search))).toBeUndefined();
  });
});

describe('a flood of unknown ids', () => {
  it('lists the folders once a second, and reads no file again', async () => {
    const { open, clock } = await given({
      'documents/manifest.json': manifestOf(cart),
      'releases/5.2.0.json': releaseOf('5.2.0', '2027-12-31', oldCart),
    });
    const trusted = await open();
    const before = listings();
    const reads = vi.mocked(fs.readFile).mock.calls.length;

    for (let second = 0; second < 3; second++) {
      await clock.advance(1_000);
      await Promise.all(Array.from({ length: 500 }, (_, n) => trusted.find(documentIdOf(String(n)))));
      await Promise.all(Array.from({ length: 100 }, (_, n) => trusted.findByText(`query Q${n} { cart }`)));
    }
    expect(listings() - before).toBe(3 * 2);
    expect(vi.mocked(fs.readFile).mock.calls.length).toBe(reads);
  });

  it('lists nothing for documents that are known', async () => {
    const { open, clock } = await given({ 'documents/manifest.json': manifestOf(cart) });
    const trusted = await open();
    await clock.advance(5_000);
    const before = listings();

    await trusted.find(documentIdOf(cart));
    await trusted.findByText('query Cart { cart }');
    expect(listings()).toBe(before);
  });
});

describe('a manifest that cannot be read', () => {
  it.each([
    ['is no JSON', '{"format":'],
    ['is something else', '{"name":"package"}'],
    ['has one wrong id', manifestOf(search).replace(documentIdOf(search), documentIdOf('x'))],
    ['has no date', '{"version":"5.2.0","supportedUntil":"soon","manifest":{},"examples":{}}'],
  ])('is left out as a whole and logged once where it %s', async (_what, text) => {
    const { open, log, clock } = await given({
      'documents/manifest.json': manifestOf(cart),
      'more/broken.json': text,
    });
    const trusted = await open();
    for (let times = 0; times < 3; times++) {
      await clock.advance(1_000);
      await trusted.find('unknown');
    }

    expect(trusted.all().map(({ name }) => name)).toEqual(['Cart']);
    expect(log).toEqual(['manifest not read: more/broken.json']);
  });

  it('is served once it is mended, and until then as it was before', async () => {
    const { open, write, log, clock } = await given({
      'documents/manifest.json': manifestOf(cart),
      'more/a.json': manifestOf(search),
    });
    const trusted = await open();
    await write('more/a.json', manifestOf(search, oldCart).slice(0, -10));
    await clock.advance(1_000);
    expect(await trusted.find(documentIdOf(oldCart))).toBeUndefined();
    expect(await trusted.find(documentIdOf(search))).toBeDefined();

    await write('more/a.json', manifestOf(search, oldCart));
    await clock.advance(1_000);
    expect(await trusted.find(documentIdOf(oldCart))).toBeDefined();
    expect(log).toEqual(['manifest not read: more/a.json']);
  });

  it('takes nothing away when its folder cannot be listed', async () => {
    const { open, log, clock, root } = await given({
      'documents/manifest.json': manifestOf(cart),
      'releases/5.2.0.json': releaseOf('5.2.0', '2027-12-31', oldCart),
    });
    const trusted = await open();
    vi.mocked(fs.readdir).mockRejectedValueOnce(Object.assign(new Error('EMFILE'), { code: 'EMFILE' }));
    await clock.advance(1_000);
    await trusted.find('unknown');

    expect(await trusted.find(documentIdOf(oldCart))).toBeDefined();
    expect(log).toEqual([`no manifests listed: releases/`]);
    await rm(join(root, 'releases/5.2.0.json'));
    await clock.advance(1_000);
    await trusted.find('unknown');
    expect(await trusted.find(documentIdOf(oldCart))).toBeUndefined();
  });

  it('may stand in a folder that comes later', async () => {
    const { open, root, log, write, clock } = await given({ 'documents/manifest.json': manifestOf(cart) });
    await rm(join(root, 'more'), { recursive: true });
    const trusted = await open();
    expect(log).toEqual(['no manifests listed: more/']);

    await mkdir(join(root, 'more'));
    await write('more/a.json', JSON.stringify(relayManifest(buildManifest([search]))));
    await clock.advance(1_000);
    expect(await trusted.find(documentIdOf(search))).toBeDefined();
  });

  it.each([
    ['is broken', '{'],
    ['is missing', undefined],
  ])("stops the start where it is the client's own and %s, and says which", async (_what, text) => {
    const { open } = await given(text === undefined ? {} : { 'documents/manifest.json': text });

    await expect(open()).rejects.toThrow(/documents\/manifest\.json is no manifest/);
  });
});
