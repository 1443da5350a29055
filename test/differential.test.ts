import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Degradation } from '../shared/graphql/degradation.ts';
import { readDocuments } from '../shared/graphql/documents/client-documents.ts';
import { redisIsThere, redisUrl, testBuild } from '../shared/testing/redis.ts';
import { degradedEverywhere, errorsEverywhere } from '../shared/testing/everywhere.ts';
import { createTransport } from '../shared/upstream/client.ts';
import { reuseOptionsOf, type ReuseOptions } from '../shared/upstream/reuse-options.ts';
import { definitions, type UpstreamName } from '../shared/upstreams/index.ts';
import { clients } from './clients.ts';
import { LIFETIME_MS, sharedReads, startClockedBff, type ClockedBff } from './clocked-bff.ts';
import { connectedLevel } from './connected-level.ts';
import { startFaultyProxy, type Condition } from './faulty-proxy.ts';
import { generateOperation, type GeneratedOperation, type Words } from './generated-operations.ts';
import { everythingOff, unlimited } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';
import { part } from './long-form.ts';

/** Values that services know, know nothing of, or refuse. */
const words: Words = {
  'id': ['p-0726', 'p-0092', 'p-0001', 'p-9999', '../p'],
  'Query.order.id': ['o-00097', 'o-03347', 'o-03712', 'o-99999'],
  'Query.orderScreen.id': ['o-00097', 'o-03347', 'o-03712', 'o-99999'],
  'Query.customer.id': ['u-004', 'u-008', 'u-999'],
  'slug': ['falter-paper-table-lamp', 'alcova-stoneware-tea-bowl', 'fallow-oak-reading-lamp', 'no-such'],
  'Query.category.slug': ['lighting', 'kitchen', 'no-such'],
  'Query.categoryScreen.id': ['lighting', 'table-lamps', 'no-such'],
  'to': ['DE', 'KR', 'NZ'],
  'timeZone': ['Europe/Berlin', 'Asia/Tokyo', 'Nowhere'],
  'filters': ['category:table-lamps', 'brand:Tessaro', 'price:low', 'x'],
  'country': ['DE', 'KR', 'NZ', 'de'],
  'first': [1, 2, 2, 3, 3, 5, 0, 51],
  'after': ['x', '', 'eyJjIjpudWxsLCJvIjoyfQ'],
  'query': ['lamp', 'table la', '  '],
  'text': ['lamp', 'wool', '  '],
  'version': ['5.9.9', '9.0.0', 'x'],
  'width': [48, 160, 390, 0],
  'density': [1, 2.5, 3, 9],
  'ProductFilter.brands': ['Hyggelig', 'Alcova', 'Nobody'],
  'ProductFilter.categories': ['lighting', 'kitchen-and-dining', 'no-such'],
};

/** Made up for each client. */
const OPERATIONS = part(1_000);

/** Operations under way at a time: enough for them to meet. */
const AT_ONCE = 6;

type Path = Degradation['path'];

interface Answer {
  readonly status: number;
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly path?: Path;
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: { readonly degraded?: readonly Degradation[] };
}

/** A BFF with all that makes answers cheaper, and one without any of it. Time stands still in both. */
interface Both {
  readonly on: ClockedBff;
  readonly off: ClockedBff;
}

