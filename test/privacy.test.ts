import { deserialize } from 'node:v8';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { random, type Random } from '../mocks/kit/random.ts';
import { readDocuments, type ClientDocument } from '../shared/graphql/documents/client-documents.ts';
import { keysOf, rawRedis, redisIsThere, redisUrl, testBuild } from '../shared/testing/redis.ts';
import { createTransport } from '../shared/upstream/client.ts';
import type { CacheEntry } from '../shared/upstream/cache-entry.ts';
import { reuseOptionsOf } from '../shared/upstream/reuse-options.ts';
import { clients, type Folder } from './clients.ts';
import { sharedReads, startClockedBff, type Sources } from './clocked-bff.ts';
import { connectedLevel } from './connected-level.ts';
import { everythingOff } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';
import { isLong } from './long-form.ts';

/** Owners of what the documents' example values name, somebody else, and nobody. */
const customers = ['u-008', 'u-005', 'u-004', null] as const;
const locales = ['en', 'ko-KR'] as const;
const currencies = ['EUR', 'JPY'] as const;

/** Requests under way at once, so many times. */
const BURST = 12;
const BURSTS = isLong ? 100 : 60;

/**
 * Documents that depend on who asks now and then: what was public for one request is private for the next. The
 * frontends ship none that are so, which is no reason why they should not.
 */
const mixed: Readonly<Record<Folder, string>> = {
  'bff-web': `query Mixed($mine: Boolean!) {
    product(slug: "falter-paper-table-lamp") { title }
    order(id: "o-03347") @include(if: $mine) { number }
  }`,
  'bff-mobile': `query Mixed($mine: Boolean!) {
    productScreen(id: "p-0726") { title }
    orderScreen(id: "o-03712") @include(if: $mine) { id }
  }`,
};

const mixedDocument = (folder: Folder): ClientDocument => ({
  name: 'Mixed',
  text: mixed[folder],
  variables: { mine: true },
  headers: {},
});

/** Everything at once, and what is hidden as long as answers are kept. */
const environments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'everything on': {},
  'no answer kept, all calls merged': { RESPONSE_CACHE_MB: '0', ENTITY_CACHE_MB: '0' },
};

interface Request {
  readonly document: ClientDocument;
  readonly customer: (typeof customers)[number];
  readonly locale: (typeof locales)[number];
  readonly currency: (typeof currencies)[number];
}

interface Answer {
  readonly status: number;
  /** Of a client that is in the answer's way, as the body is. */
  readonly cacheControl: string;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
  };
}

const { send, close } = createTransport();

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(async () => {
  close();
  await mocks.close();
});

async function ask(
  url: string,
  { document: { text, variables }, customer, locale, currency }: Request,
  { requestId, signal }: { requestId: string; signal?: AbortSignal },
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': locale,
      'x-currency': currency,
      'x-request-id': requestId,
      ...(customer !== null && { 'x-customer-id': customer }),
    },
    body: JSON.stringify({ query: text, variables }),
    ...(signal && { signal }),
  });
  return {
    status: response.status,
    cacheControl: response.headers.get('cache-control') ?? '',
    body: (await response.json()) as Answer['body'],
  };
}

/** The body with the id of its request left out of the errors. */
function nameless({ body }: Answer, requestId: string): unknown {
  for (const { extensions } of body.errors ?? []) expect(extensions['requestId']).toBe(requestId);
  return {
    ...body,
    errors: body.errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId: '' } })),
  };
}

const keyOf = ({ document, customer, locale, currency }: Request) =>
  [document.name, customer, locale, currency].join(' ');

const allOf = (documents: readonly ClientDocument[]): Request[] =>
  documents.flatMap((document) =>
    customers.flatMap((customer) =>
      locales.flatMap((locale) => currencies.map((currency) => ({ document, customer, locale, currency }))),
    ),
  );

