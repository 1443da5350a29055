import { join } from 'node:path';
import type { GraphQLFormattedError } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mapConcurrently } from '../shared/lib/concurrency.ts';
import { systemClock, type Clock } from '../shared/lib/clock.ts';
import { createApollo } from '../shared/server/apollo.ts';
import { createRequestContext, inputsFrom } from '../shared/server/context.ts';
import { createBff, type BffDefinition } from '../shared/server/create-bff.ts';
import type { Degradation } from '../shared/server/degradation.ts';
import { readDocuments, type ClientDocument } from '../shared/server/documents.ts';
import { currentRequestId } from '../shared/server/error-format.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { createMetrics } from '../shared/telemetry/metrics.ts';
import { createTransport, type Transport } from '../shared/upstream/client.ts';
import { noSharing, sharingOf, type Sharing } from '../shared/upstream/sharing.ts';
import { defaultResilience } from '../shared/upstream/resilience.ts';
import {
  connectUpstreams,
  definitions,
  type ConnectedUpstreams,
  type UpstreamName,
} from '../shared/upstreams/index.ts';
import { clients } from './clients.ts';
import { startFaultyProxy, type Condition } from './faulty-proxy.ts';
import { send as ask, type GraphQLAnswer } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

const names = Object.keys(definitions) as UpstreamName[];
const sicknesses = ['down', 'slow', 'nonsense'] as const satisfies readonly Condition[];

/** Fields put together from several services, which say less, without an error, when one of them is silent. */
const derived = /(jsonLd|badge)$/;

/** Enough at once to keep waiting for slow services short, and few enough not to be slow itself. */
const CONCURRENCY = 24;

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: { readonly degraded?: readonly Degradation[] };
}

const { send, close } = createTransport();

/** A service that is well is waited for, however slow the machine that runs the tests. */
const patient = {
  transport: send,
  clock: { now: systemClock.now, after: () => () => {} } satisfies Clock,
  observe: () => {},
};

let mocks: RunningMocks;
let well: ConnectedUpstreams;
beforeAll(async () => {
  mocks = await startMocks();
  well = connectUpstreams(mocks.urls, patient);
});
afterAll(async () => {
  well.close();
  close();
  await mocks.close();
});

/** How operations come to their answers. */
interface Way {
  /** How the sick service is asked. */
  readonly transport: Transport;
  readonly sharing: () => Sharing;
  readonly open: (definition: BffDefinition) => Promise<OpenBff>;
}

/** What executes documents over whichever services it is given. */
type OpenBff = (upstreams: ConnectedUpstreams) => Promise<{ execute: Execute; close: () => Promise<void> }>;
type Execute = (document: ClientDocument) => Promise<Answer>;

const ways: Readonly<Record<string, Way>> = {
  'each operation alone': { transport: send, sharing: noSharing, open: withoutDoor },
  // Of a service that lets nothing be kept: what is fresh is not asked for, sick service or not.
  'all that operations share, over HTTP': {
    transport: async (request) => ({ ...(await send(request)), caching: { cacheControl: 'no-store' } }),
    sharing: () => sharingOf({ BATCHING: true, SINGLE_FLIGHT: true, ENTITY_CACHE_MB: 32 }),
    open: throughDoor,
  },
};

