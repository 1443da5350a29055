import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { mapConcurrently } from '../shared/lib/concurrency.ts';
import type { BffDefinition } from '../shared/process/create-bff.ts';
import { readDocuments, type ClientDocument } from '../shared/graphql/documents/client-documents.ts';
import { errorsEverywhere } from '../shared/testing/everywhere.ts';
import { createTransport } from '../shared/upstream/client.ts';
import { defaultResilience } from '../shared/resilience/options.ts';
import { definitions, type UpstreamName } from '../shared/upstreams/index.ts';
import { clients } from './clients.ts';
import { LIFETIME_MS, startClockedBff, type ClockedAnswer, type Sources } from './clocked-bff.ts';
import { startFaultyProxy, type Condition } from './faulty-proxy.ts';
import { everythingOff } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

const names = Object.keys(definitions) as UpstreamName[];
const sicknesses = ['down', 'slow', 'nonsense'] as const satisfies readonly Condition[];

/** Fields put together from several services, which say less, without an error, when one of them is silent. */
const derived = /(jsonLd|badge)$/;

/** Lists that leave out what is sold out, and cannot while inventory is silent. */
const promoting = /^(homePage\.(bestRated|onPromotion)|home\.sections\.\d+\.cards)\./;

/** Enough at once to keep waiting for slow services short, and few enough not to be slow itself. */
const CONCURRENCY = 8;

const { send, close } = createTransport();

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(async () => {
  close();
  await mocks.close();
});

/** How a BFF is configured, and how many ask it the same at once. */
interface Way {
  readonly environment: Readonly<Record<string, string>>;
  readonly atOnce: number;
  /** Whether it still gives an answer that it has given, as long as that is true. */
  readonly keeps: boolean;
}

const ways: Readonly<Record<string, Way>> = {
  'each request alone': { environment: everythingOff, atOnce: 1, keeps: false },
  'sharing calls and answers': { environment: {}, atOnce: 3, keeps: true },
};

/** What it takes to find out what a document's answers are, in one way. */
interface Surroundings {
  readonly definition: BffDefinition;
  readonly document: ClientDocument;
  readonly way: Way;
  readonly sources: Sources;
}

