import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCodes } from '../shared/lib/client-error.ts';
import { boundedCache } from '../shared/cache/bounded-cache.ts';
import { errorsEverywhere } from '../shared/testing/everywhere.ts';
import { workedMs } from '../shared/testing/worked-ms.ts';
import { createTransport } from '../shared/upstream/client.ts';
import { noReuse } from '../shared/upstream/reuse-options.ts';
import type { ClientDocument } from '../shared/graphql/documents/client-documents.ts';
import { definitions, type UpstreamName } from '../shared/upstreams/index.ts';
import { startClockedBff, type ClockedBff } from './clocked-bff.ts';
import { clients, type Folder } from './clients.ts';
import { isLong } from './long-form.ts';
import { heavy, MARK, nonsense, type Nonsense } from './nonsense.ts';
import { startRawUpstream, type Behaviour, type RawUpstream } from './raw-upstream.ts';
import { everythingOff, type GraphQLAnswer } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

const names = Object.keys(definitions) as UpstreamName[];

/** For each service an operation that asks it, and another that must not notice. As small as can be: thousands are sent. */
const operations: Readonly<Record<Folder, Readonly<Record<UpstreamName, string>>>> = {
  'bff-web': {
    catalog: '{ order(id: "o-03347") { number lines { product { title } } } }',
    pricing: ofProduct('price { amountMinor } formerPrice { amountMinor }'),
    inventory: ofProduct('stock { available }'),
    reviews: ofProduct('rating { average count } reviews(first: 2) { edges { node { title } } }'),
    users: ofProduct('reviews(first: 2) { edges { node { title author { name } } } }'),
    orders: `{ order(id: "o-03347") { number } ${ofProduct('').slice(1)}`,
    recommendations: ofProduct('recommendations(first: 2) { title }'),
    shipping: ofProduct('deliveryEstimate(country: "DE") { carrier }'),
  },
  'bff-mobile': {
    catalog: '{ orderScreen(id: "o-03347") { number lines { title } } }',
    pricing: ofScreen('priceLabel'),
    inventory: ofScreen('stockLabel'),
    reviews: ofScreen('rating { label } topReviews(first: 2) { title }'),
    users: ofScreen('topReviews(first: 2) { title authorName }'),
    orders: `{ orderScreen(id: "o-03347") { number } ${ofScreen('').slice(1)}`,
    recommendations: ofScreen('related(first: 2) { title }'),
    shipping: ofScreen('deliveryLabel(country: "DE")'),
  },
};
function ofProduct(fields: string): string {
  return `{ product(slug: "falter-paper-table-lamp") { title ${fields} } }`;
}
function ofScreen(fields: string): string {
  return `{ productScreen(id: "p-0726") { title ${fields} } }`;
}

const bad = ['UPSTREAM_BAD_ANSWER'];
const down = ['UPSTREAM_UNAVAILABLE'];
const slow = ['UPSTREAM_TIMEOUT', 'DEADLINE_EXCEEDED'];
const isSlow = ({ comesTo }: Row) => comesTo.includes('UPSTREAM_TIMEOUT');

type Row = Pick<Nonsense, 'name' | 'comesTo'>;

/** Every kind of fault that the services here know, in each of its forms (`mocks/kit/fault-plan.ts`). */
const faults: readonly (Row & {
  readonly fault?: object;
  readonly latencyMs?: number;
  readonly ratio?: number;
})[] = [
  ...[500, 502, 503, 504, 599].map((status) => ({
    name: `error ${status}`,
    fault: { kind: 'error', status },
    comesTo: down,
  })),
  ...[401, 403].map((status) => ({
    name: `error ${status}`,
    fault: { kind: 'error', status },
    comesTo: down,
  })),
  ...[400, 422].map((status) => ({
    name: `error ${status}`,
    fault: { kind: 'error', status },
    comesTo: ['BAD_USER_INPUT'],
  })),
  ...[404, 410].map((status) => ({
    name: `error ${status}`,
    fault: { kind: 'error', status },
    comesTo: 'less' as const,
  })),
  ...[402, 405, 409, 418, 451].map((status) => ({
    name: `error ${status}`,
    fault: { kind: 'error', status },
    comesTo: bad,
  })),
  {
    name: 'error 503 with Retry-After',
    fault: { kind: 'error', status: 503, retryAfterSeconds: 60 },
    comesTo: down,
  },
  { name: 'error 429', fault: { kind: 'error', status: 429 }, comesTo: down },
  {
    name: 'error 429 with Retry-After: 0',
    fault: { kind: 'error', status: 429, retryAfterSeconds: 0 },
    comesTo: down,
  },
  { name: 'hang', fault: { kind: 'hang' }, comesTo: slow },
  { name: 'reset before-body', fault: { kind: 'reset', at: 'before-body' }, comesTo: down },
  { name: 'reset inside-body', fault: { kind: 'reset', at: 'inside-body' }, comesTo: down },
  { name: 'truncated', fault: { kind: 'truncated' }, comesTo: down },
  { name: 'html', fault: { kind: 'html' }, comesTo: bad },
  { name: 'wrong-shape', fault: { kind: 'wrong-shape' }, comesTo: bad },
  { name: 'drip', fault: { kind: 'drip', bytesPerSecond: 20 }, comesTo: slow },
  { name: 'endless', fault: { kind: 'endless' }, comesTo: bad },
  ...['missing', 'duplicated', 'shuffled', 'null', 'swapped-ids'].map((mutation) => ({
    name: `items ${mutation}`,
    fault: { kind: 'items', mutation },
    comesTo: 'less' as const,
  })),
  { name: 'latency beyond all limits', latencyMs: 5_000, comesTo: slow },
  { name: 'latency within them', latencyMs: 50, comesTo: 'whole' },
];