it.each(Object.entries(ways))(
  'promises each screen what docs/degradation.md says (npm run degradation:update renews it), %s',
  async (_way, way) => {
    const sections: string[] = [];
    for (const { folder, define } of clients) {
      const definition = await define();
      const open = await way.open(definition);
      const documents = await readDocuments(definition.documents);
      sections.push(`## ${folder}`);
      for (const document of documents) sections.push(await describeDocument(open, document, way));
    }

    await expect(`${PREFACE}\n${sections.join('\n\n')}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, '..', 'docs', 'degradation.md'),
    );
  },
  240_000,
);

const PREFACE = `# What a sick service costs each screen

Made by \`npm run degradation:update\` from the running system, and compared by the tests: a change of what the frontends
are promised shows in review. A service is **down** when it resets connections, **slow** when it never answers, and talks
**nonsense** when its answer is JSON of another shape. The fields of a row are then null, with an error each of the code
under the illness (\`…\` is \`UPSTREAM_\`); whatever is not named is whole, and a service that is not named is not asked. \`[]\`
stands for every item of a list. Once the service has answered, its last answer stands in for a while: then the fields of
the last column have their value, nothing is null, and \`extensions.degraded\` says how old each is.
`;

async function withoutDoor({ schema }: BffDefinition): Promise<OpenBff> {
  const apollo = createApollo({
    schema,
    introspection: false,
    compiledExecution: true,
    logger: createLogger('degradation', 'silent'),
  });
  await apollo.start();
  return async ({ endpoints }) => ({
    execute: async ({ text, variables, headers }) => {
      const contextValue = createRequestContext({
        // Each service is given up by its own time limits; the operation's would only add the machine's mood.
        inputs: inputsFrom(headers, 60_000),
        requestId: 'degradation',
        signal: new AbortController().signal,
        clock: systemClock,
        upstreams: endpoints,
      });
      const { body } = await currentRequestId.run('degradation', () =>
        apollo.executeOperation({ query: text, variables: { ...variables } }, { contextValue }),
      );
      if (body.kind !== 'single') throw new Error('an incremental answer');
      return JSON.parse(JSON.stringify(body.singleResult)) as Answer;
    },
    close: async () => {},
  });
}

/** Several clients at once ask the same, and are answered the same: by one execution, as it is under way. */
const CLIENTS = 3;

async function throughDoor(definition: BffDefinition): Promise<OpenBff> {
  return async (upstreams) => {
    const bff = await createBff(
      { ...definition, deadlineMs: 60_000 },
      {
        upstreams: { ...upstreams, close: () => {} },
        clock: systemClock,
        logger: createLogger('degradation', 'silent'),
        metrics: createMetrics(),
        limits: { maxOperations: CLIENTS, maxEventLoopDelayMs: 60_000 },
        eventLoopDelayMs: () => 0,
        playground: false,
        compiledExecution: true,
        answers: { coalesce: true, cacheBytes: 32_000_000 },
      },
    );
    const url = await bff.listen({ host: '127.0.0.1', port: 0 });
    return {
      execute: async (document) => {
        const answers = await Promise.all(Array.from({ length: CLIENTS }, () => ask(url, document)));
        const [first, ...others] = answers.map(withoutRequestIds);
        for (const other of others) expect(other).toEqual(first);
        return first!;
      },
      close: bff.close,
    };
  };
}

/** Every answer names the request that it answers, and may say how old it is a millisecond later. */
function withoutRequestIds({ data, errors, extensions }: GraphQLAnswer): Answer {
  return JSON.parse(
    JSON.stringify({ data, errors, extensions }, (key, value: unknown) =>
      key === 'requestId' || key === 'ageMs' ? undefined : value,
    ),
  ) as Answer;
}

/** The table of one document: a row for each service that it asks. */
async function describeDocument(open: OpenBff, document: ClientDocument, way: Way): Promise<string> {
  const asked = new Set<string>();
  const recording = connectUpstreams(mocks.urls, {
    ...patient,
    transport: (request) => {
      asked.add(request.upstream);
      return send(request);
    },
  });
  const bff = await open(recording);
  const healthy = await bff.execute(document);
  await bff.close();
  recording.close();
  expect(healthy.errors, document.name).toBeUndefined();

  const cases = names
    .filter((name) => asked.has(name))
    .flatMap((name) => sicknesses.map((sickness) => ({ name, sickness })));
  const results = await mapConcurrently(cases, CONCURRENCY, ({ name, sickness }) =>
    fallIll(open, document, name, sickness, healthy, way),
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

/** What is null when `name` has never answered, and what is old when it has. */
async function fallIll(
  open: OpenBff,
  document: ClientDocument,
  name: UpstreamName,
  sickness: Condition,
  healthy: Answer,
  way: Way,
): Promise<Cost> {
  const proxy = await startFaultyProxy(mocks.urls[name]);
  let condition: Condition = sickness;
  const become = (next: Condition) => {
    condition = next;
    proxy.become(next);
  };
  // Only a service that never answers is given up by the clock; back-offs are short, and pass either way.
  const patientUnlessSlow: Clock = {
    now: systemClock.now,
    after: (delayMs, action) =>
      condition === 'slow' || delayMs <= defaultResilience.retry.maxBackoffMs
        ? systemClock.after(delayMs, action)
        : () => {},
  };
  const sick = definitions[name].connect({
    ...patient,
    transport: way.transport,
    sharing: way.sharing(),
    clock: patientUnlessSlow,
    baseUrl: proxy.url,
  });
  const { execute, close } = await open({
    ...well,
    endpoints: { ...well.endpoints, [name]: sick.endpoints },
  });
  try {
    become(sickness);
    const cold = await execute(document);
    const lost = (cold.errors ?? []).map(({ path }) => path!.join('.'));
    expect(
      changes(healthy.data, cold.data).filter((path) => !lost.includes(path) && !derived.test(path)),
    ).toEqual([]);
    expect((cold.errors ?? []).every(({ extensions }) => extensions?.['upstream'] === name)).toBe(true);

    become('well');
    expect((await execute(document)).data).toEqual(healthy.data);
    become(sickness);
    const warm = await execute(document);
    expect(warm.errors, `${document.name} with a known answer of ${name}`).toBeUndefined();
    expect(warm.data).toEqual(healthy.data);

    const errors = cold.errors ?? [];
    return {
      lost: list(errors.map(({ path }) => `\`${pattern(path!)}\``)),
      codes: list(errors.map(({ extensions }) => String(extensions?.['code']).replace('UPSTREAM_', '…'))),
      old: list((warm.extensions?.degraded ?? []).map(({ path }) => `\`${pattern(path)}\``)),
    };
  } finally {
    await close();
    sick.close();
    await proxy.close();
  }
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