it.each(Object.entries(ways))(
  'a BFF promises each screen what docs/degradation.md says (npm run degradation:update renews it), %s',
  async (_way, way) => {
    const sections: string[] = [];
    const sources: Sources = new Map();
    for (const { folder, define } of clients) {
      const definition = await define();
      const documents = await readDocuments(definition.documents);
      sections.push(`## ${folder}`);
      for (const document of documents)
        sections.push(await describeDocument({ definition, document, way, sources }));
    }

    await expect(`${PREFACE}\n${sections.join('\n\n')}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, '..', 'docs', 'degradation.md'),
    );
    // It is the answers that were shared which are to be held to it.
    const [executed = 0, joined = 0, cached = 0] = ['executed', 'joined', 'cached'].map((source) =>
      sources.get(source),
    );
    if (way.keeps) expect(Math.min(joined, cached)).toBeGreaterThan(executed / 3);
    else expect(joined + cached).toBe(0);
  },
);

describe('once services are well that were given up', () => {
  // Opossum's timer alone runs on the machine's clock.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it.each(clients)(
    '$folder shows everything whole again as soon as breakers let calls through',
    async ({ define }) => {
      const definition = await define();
      const documents = await readDocuments(definition.documents);
      const proxies = await Promise.all(
        names.map(async (name) => [name, await startFaultyProxy(mocks.urls[name])] as const),
      );
      const become = (condition: Condition) => proxies.forEach(([, proxy]) => proxy.become(condition));
      const urls = Object.fromEntries(proxies.map(([name, { url }]) => [name, url])) as RunningMocks['urls'];
      const bff = await startClockedBff(definition, urls, {}, { transport: send });
      onTestFinished(async () => {
        await bff.close();
        await Promise.all(proxies.map(([, proxy]) => proxy.close()));
      });
      const askAll = async () =>
        (await Promise.all(documents.map((document) => bff.ask(document, 3)))).flat();
      const breakersAre = (state: string) =>
        bff
          .statuses()
          .every(({ classes }) => Object.values(classes).some(({ breaker }) => breaker.state === state));
      become('well');
      const healthy = await askAll();

      become('down');
      bff.skip(LIFETIME_MS + 1);
      for (let round = 0; round < 20 && !breakersAre('open'); round++) await askAll();
      become('well');
      const spared = await askAll();
      expect(spared.some(({ extensions }) => extensions?.degraded)).toBe(true);

      const { openMs, probes } = defaultResilience.breaker;
      bff.skip(openMs);
      vi.advanceTimersByTime(openMs);
      for (let probe = 0; probe < probes.toClose; probe++) await askAll();
      expect(await askAll()).toEqual(healthy);
    },
  );
});

const PREFACE = `# What a sick service costs each screen

Made by \`npm run degradation:update\` from the running system, and compared by the tests: a change of what the frontends
are promised shows in review. A service is **down** when it resets connections, **slow** when it never answers, and talks
**nonsense** when its answer is JSON of another shape. The fields of a row are then null, with an error each of the code
under the illness (\`…\` is \`UPSTREAM_\`); whatever is not named is whole, and a service that is not named is not asked. \`[]\`
stands for every item of a list, which one error tells of together. Once the service has answered, its last answer stands
in for a while: then the fields of the last column have their value, nothing is null, and \`extensions.degraded\` says how
old each is.

While inventory has never answered, nobody knows what is sold out: delivery estimates and labels are told as if there were some.
`;

/** The table of one document: a row for each service that it asks. */
async function describeDocument(surroundings: Surroundings): Promise<string> {
  const { definition, document, way } = surroundings;
  const asked = new Set<string>();
  const bff = await startClockedBff(definition, mocks.urls, way.environment, {
    transport: (request) => {
      asked.add(request.upstream);
      return send(request);
    },
  });
  const [healthy] = await bff.ask(document);
  await bff.close();
  expectWhole(healthy!, healthy!, document.name);

  const cases = names
    .filter((name) => asked.has(name))
    .flatMap((name) => sicknesses.map((sickness) => ({ name, sickness })));
  const results = await mapConcurrently(cases, CONCURRENCY, ({ name, sickness }) =>
    fallIll(surroundings, name, sickness, healthy!),
  );
  const failure = results.find((result) => result instanceof Error);
  if (failure) throw failure;
  if (cases.length === 0) return `### ${document.name}\n\nAsks no service.`;
  const rows = cases.map((one, index) => ({ ...one, ...(results[index] as Cost) }));
  return [
    `### ${document.name}`,
    '',
    '| without | is null | down | slow | nonsense | old, once it has answered |',
    '| --- | --- | --- | --- | --- | --- |',
    ...[...Map.groupBy(rows, ({ name }) => name).values()].flatMap(rowsOf),
  ].join('\n');
}

/** What an illness takes: fields, and the codes that they fail with. */
interface Cost {
  readonly lost: string;
  readonly codes: string;
  readonly old: string;
}

/** The rows of one service: one, where its illnesses differ in their codes alone. */
function rowsOf(illnesses: readonly (Cost & { name: UpstreamName; sickness: Condition })[]): string[] {
  return [...Map.groupBy(illnesses, ({ lost, old }) => `${lost} ${old}`).values()].map((alike) => {
    const { name, lost, old } = alike[0]!;
    const codes = sicknesses.map((sickness) => alike.find((one) => one.sickness === sickness)?.codes ?? '');
    return `| ${[name, lost, ...codes, old === lost ? 'the same' : old].join(' | ')} |`;
  });
}

/** What is null when `name` has never answered, and what is old when it has. Well again, it costs nothing. */
async function fallIll(
  { definition, document, way, sources }: Surroundings,
  name: UpstreamName,
  sickness: Condition,
  healthy: ClockedAnswer,
): Promise<Cost> {
  const proxy = await startFaultyProxy(mocks.urls[name]);
  let condition: Condition = sickness;
  const become = (next: Condition) => {
    condition = next;
    proxy.become(next);
  };
  const urls = { ...mocks.urls, [name]: proxy.url };
  const hangs = { name, now: () => condition === 'slow' };
  const bff = await startClockedBff(definition, urls, way.environment, { transport: send, hangs, sources });
  const about = (when: string) => `${document.name}, ${name} ${sickness}, ${when}`;
  /** What all who ask at once are answered. */
  const ask = async (when: string): Promise<ClockedAnswer> => {
    const [answer, ...others] = await bff.ask(document, way.atOnce);
    for (const other of others) expect(inOrder(other), about(when)).toEqual(inOrder(answer!));
    return answer!;
  };
  const expectHealed = async (when: string) => {
    become('well');
    // No time has passed: whatever was kept of the sick service's answers would still be given.
    expectWhole(await ask(when), healthy, about(when));
  };
  try {
    become(sickness);
    const cold = await ask('never heard of');
    const lost = errorsEverywhere(cold.errors).map(({ path }) => path!.join('.'));
    const foreseen = (path: string) =>
      lost.includes(path) || derived.test(path) || (name === 'inventory' && promoting.test(path));
    expect(changes(healthy.data, cold.data).filter((path) => !foreseen(path))).toEqual([]);
    expect((cold.errors ?? []).every(({ extensions }) => extensions['upstream'] === name)).toBe(true);

    await expectHealed('after it was never heard of');
    become(sickness);
    if (way.keeps)
      expectWhole(await ask('while its answer is true'), healthy, about('while its answer is true'));

    bff.skip(LIFETIME_MS + 1);
    const warm = await ask('once it has answered');
    expect(warm.errors, about('once it has answered')).toBeUndefined();
    expect(warm.data).toEqual(healthy.data);

    await expectHealed('after its answer was old');

    const errors = cold.errors ?? [];
    return {
      lost: list(errors.map(({ path }) => `\`${pattern(path!)}\``)),
      codes: list(errors.map(({ extensions }) => String(extensions['code']).replace('UPSTREAM_', '…'))),
      old: list((warm.extensions?.degraded ?? []).map(({ path }) => `\`${pattern(path)}\``)),
    };
  } finally {
    await bff.close();
    await proxy.close();
  }
}

/** Nothing is null that was not, nothing is old, and nothing is said to be. */
function expectWhole(answer: ClockedAnswer, healthy: ClockedAnswer, about: string): void {
  expect(answer, about).toEqual({ status: 200, data: healthy.data });
}

/** Fields are told of in the order in which they come about. */
function inOrder({ errors, extensions, ...rest }: ClockedAnswer) {
  const sorted = (told: readonly unknown[] = []) => told.map((one) => JSON.stringify(one)).sort();
  return { ...rest, errors: sorted(errors), degraded: sorted(extensions?.degraded) };
}

function pattern(path: readonly (string | number)[]): string {
  return path.map((part) => (typeof part === 'number' ? '[]' : part)).join('.');
}

function list(cells: readonly string[]): string {
  return [...new Set(cells)].sort().join('<br>') || 'nothing';
}

/** The paths at which `after` is not what `before` was. */
function changes(before: unknown, after: unknown, path: readonly string[] = []): string[] {
  if (typeof before === 'object' && before !== null && typeof after === 'object' && after !== null) {
    return Object.entries(before).flatMap(([key, value]) =>
      changes(value, (after as Record<string, unknown>)[key], [...path, key]),
    );
  }
  return before === after ? [] : [path.join('.')];
}
