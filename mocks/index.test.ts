import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mocks } from './index.ts';
import { openDatabase } from './kit/database.ts';
import type { MockService } from './kit/define-mock.ts';
import { startMock, type RunningMock } from './kit/start-mock.ts';
import { temporaryDirectory } from './kit/toy-service.ts';

interface Operation {
  summary?: string;
  responses: Record<string, { content?: Record<string, unknown> }>;
}

it('every service has a name and a port of its own', () => {
  expect(mocks).toHaveLength(8);
  expect(new Set(mocks.map(({ name }) => name)).size).toBe(8);
  expect(mocks.map(({ port }) => port)).toEqual([4101, 4102, 4103, 4104, 4105, 4106, 4107, 4108]);
});

describe.each(mocks)('$name', (service) => {
  const directory = temporaryDirectory();
  let mock: RunningMock;

  beforeAll(async () => {
    mock = await startMock(service, { dataDir: directory.path });
  });
  afterAll(async () => {
    await mock.close();
    directory.remove();
  });

  it('is seeded with the same rows on every run', async () => {
    const first = readFileSync(join(directory.path, `${service.name}.sqlite`));
    expect(first.equals(await seedAgain(service))).toBe(true);
  });

  it('documents every operation: what for, its answer, its problems', async () => {
    const document = (await (await fetch(`${mock.url}/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, Operation>>;
    };

    expect(document.openapi).toBe('3.1.0');
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, { summary, responses }] of Object.entries(operations)) {
        expect(summary, `${method} ${path}`).toBeTypeOf('string');
        expect(Object.keys(responses).some((status) => /^2/.test(status))).toBe(true);
        expect(responses['4XX']?.content, `${method} ${path}`).toHaveProperty(['application/problem+json']);
      }
    }
  });

  it('is healthy, and tells of an unknown address as a problem', async () => {
    expect(await (await fetch(`${mock.url}/health`)).json()).toEqual({ status: 'ok', service: service.name });

    const unknown = await fetch(`${mock.url}/no/such/thing`);

    expect(unknown.headers.get('content-type')).toContain('application/problem+json');
    expect(await unknown.json()).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404 });
  });
});

/** Seeds the service into a directory of its own and returns the bytes of its database. */
async function seedAgain(service: MockService): Promise<Buffer> {
  const directory = temporaryDirectory();
  (await openDatabase(service, directory.path)).close();
  const bytes = readFileSync(join(directory.path, `${service.name}.sqlite`));
  directory.remove();
  return bytes;
}
