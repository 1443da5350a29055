import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isObjectType, type DocumentNode } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as mobile from '../../bff-mobile/generated/documents.ts';
import * as web from '../../bff-web/generated/documents.ts';
import { documentIdOf } from '../../shared/graphql/documents/manifest.ts';
import { readDocuments } from '../../shared/graphql/documents/client-documents.ts';
import type { RunningBff } from '../../shared/process/start-bff.ts';
import { clients } from '../clients.ts';
import { startQuietBff } from '../running-bff.ts';
import { startMocks, type RunningMocks } from '../running-mocks.ts';
import { libraries, type BuiltDocument, type Library, type Way } from './libraries.ts';
import { relayRequest } from './relay-request.ts';

const generated = { 'bff-web': web, 'bff-mobile': mobile };

interface AskedDocument extends BuiltDocument {
  readonly headers: Readonly<Record<string, string>>;
}

/** What has been sent since it was emptied last. */
const sent: { readonly method: string; readonly hasText: boolean }[] = [];
/** Who asks, in which language: what an app's session would add to every request. */
let session: Readonly<Record<string, string>> = {};
/** What libraries complain of, such as a field that is missing from what they keep. */
const complaints: unknown[] = [];

const realFetch = globalThis.fetch;

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
  vi.stubGlobal('fetch', (input: string | URL, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(session)) headers.set(name, value);
    const method = init.method ?? 'GET';
    const hasText =
      method === 'GET'
        ? new URL(input).searchParams.has('query')
        : 'query' in (JSON.parse(init.body as string) as object);
    sent.push({ method, hasText });
    return realFetch(input, { ...init, headers });
  });
  for (const level of ['warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...words) => void complaints.push(words));
  }
});
afterAll(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await mocks.close();
});
beforeEach(() => {
  complaints.length = 0;
});

describe.each(
  await Promise.all(clients.map(async ({ folder, define }) => ({ folder, definition: await define() }))),
)('the documents of $folder', async ({ folder, definition }) => {
  const { documentIds, ...nodes } = generated[folder];
  const partTypes = Object.values(definition.schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !type.getFields()['id'])
    .map(({ name }) => name);
  const relayTexts: Record<string, string> = {};
  const documents: readonly AskedDocument[] = (await readDocuments(definition.documents)).map((document) => {
    const { text, request } = relayRequest(definition.schema, document.text, documentIdOf);
    relayTexts[request.params.id!] = text;
    const node = (nodes as unknown as Record<string, DocumentNode>)[`${document.name}Document`]!;
    return { ...document, node, relay: request };
  });

  describe.each(['development', 'production'])('in %s', (NODE_ENV) => {
    let folderOfManifests: string;
    let bff: RunningBff;
    let served: Answers;
    beforeAll(async () => {
      folderOfManifests = await mkdtemp(join(tmpdir(), 'manifests-'));
      await writeFile(join(folderOfManifests, 'relay.json'), JSON.stringify(relayTexts));
      bff = await startQuietBff(definition, mocks.urls, { NODE_ENV, MANIFESTS_DIR: folderOfManifests });
      const fetching = libraries.find(({ name }) => name === 'fetch')!;
      served = (await visit(fetching, { by: 'id', method: 'POST' })).returned;
    });
    afterAll(async () => {
      await bff.close();
      await rm(folderOfManifests, { recursive: true });
    });

    /** Asks for every document with one client, as a visitor does who sees every page. */
    async function visit(library: Library, way: Way) {
      const client = library.open(`${bff.url}/graphql`, { documentIds, partTypes }, way);
      const returned: Answers = {};
      for (const document of documents) {
        // A page speaks one language: a cache tells answers apart by their variables, not by headers.
        session = { ...document.headers, 'accept-language': 'fr-FR', 'x-currency': 'EUR' };
        sent.length = 0;
        returned[document.name] = withoutTypenames(await client.ask(document));
        expect(sent).toEqual([{ method: way.method, hasText: way.by === 'text' }]);
      }
      const kept = documents.map((document): [string, unknown] => [
        document.name,
        withoutTypenames(client.read?.(document) ?? null),
      ]);
      return { returned, kept: client.read && Object.fromEntries(kept) };
    }

    const cases = libraries.flatMap((library) =>
      library.ways.map((way) => ({ name: library.name, library, way, ...way })),
    );
    it.each(cases)(
      'reach a page through $name, by $by and $method, as they are served',
      async ({ library, way }) => {
        const { returned, kept = served } = await visit(library, way);

        expect(countsOfValues(returned)).toEqual(countsOfValues(served));
        expect(returned).toEqual(served);
        expect(countsOfValues(kept)).toEqual(countsOfValues(served));
        expect(kept).toEqual(served);
        expect(complaints).toEqual([]);
      },
    );
  });
});

/** By the name of the document. */
type Answers = Record<string, unknown>;

/** As it is without the names of types, which are for caches. */
function withoutTypenames(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, each: unknown) => (key === '__typename' ? undefined : each));
}

function countsOfValues(answers: Answers): Readonly<Record<string, number>> {
  const count = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? Object.values(value).reduce<number>((sum, each) => sum + count(each), 0)
      : 1;
  return Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, count(value)]));
}