async function ask(
  bff: ClockedBff,
  { text, variables, headers, operationName }: GeneratedOperation,
): Promise<Answer> {
  const response = await fetch(`${bff.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: text, variables, operationName }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

/** What must be the same of two answers: all but ids, ages, and what the GraphQL specification leaves open. */
function comparable({ status, data, errors = [], extensions }: Answer) {
  const degraded = degradedEverywhere(extensions?.degraded).filter(
    ({ path }) => nullWithin(data, path) === undefined,
  );
  return {
    status,
    // As text: the order of fields is part of an answer.
    data: JSON.stringify(data),
    // Inside of a null some errors may be missing, and with them the place that tells of the others.
    errors: [
      ...new Set(errorsEverywhere(errors).map((error) => JSON.stringify(comparableError(error, data)))),
    ].sort(),
    degraded: degraded.map((each) => JSON.stringify({ ...each, ageMs: undefined })).sort(),
  };
}

/** Where an error made null of something larger, others inside of that may be told as well, or not (6.4.4). */
function comparableError(error: NonNullable<Answer['errors']>[number], data: unknown) {
  const insideOf = nullWithin(data, error.path ?? []);
  return insideOf ? { insideOf } : { ...error, extensions: { ...error.extensions, requestId: undefined } };
}

/** The null on the way to `path`, where there is one. */
function nullWithin(data: unknown, path: Path): Path | undefined {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null) return path.slice(0, depth);
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  return undefined;
}

const names = Object.keys(definitions) as UpstreamName[];

/** What makes a service sick that does not depend on time. */
const conditions = ['down', 'nonsense'] as const satisfies readonly Condition[];

let mocks: RunningMocks;
beforeAll(async () => {
  // The services look at the clock, and see the same whoever asks first.
  vi.useFakeTimers({ toFake: ['Date'] });
  mocks = await startMocks();
});
afterAll(async () => {
  await mocks.close();
  vi.useRealTimers();
});

describe.each(
  await Promise.all(
    clients.map(async ({ folder, define }) => ({ folder, definition: unlimited(await define()) })),
  ),
)(
  '$folder answers the same with all that makes answers cheaper and without any of it',
  async ({ folder, definition }) => {
    const documents: readonly GeneratedOperation[] = await readDocuments(definition.documents);
    const generated = (count: number, what: string) =>
      Array.from({ length: count }, (_, n) =>
        generateOperation(definition.schema, words, `${folder} ${what} ${n}`),
      );

    /** Starts a BFF whose breakers stay closed: one opens after so many failures, and so sooner where more is asked. */
    async function start(
      urls: RunningMocks['urls'],
      environment: Readonly<Record<string, string>>,
      sharing?: ReuseOptions,
    ): Promise<ClockedBff> {
      const transport = createTransport();
      const bff = await startClockedBff(definition, urls, environment, {
        transport: transport.send,
        ...(sharing && { sharing }),
      });
      onTestFinished(async () => {
        await bff.close();
        transport.close();
      });
      bff.holdClosed();
      return bff;
    }

    /** Starts a BFF with everything on, unless `environment` says otherwise, and one with everything off. */
    async function startBoth(
      urls: RunningMocks['urls'],
      environment: Readonly<Record<string, string>> = {},
    ): Promise<Both> {
      return { on: await start(urls, environment), off: await start(urls, everythingOff) };
    }

    /** What both answer, which must be the same. Each is asked twice at once, as answers are shared then. */
    async function compare({ on, off }: Both, operation: GeneratedOperation): Promise<Answer> {
      const [expected, ...answers] = await Promise.all([off, on, on].map((bff) => ask(bff, operation)));
      for (const answer of answers) {
        expect(comparable(answer), JSON.stringify(operation, null, 1)).toEqual(comparable(expected!));
      }
      // What a client sends can be wrong in many ways, and is never a fault of the server.
      const codes = (expected!.errors ?? []).map(({ extensions }) => extensions['code']);
      expect(codes, JSON.stringify(operation, null, 1)).not.toContain('INTERNAL');
      return expected!;
    }

    async function compareAll(both: Both, operations: readonly GeneratedOperation[]): Promise<Answer[]> {
      const answers: Answer[] = [];
      const queue = operations.values();
      const work = async () => {
        for (const operation of queue) answers.push(await compare(both, operation));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      expect(answers).toHaveLength(operations.length);
      return answers;
    }

    it('while all is well', async () => {
      const both = await startBoth(mocks.urls);

      const answers = await compareAll(both, [...documents, ...documents, ...generated(OPERATIONS, 'well')]);

      // Neither is worth much alone.
      const inFull = answers.filter(({ errors }) => !errors);
      const inPart = answers.filter(({ errors, data }) => errors && data);
      expect(Math.min(inFull.length, inPart.length)).toBeGreaterThan(OPERATIONS / 5);
    });

    it('with what another process was answered', async ({ skip }) => {
      skip(!redisIsThere && !process.env.CI, `there is no Redis at ${redisUrl}`);
      const build = testBuild();
      const off = await start(mocks.urls, everythingOff);
      const operations = [...documents, ...generated(40, 'another process')];
      const run = async () => {
        const { level, written } = await connectedLevel(build);
        const sharing = reuseOptionsOf({ BATCHING: true, SINGLE_FLIGHT: true, ENTITY_CACHE_MB: 32 }, level);
        const on = await start(mocks.urls, {}, sharing);
        await compareAll({ on, off }, operations);
        await written();
        return sharedReads(on);
      };
      await run();

      expect(await run()).toBeGreaterThan(operations.length);
    });

    it.each(names.flatMap((name) => conditions.map((condition) => ({ name, condition }))))(
      'while $name is sick: $condition',
      async ({ name, condition }) => {
        const proxy = await startSick(name, condition);
        const both = await startBoth({ ...mocks.urls, [name]: proxy.url });

        await compareAll(both, [...documents, ...generated(5, `${name} ${condition}`)]);
      },
    );

    it('while each service in turn is down whose answers have been kept', async () => {
      const proxies = await Promise.all(
        names.map(async (name) => [name, await startSick(name, 'well')] as const),
      );
      const urls = Object.fromEntries(proxies.map(([name, { url }]) => [name, url])) as RunningMocks['urls'];
      // What a cache still holds to be true is not old, and so hides that a service is down.
      const both = await startBoth(urls, { ENTITY_CACHE_MB: '0', RESPONSE_CACHE_MB: '0' });
      const operations = [...documents, ...generated(part(10), 'kept')];
      await compareAll(both, operations);
      both.on.skip(LIFETIME_MS + 1);
      both.off.skip(LIFETIME_MS + 1);

      const old = new Set<UpstreamName>();
      for (const [name, proxy] of proxies) {
        proxy.become('down');
        const answers = await compareAll(both, operations);
        proxy.become('well');
        if (answers.some(({ extensions }) => extensions?.degraded)) old.add(name);
      }
      expect(old).toEqual(new Set(names));
    });
  },
);

async function startSick(name: UpstreamName, condition: Condition) {
  const proxy = await startFaultyProxy(mocks.urls[name]);
  proxy.become(condition);
  onTestFinished(proxy.close);
  return proxy;
}
