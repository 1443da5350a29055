import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clients, portVariablesOf } from './clients.ts';

/** A copy of the product as `npm ci --omit=dev` leaves it: with its dependencies, and without those of development. */
let root: string;
beforeAll(() => {
  const repository = join(import.meta.dirname, '..');
  root = mkdtempSync(join(tmpdir(), 'production-'));
  for (const path of [
    'package.json',
    '.nvmrc',
    'shared',
    'scripts',
    'mocks',
    ...clients.map(({ folder }) => folder),
  ]) {
    cpSync(join(repository, path), join(root, path), { recursive: true });
  }
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    const link = join(root, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(repository, 'node_modules', name), link);
  }
});
afterAll(() => rmSync(root, { recursive: true }));

describe.each(clients)('$folder, installed without what development needs', ({ folder }) => {
  const start = (environment: Readonly<Record<string, string>>) =>
    spawn(process.execPath, [`${folder}/main.ts`], {
      cwd: root,
      env: {
        ...Object.fromEntries(portVariablesOf(folder).map((name) => [name, '0'])),
        // What bff-web asks for in production, and bff-mobile does not read.
        SITE_URL: 'https://shop.example',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
  /** Starts it, asks it for what a browser asks for, and ends it. */
  const opened = async (environment: Readonly<Record<string, string>>) => {
    const bff = start(environment);
    const log = text(bff.stdout!);
    const [{ ready }] = (await once(bff, 'message')) as [{ ready: string }];
    const page = await fetch(`${ready}/graphql`, { headers: { accept: 'text/html' } });
    const asset = await fetch(`${ready}/playground/graphiql.js`);
    const live = await fetch(`${ready}/livez`);
    bff.kill();
    await once(bff, 'exit');
    return { statuses: [live, page, asset].map(({ status }) => status), log: await log };
  };

  it('starts in production', async () => {
    expect((await opened({ NODE_ENV: 'production' })).statuses).toEqual([200, 406, 404]);
  });

  it('starts in development, and says that it has no playground', async () => {
    const { statuses, log } = await opened({});

    expect(statuses).toEqual([200, 406, 404]);
    expect(log).toContain('no playground: there is no GraphiQL');
  });

  it.each(['1', '2'])(
    'refuses to start with a playground that it does not have (%s workers)',
    async (WORKERS) => {
      const bff = start({ NODE_ENV: 'production', PLAYGROUND: 'on', WORKERS });
      const [stderr, [code]] = await Promise.all([text(bff.stderr!), once(bff, 'exit')]);

      expect(stderr).toContain(
        '  PLAYGROUND=on  expected off, or an installation with GraphiQL, a development dependency that `npm ci --omit=dev` leaves out\n',
      );
      expect(stderr).not.toContain('    at ');
      expect(code).toBe(1);
    },
  );
});

it.each(['start', 'documents', 'schema-check', 'release'])(
  'a production install says in a line what %s needs besides',
  async (command) => {
    const child = spawn(process.execPath, ['--import', './scripts/check-node.js', `scripts/${command}.ts`], {
      cwd: root,
    });
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);

    expect(stderr).toMatch(
      /^This needs the development dependencies, and \S+ is not installed: run `npm ci` without `--omit=dev`\.\n$/,
    );
    expect(code).toBe(1);
  },
);
