import { isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { asksService } from '../shared/graphql/loads.ts';
import { systemClock } from '../shared/lib/clock.ts';
import { OperationLoaders } from '../shared/loaders/loaders.ts';
import { defaultResilience } from '../shared/resilience/options.ts';
import { definitions, type UpstreamName, type Upstreams } from '../shared/upstreams/index.ts';
import { clients, type Folder } from './clients.ts';

// What is written down here was chosen, not found: whoever changes a number in the code changes it here, on purpose.

const deadlinesMs: Readonly<Record<Folder, number>> = { 'bff-web': 4_000, 'bff-mobile': 1_500 };

it.each(clients)('$folder answers in time', async ({ folder, define }) => {
  expect((await define()).deadlineMs).toBe(deadlinesMs[folder]);
});

it.each(clients)(
  '$folder counts points for every field that asks a service, and for no field that does not exist',
  async ({ define }) => {
    const { schema, costs } = await define();
    const fields = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) =>
        Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const),
      );
    const asking = fields.filter(([, field]) => asksService(field)).map(([name]) => name);

    expect(asking.length).toBeGreaterThan(20);
    expect(asking.filter((name) => !costs[name]?.points)).toEqual([]);
    expect(Object.keys(costs).filter((name) => !fields.some(([each]) => each === name))).toEqual([]);
  },
);

const operation = {
  requestId: 'limits',
  signal: new AbortController().signal,
  deadlineAt: Number.MAX_SAFE_INTEGER,
  principal: null,
};

/** An endpoint that takes one key at a time, and how many calls of it were ever under way at once. */
function crowded() {
  let underWay = 0;
  let most = 0;
  const ask = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise(setImmediate);
    underWay -= 1;
    return null;
  };
  return { ask, most: () => most };
}

it.each([
  ['productBySlug', { catalog: 'productBySlug' }, (n: number) => `lamp-${n}`],
  ['addresses', { users: 'addresses' }, (n: number) => `u-${n}`],
  ['recommendations', { recommendations: 'related' }, (n: number) => ({ productId: `p-${n}`, limit: 4 })],
  ['deliveryEstimate', { shipping: 'estimate' }, (n: number) => ({ productId: `p-${n}`, country: 'NZ' })],
] as const)('an operation asks at most 8 at once for its %s', async (loader, endpoints, keyOf) => {
  const { ask, most } = crowded();
  const standIns = Object.fromEntries(
    Object.keys(definitions).map((name) => {
      const endpoint = (endpoints as Record<string, string>)[name];
      return [name, endpoint === undefined ? {} : { [endpoint]: ask }];
    }),
  ) as unknown as Upstreams;
  const loaders = new OperationLoaders({ upstreams: standIns, operation, currency: 'EUR' });

  await loaders.load(loader, Array.from({ length: 40 }, (_, n) => keyOf(n)) as never[]);

  expect(most()).toBe(8);
});

it('an upstream that names nothing of its own is protected like this', () => {
  expect(defaultResilience).toEqual({
    deadlineMs: 1_000,
    attemptTimeoutMs: 800,
    retry: { attempts: 2, backoffMs: 25, maxBackoffMs: 200 },
    hedge: null,
    bulkhead: { concurrency: 64, queue: 256, adaptive: null },
    breaker: {
      failureRatio: 0.5,
      slowCallRatio: 0.8,
      slowCallMs: 500,
      minimumCalls: 20,
      windowMs: 10_000,
      openMs: 5_000,
      probes: { permitted: 3, toClose: 2 },
    },
    retryBudget: { ratio: 0.1, minimum: 3, windowMs: 10_000 },
    rateLimit: null,
    commonQuota: false,
  });
});

const { breaker } = defaultResilience;
const quick = { deadlineMs: 800, attemptTimeoutMs: 500, breaker: { ...breaker, slowCallMs: 300 } };

/** What each class of endpoints differs in from {@link defaultResilience}. */
const own: { readonly [Name in UpstreamName]: Readonly<Record<string, object>> } = {
  catalog: {
    default: { deadlineMs: 1_000, attemptTimeoutMs: 600 },
    search: {
      deadlineMs: 1_200,
      attemptTimeoutMs: 800,
      bulkhead: { concurrency: 32, queue: 256, adaptive: { minimum: 4, slowMs: 400 } },
    },
  },
  pricing: { default: quick },
  inventory: { default: quick },
  reviews: { default: { deadlineMs: 900, attemptTimeoutMs: 600 } },
  users: { default: quick },
  orders: { default: { deadlineMs: 900, attemptTimeoutMs: 600 } },
  recommendations: {
    default: { deadlineMs: 900, attemptTimeoutMs: 600, hedge: { percentile: 0.95, minimumMs: 150 } },
  },
  shipping: { default: quick },
};

it.each(Object.keys(own) as UpstreamName[])('%s is protected as it was tuned', (name) => {
  const upstream = definitions[name].connect({
    baseUrl: 'http://nobody.test',
    transport: () => Promise.reject(new Error('nothing is asked')),
    clock: systemClock,
    observe: () => {},
  });
  const { classes, retryBudget } = upstream.status();
  upstream.close();

  const { retryBudget: _budget, rateLimit: _rate, commonQuota: _common, ...defaults } = defaultResilience;
  expect(Object.fromEntries(Object.entries(classes).map(([name, { limits }]) => [name, limits]))).toEqual(
    Object.fromEntries(Object.entries(own[name]).map(([name, limits]) => [name, { ...defaults, ...limits }])),
  );
  for (const { rateLimit } of Object.values(classes))
    expect(rateLimit).toEqual({ tokens: name === 'shipping' ? 400 : null, paused: null });
  expect(retryBudget.allowed).toBe(3);
});