/** A client, with one service that can be made to fail. */
interface Stage {
  readonly folder: Folder;
  readonly name: UpstreamName;
  readonly raw: RawUpstream;
  /** Where the service's faults are set. */
  readonly service: string;
  readonly bff: ClockedBff;
  /** Lets the time limits of its calls run, which stand still else: a busy machine is not to be taken for a slow service. */
  readonly setSlow: (slow: boolean) => void;
  readonly close: () => Promise<unknown>;
  readonly document: ClientDocument;
  readonly healthy: GraphQLAnswer;
}

const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => void unhandled.push(reason);

let well: RunningMocks;
let failing: RunningMocks;
let stages: readonly (readonly Stage[])[];

beforeAll(async () => {
  process.on('unhandledRejection', onUnhandled);
  process.on('uncaughtExceptionMonitor', onUnhandled);
  // Two of each service: one can be made to fail for those who ask that one alone.
  [well, failing] = await Promise.all([startMocks(), startMocks()]);
  stages = await Promise.all(
    names.map((name) =>
      Promise.all(
        clients.map(async ({ folder, define }) => {
          const definition = await define();
          const document: ClientDocument = {
            name: `${folder} ${name}`,
            text: operations[folder][name],
            variables: {},
            headers: { 'x-customer-id': 'u-008' },
          };
          const raw = await startRawUpstream(failing.urls[name]);
          const transport = createTransport();
          let isSlow = false;
          const bff = await startClockedBff(definition, { ...well.urls, [name]: raw.url }, everythingOff, {
            transport: transport.send,
            hangs: { name, now: () => isSlow, isAsked: () => raw.asked().length > 0, haste: 4 },
            // Nothing is kept, so that every row is felt.
            sharing: { ...noReuse(), kept: boundedCache(0) },
          });
          // An open breaker would hide what comes next.
          bff.holdClosed();
          const [healthy] = await bff.ask(document);
          expect(healthy!.errors, `${folder} ${name}`).toBeUndefined();
          const setSlow = (slow: boolean) => void (isSlow = slow);
          const close = async () => {
            await Promise.all([bff.close(), raw.close()]);
            transport.close();
          };
          return {
            folder,
            name,
            raw,
            service: failing.urls[name],
            bff,
            setSlow,
            close,
            document,
            healthy: healthy!,
          };
        }),
      ),
    ),
  );
});
afterAll(async () => {
  await Promise.all(
    (stages ?? []).flat().map(async ({ bff, raw }) => Promise.all([bff.close(), raw.close()])),
  );
  await Promise.all([well.close(), failing.close()]);
  process.off('unhandledRejection', onUnhandled);
  process.off('uncaughtExceptionMonitor', onUnhandled);
});

/** Far more than any row takes: time limits stand still, so that one which hangs would hang for ever. */
const PATIENCE_MS = 200_000;

