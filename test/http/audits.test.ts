import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverAudits } from 'graphql-http';
import { getOperationAST, parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  clientForm,
  documentIdOf,
  normalForm,
  type Manifest,
} from '../../shared/graphql/documents/manifest.ts';
import { readDocuments } from '../../shared/graphql/documents/client-documents.ts';
import type { RunningBff } from '../../shared/process/start-bff.ts';
import { clients } from '../clients.ts';
import { startQuietBff } from '../running-bff.ts';
import { startMocks, type RunningMocks } from '../running-mocks.ts';

/**
 * What is not as GraphQL over HTTP allows, on purpose: a GET with a text of somebody's choice, and without a header for which
 * a browser asks first, could be sent by any site's page, with the cookies of whoever looks at it (CSRF). In production the
 * audits' texts are trusted documents, and let pass.
 */
const forbidden: Readonly<Record<string, string>> = {
  '5A70': 'MAY accept application/x-www-form-urlencoded formatted GET requests',
  'D6D5':
    'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  '6A70': 'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
};

/** The documents that the audits send, as far as they are any. */
async function auditedDocuments(): Promise<Manifest['operations']> {
  const texts = new Set<string>();
  const noteText = (text: unknown) => {
    if (typeof text === 'string') texts.add(text);
  };
  const recording = (async (address: string, { body }: RequestInit = {}) => {
    noteText(new URL(address).searchParams.get('query'));
    try {
      noteText((JSON.parse(body as string) as { query?: unknown }).query);
    } catch {
      // Some bodies are not JSON, and mean to be so.
    }
    return Response.json({});
  }) as typeof fetch;
  for (const { fn } of serverAudits({ url: 'http://audits.test/graphql', fetchFn: recording })) await fn();
  return [...texts].flatMap((text) => {
    try {
      const type = getOperationAST(parse(text))!.operation;
      const body = normalForm(text);
      return [{ id: documentIdOf(body), name: `Audited${texts.size}`, type, body }];
    } catch {
      return [];
    }
  });
}

let manifests: string;
let documents: Manifest['operations'];
let mocks: RunningMocks;
beforeAll(async () => {
  [mocks, documents, manifests] = await Promise.all([
    startMocks(),
    auditedDocuments(),
    mkdtemp(join(tmpdir(), 'audits-')),
  ]);
  const manifest: Manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: documents };
  await writeFile(join(manifests, 'audits.json'), JSON.stringify(manifest));
});
afterAll(async () => {
  await mocks.close();
  await rm(manifests, { recursive: true });
});

const settings = {
  development: () => ({ NODE_ENV: 'development' }),
  // No client ships the documents of the audits: they come as those of a release would.
  production: () => ({ NODE_ENV: 'production', MANIFESTS_DIR: manifests }),
} as const;

describe.each(
  clients.flatMap(({ folder, define }) =>
    (['development', 'production'] as const).map((setting) => ({ folder, define, setting })),
  ),
)('$folder in $setting', ({ define, setting }) => {
  let bff: RunningBff;
  beforeAll(async () => {
    bff = await startQuietBff(await define(), mocks.urls, settings[setting]());
  });
  afterAll(() => bff.close());

  it.each(
    serverAudits({ url: () => `${bff.url}/graphql`, fetchFn: fetch }).map(({ id, name, fn }) => ({
      id,
      name,
      fn,
    })),
  )('$id $name', async ({ id, name, fn }) => {
    const result = await fn();

    const isForbidden = id in forbidden && setting === 'development';
    // One that is forbidden and has come to be allowed is no longer forbidden.
    expect(result).toMatchObject({ status: isForbidden ? 'notice' : 'ok' });
    if (isForbidden) expect(name).toBe(forbidden[id]);
  });

  const ask = async (parameters: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await fetch(`${bff.url}/graphql?${new URLSearchParams(parameters).toString()}`, {
      headers,
    });
    return { status: response.status, body: await response.json() };
  };

  it('lets a GET be asked that no other site can send', async () => {
    const asked = await ask(
      { query: '{ __typename }', variables: '{}' },
      { 'apollo-require-preflight': '1' },
    );

    expect(asked).toEqual({ status: 200, body: { data: { __typename: 'Query' } } });
  });

  it('lets every document that a client ships be asked for by GET, and no other text without a header', async () => {
    for (const { text, variables, headers } of await readDocuments((await define()).documents)) {
      const id = documentIdOf(print(clientForm(parse(text))));
      const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: id } });
      const values = { variables: JSON.stringify(variables) };
      const answered = { status: 200, body: { data: expect.any(Object) } };

      expect(await ask({ documentId: id, ...values }, headers)).toEqual(answered);
      expect(await ask({ extensions, ...values }, headers)).toEqual(answered);
      expect(await ask({ query: text, ...values }, headers)).toEqual(answered);
      expect((await ask({ query: `${text} fragment Other on Query { __typename }` }, headers)).status).toBe(
        400,
      );
    }
  });

  it('lets the pages of a developer ask in development, and in production none', async () => {
    const origin = 'http://localhost:5173';
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };

    const preflight = await fetch(`${bff.url}/graphql`, { method: 'OPTIONS', headers });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(
      setting === 'development' ? origin : null,
    );
  });
});
