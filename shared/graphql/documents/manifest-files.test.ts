import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stdSerializers } from 'pino';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createLogger } from '../../telemetry/logger.ts';
import { openManifestFiles } from './manifest-files.ts';
import { buildManifest } from './manifest.ts';

it('the store holds a document once, however many releases ship it and whenever they come', async () => {
  const root = await mkdtemp(join(tmpdir(), 'manifests-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'releases'));
  const manifest = buildManifest(['query Cart { cart }']);
  const release = (version: string) =>
    JSON.stringify({ version, supportedUntil: '2028-01-01', manifest, examples: {} });
  await writeFile(join(root, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(root, 'releases/5.1.0.json'), release('5.1.0'));
  const files = await openManifestFiles({
    own: pathToFileURL(join(root, 'manifest.json')),
    folders: [pathToFileURL(`${root}/releases/`)],
    logger: createLogger('test', 'silent'),
  });
  await writeFile(join(root, 'releases/5.2.0.json'), release('5.2.0'));

  expect(await files.refresh()).toBe(true);
  expect(await files.refresh()).toBe(false);
  const [own, ...released] = files.all().map(({ operations }) => operations[0]);
  expect(released).toHaveLength(2);
  for (const operation of released) expect(operation).toBe(own);
});

it('the store says once in the log what is wrong with a file', async () => {
  const root = await mkdtemp(join(tmpdir(), 'manifests-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'more'));
  await writeFile(join(root, 'manifest.json'), JSON.stringify(buildManifest([])));
  await writeFile(join(root, 'more/forged.json'), JSON.stringify({ 'sha256:0': 'query Cart { cart }' }));
  await writeFile(join(root, 'more/null.json'), 'null');
  const logger = createLogger('test', 'silent');
  const logged = vi.spyOn(logger, 'error');
  await openManifestFiles({
    own: pathToFileURL(join(root, 'manifest.json')),
    folders: [pathToFileURL(`${root}/more/`)],
    logger,
  });

  const calls = logged.mock.calls as unknown as [{ err: Error }][];
  expect(calls.map(([{ err }]) => stdSerializers.err(err).message)).toEqual([
    `${join(root, 'more/forged.json')} is no manifest: ` +
      'the id of Cart is not the hash of its body (SHA-256, SHA-1 or MD5, in hex)',
    `${join(root, 'more/null.json')} is no manifest: it is neither a manifest, nor a release, nor texts by id`,
  ]);
});