async function ask({ bff, document }: Stage): Promise<GraphQLAnswer | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  try {
    return await Promise.race([promise, bff.ask(document).then(([answer]) => answer!)]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs `row` against both clients, and tells what is wrong with what came of it. */
async function play(
  clientsOf: readonly Stage[],
  row: Row,
  { begin, end = async () => {} }: { begin: () => Promise<Behaviour>; end?: () => Promise<void> },
): Promise<string[]> {
  const problems: string[] = [];
  const behaviour = await begin();
  await Promise.all(
    clientsOf.map(async (stage) => {
      stage.raw.become(behaviour);
      stage.setSlow(isSlow(row));
      const answer = await ask(stage);
      stage.setSlow(false);
      if (answer) problems.push(...problemsOf(answer, row, stage));
      else problems.push(`${stage.folder} ${stage.name}, ${row.name}: never answered`);
    }),
  );
  await end();
  await Promise.all(
    clientsOf.map(async (stage) => {
      const { folder, name, raw, healthy } = stage;
      raw.become('well');
      // A turn of the event loop, for the ends of connections to arrive.
      await new Promise((passed) => setTimeout(passed, 5));
      const again = await ask(stage);
      if (JSON.stringify(again) !== JSON.stringify(healthy))
        problems.push(
          `${folder} ${name}, after ${row.name}: not whole again: ${JSON.stringify(again?.errors)}`,
        );
    }),
  );
  return problems;
}

function problemsOf(answer: GraphQLAnswer, { name: row, comesTo }: Row, stage: Stage): string[] {
  const problems: string[] = [];
  const check = (holds: boolean, problem: string) => {
    if (!holds) problems.push(`${stage.folder} ${stage.name}, ${row}: ${problem}`);
  };
  const { status, data, errors = [], extensions } = answer;
  check(stage.raw.asked().length > 0, 'the service was not asked');
  check(!stage.raw.asked().some((path) => path.includes('redirected')), 'a redirect was followed');
  check(status === 200, `status ${status}`);
  const text = JSON.stringify(answer);
  check(
    !text.includes(MARK),
    `shows ${MARK}: ${text.slice(Math.max(0, text.indexOf(MARK) - 100)).slice(0, 200)}`,
  );
  check(
    !/"message":"[^"]*(127\.0\.0\.1|169\.254|ECONN|https?:|HPE_)/.test(text),
    `an error that tells too much`,
  );
  check(extensions?.['degraded'] === undefined, 'something is stale, though nothing may be kept');
  for (const { extensions: told, message } of errors) {
    const code = String(told['code']);
    check(told['upstream'] === stage.name, `an error of ${String(told['upstream'])}`);
    check(Object.hasOwn(errorCodes, code), `the code ${code}`);
    check(new RegExp(`\\bthe ${stage.name} service\\b`, 'i').test(message), `the message ${message}`);
    if (Array.isArray(comesTo)) check(comesTo.includes(code), `the code ${code}`);
  }
  const failed = errorsEverywhere(errors).map(({ path }) => path!.join('.'));
  const unexplained = changes(stage.healthy.data, data).filter(({ path }) => !failed.includes(path));
  const list = (of: readonly Change[]) =>
    of
      .slice(0, 3)
      .map(({ path, now }) => `${path}: ${String(now)}`)
      .join();
  if (comesTo === 'whole') check(failed.length === 0, `not whole: ${failed.join()}`);
  else if (Array.isArray(comesTo)) check(failed.length > 0, 'no error');
  if (comesTo !== 'less') check(unexplained.length === 0, `changed without an error: ${list(unexplained)}`);
  else {
    // What is left may move up to where another was; what the service never said is nowhere.
    const said = leaves(stage.healthy.data);
    const invented = unexplained.filter(({ now }) => now !== null && now !== undefined && !said.has(now));
    check(invented.length === 0, `shows what was never said: ${list(invented)}`);
  }
  return problems;
}

interface Change {
  readonly path: string;
  readonly now: unknown;
}

/** The places at which `after` is not what `before` was. */
function changes(before: unknown, after: unknown, path: readonly string[] = []): Change[] {
  if (typeof before === 'object' && before !== null && typeof after === 'object' && after !== null)
    return Object.entries(before).flatMap(([key, value]) =>
      changes(value, (after as Record<string, unknown>)[key], [...path, key]),
    );
  return before === after ? [] : [{ path: path.join('.'), now: after }];
}

/** Every value that an answer shows. */
function leaves(value: unknown): Set<unknown> {
  if (typeof value !== 'object' || value === null) return new Set([value]);
  return new Set(Object.values(value).flatMap((each) => [...leaves(each)]));
}

/**
 * All services at once, each through its rows one after the other.
 *
 * @param sparsely whether each row is one service's turn, and not all of them's
 */
async function playAll<Each extends Row>(
  rows: readonly Each[],
  turns: (row: Each, service: string) => Parameters<typeof play>[2],
  sparsely = !isLong,
): Promise<void> {
  const loop = watchTurns();
  const problems = await Promise.all(
    stages.map(async (clientsOf, stage) => {
      const found: string[] = [];
      for (const [turn, row] of rows.entries()) {
        if (sparsely && turn % stages.length !== stage) continue;
        found.push(...(await play(clientsOf, row, turns(row, clientsOf[0]!.service))));
      }
      return found;
    }),
  );
  loop.close();
  expect(problems.flat()).toEqual([]);
  expect(unhandled).toEqual([]);
  // Sixteen BFFs and sixteen services share this event loop: only what blocks for whole seconds is told by it.
  expect(loop.longestMs()).toBeLessThan(2_000);
}

/** Watches how long this thread works between two ticks of a timer: until it has done, it does nothing else. */
function watchTurns() {
  let longestMs = 0;
  let before = workedMs();
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, workedMs() - before);
    before = workedMs();
  }, 10);
  return { longestMs: () => longestMs, close: () => clearInterval(timer) };
}

describe('whatever a service does, its own fields fail and the others are whole, until it is well again', () => {
  it('with each of the faults that the services know', async () => {
    await playAll(
      faults,
      ({ fault, latencyMs = 0 }, service) => ({
        begin: async () => {
          const response = await fetch(`${service}/_faults`, {
            method: 'PUT',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ rules: [{ latencyMs, ...(fault && { fault }) }] }),
          });
          expect(response.status).toBe(200);
          return 'piped';
        },
        end: async () => {
          await fetch(`${service}/_faults`, { method: 'DELETE' });
        },
      }),
      false,
    );
  });

  it('with each kind of nonsense on the wire', async () => {
    await playAll(nonsense, (row) => ({ begin: async () => row }));
  });

  it('with answers that are made to be costly', async () => {
    await playAll(heavy, (row) => ({ begin: async () => row }), false);
  });
});