/** What everybody is to be answered, by a BFF in which requests have nothing to do with each other. */
async function referenceOf(url: string, requests: readonly Request[]): Promise<Map<string, unknown>> {
  const answers = new Map<string, unknown>();
  const waiting = [...requests];
  const work = async () => {
    for (let request = waiting.pop(); request; request = waiting.pop()) {
      const answer = await ask(url, request, { requestId: 'reference' });
      answers.set(keyOf(request), { status: answer.status, body: nameless(answer, 'reference') });
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return answers;
}

/** Whether two requests are the same but for what they differ in. */
const alike = (one: Request, other: Request, differing: 'customer' | 'locale' | 'currency') =>
  (['document', 'customer', 'locale', 'currency'] as const).every(
    (input) => input === differing || one[input] === other[input],
  );

/** Asks at random, many at once, some of whom leave before they are answered. Returns those that got another answer. */
async function fuzz(
  urls: readonly string[],
  { pick, chance }: Random,
  requests: readonly Request[],
  reference: ReadonlyMap<string, unknown>,
): Promise<{ wrong: string[]; sharedByCaches: Set<string> }> {
  const mixed = requests.filter(({ document }) => 'mine' in document.variables);
  const wrong: string[] = [];
  const sharedByCaches = new Set<string>();
  const askOne = async (request: Request, requestId: string, leaves: boolean) => {
    if (leaves) {
      const leaver = new AbortController();
      const left = ask(pick(urls), request, { requestId, signal: leaver.signal }).catch(() => {});
      setImmediate(() => leaver.abort());
      return left;
    }
    const answer = await ask(pick(urls), request, { requestId });
    const { document, locale, currency } = request;
    if (answer.cacheControl.startsWith('public'))
      sharedByCaches.add([document.name, locale, currency].join(' '));
    const got = { status: answer.status, body: nameless(answer, requestId) };
    if (JSON.stringify(got) !== JSON.stringify(reference.get(keyOf(request)))) wrong.push(keyOf(request));
    return undefined;
  };
  for (let burst = 0; burst < BURSTS; burst++) {
    // Those of one burst are the same but for one thing, by which they could be taken for each other.
    const base = chance(0.2) ? pick(mixed) : pick(requests);
    const differing = pick(['customer', 'locale', 'currency'] as const);
    const some = requests.filter((request) => alike(request, base, differing));
    const { document } = base;
    // A document that nobody has seen yet, so that it is not known to be private.
    const unseen = (request: Request, variables = request.document.variables): Request => ({
      ...request,
      document: { ...request.document, text: `${document.text} # ${burst}`, variables },
    });
    const isMixed = 'mine' in document.variables;
    if (isMixed) await ask(pick(urls), unseen(base, { mine: false }), { requestId: 'first' });
    await Promise.all(
      Array.from({ length: BURST }, (_, n) =>
        askOne(isMixed ? unseen(pick(some)) : pick(some), `b-${burst}-${n}`, chance(0.08)),
      ),
    );
  }
  return { wrong, sharedByCaches };
}

describe.each(clients)('$folder', ({ folder, define }) => {
  let requests: Request[];
  let reference: Map<string, unknown>;

  beforeAll(async () => {
    const shipped = await readDocuments(new URL(`../${folder}/documents/`, import.meta.url));
    requests = allOf([...shipped, mixedDocument(folder)]);
    const alone = await startClockedBff(await define(), mocks.urls, everythingOff, { transport: send });
    reference = await referenceOf(alone.url, requests);
    await alone.close();
  });

  const answersTo = (name: string, changed: Partial<Request>) =>
    requests
      .filter(({ document }) => document.name === name)
      .map((request) => [request, reference.get(keyOf({ ...request, ...changed }))] as const);

  it.each([
    ['customer', { customer: 'u-008' }],
    ['locale', { locale: 'en' }],
    ['currency', { currency: 'EUR' }],
  ] as const)('has answers that differ by %s alone, which could be mixed up', (_what, changed) => {
    const names = [...new Set(requests.map(({ document }) => document.name))];
    const differing = names.filter((name) =>
      answersTo(name, changed).some(
        ([request, other]) => JSON.stringify(reference.get(keyOf(request))) !== JSON.stringify(other),
      ),
    );

    expect(differing.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(environments))(
    'gives nobody the answer of another, with %s',
    async (_name, environment) => {
      const sources: Sources = new Map();
      const bff = await startClockedBff(await define(), mocks.urls, environment, {
        transport: send,
        sources,
      });
      try {
        const { wrong, sharedByCaches } = await fuzz([bff.url], random(folder), requests, reference);

        expect(wrong).toEqual([]);
        expect(sources.get('joined')).toBeGreaterThan(BURSTS);
        if (environment['RESPONSE_CACHE_MB'] !== '0') expect(sources.get('cached')).toBeGreaterThan(BURSTS);
        // Whatever stands between may give a public answer to anybody.
        for (const shared of sharedByCaches) {
          const [name, locale, currency] = shared.split(' ');
          const answers = customers.map((customer) =>
            JSON.stringify(reference.get([name, customer, locale, currency].join(' '))),
          );
          expect(new Set(answers), shared).toHaveLength(1);
        }
      } finally {
        await bff.close();
      }
    },
  );

  it('gives nobody the answer of another, where two processes keep answers for each other', async ({
    skip,
  }) => {
    skip(!redisIsThere && !process.env.CI, `there is no Redis at ${redisUrl}`);
    const definition = await define();
    const build = testBuild();
    const start = async () => {
      const { level } = await connectedLevel(build);
      const bff = await startClockedBff(
        definition,
        mocks.urls,
        // A whole answer that is kept would not be put together again from what the other process was answered.
        { RESPONSE_CACHE_MB: '0' },
        {
          transport: send,
          // And hardly anything has room in the process itself.
          sharing: reuseOptionsOf({ BATCHING: true, SINGLE_FLIGHT: true, ENTITY_CACHE_MB: 0.02 }, level),
        },
      );
      onTestFinished(bff.close);
      return bff;
    };
    const bffs = [await start(), await start()];

    const urlsOfBoth = bffs.map(({ url }) => url);
    const { wrong } = await fuzz(urlsOfBoth, random(`${folder} of two`), requests, reference);

    expect(wrong).toEqual([]);
    for (const bff of bffs) expect(sharedReads(bff)).toBeGreaterThan(BURSTS);
    // Services are not told who asks, so that only what is there shows whose it is.
    const values = await Promise.all((await keysOf(build)).map((key) => rawRedis.getBuffer(key)));
    const kept = values.filter((value) => value !== null).map((value) => deserialize(value) as CacheEntry);
    expect(kept.length).toBeGreaterThan(BURSTS);
    expect(kept.filter((answer) => answer.private)).toEqual([]);
  });
});
