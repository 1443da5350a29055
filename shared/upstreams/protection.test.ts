import { expect, it, onTestFinished } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import type { TransportRequest } from '../upstream/client.ts';
import type { Operation } from '../upstream/operation.ts';
import { connectPlainUpstreams, type PlainUpstreams } from '../testing/plain.ts';
import { definitions, type UpstreamName } from './index.ts';

/** All upstreams over a transport whose calls end when the test says so. */
function given() {
  const clock = manualClock();
  const sent: { readonly request: TransportRequest; readonly answer: (body: unknown) => Promise<void> }[] =
    [];
  const names = Object.keys(definitions) as UpstreamName[];
  const urls = Object.fromEntries(names.map((name) => [name, `http://${name}.test`]));
  const connected = connectPlainUpstreams(urls as Record<UpstreamName, string>, {
    transport: (request) =>
      new Promise((resolve, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
        const answer = (body: unknown) => {
          resolve({
            status: 200,
            contentType: 'application/json',
            body: Buffer.from(JSON.stringify(body)),
          });
          return settle();
        };
        sent.push({ request, answer });
      }),
    clock,
    observe: () => {},
    random: () => 0,
  });
  onTestFinished(connected.close);
  const scope = (): Operation => ({
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineAt: clock.now() + 10_000,
    principal: null,
  });
  return { ...connected, clock, sent, scope };
}

it('recommendations is asked a second time when an answer takes longer than nearly all do', async () => {
  const { endpoints, clock, sent, scope } = given();
  const ask = () => endpoints.recommendations.related(scope(), { productId: 'p-1', limit: 1 });
  for (let count = 0; count < 200; count += 1) {
    const answered = ask();
    await settle();
    await clock.advance(120);
    await sent.at(-1)!.answer({ related: [] });
    await answered;
  }
  const before = sent.length;

  const late = ask();
  await clock.advance(149);
  expect(sent).toHaveLength(before + 1);
  await clock.advance(1);
  expect(sent).toHaveLength(before + 2);
  await sent.at(-1)!.answer({ related: [{ id: 'p-2', score: 1 }] });

  expect(await late).toEqual(['p-2']);
  expect(sent[before]!.request.signal.aborted).toBe(true);
});

it('shipping gets no more calls than the quota of the partner who runs it allows', async () => {
  const { endpoints, clock, sent, scope } = given();
  const { perSecond, burst } = { perSecond: 200, burst: 400 };
  const ask = (productId: string) => endpoints.shipping.estimate(scope(), { country: 'DE', productId });
  const asked: Promise<unknown>[] = [];
  let answered = 0;
  const answerAll = async () => {
    for (; answered < sent.length; answered += 1)
      await sent[answered]!.answer({
        'minimum-hours': 1,
        'maximum-hours': 2,
        'carrier': 'x',
        'express-hours': null,
      });
  };
  for (let count = 0; count < burst + 100; count += 1) {
    asked.push(ask(`p-${count}`).catch(() => {}));
    await settle();
    await answerAll();
  }

  expect(sent).toHaveLength(burst);
  await clock.advance(100);
  await answerAll();
  expect(sent).toHaveLength(burst + perSecond / 10);
  await clock.advance(400);
  await answerAll();
  await Promise.all(asked);
  expect(sent).toHaveLength(burst + 100);
});

it('the catalog gets fewer searches at once while they are slow, and product pages as ever', async () => {
  const { endpoints, clock, sent, scope, statuses } = given();
  const limits = () => {
    const { classes } = statuses().find(({ name }) => name === 'catalog')!;
    return { search: classes['search']!.bulkhead.limit, pages: classes['default']!.bulkhead.limit };
  };
  const facets = { categories: [], brands: [], priceBands: [] };
  const page = { items: [], total: 0, nextCursor: null, facets };
  const healthy = limits();
  for (let count = 0; count < 10; count += 1) {
    const found = endpoints.catalog.search(scope(), { text: 'lamp', filter: {}, currency: 'EUR', limit: 1 });
    await settle();
    await clock.advance(500);
    await sent.at(-1)!.answer(page);
    await found;
  }

  expect(limits().search).toBeLessThan(healthy.search / 2);
  expect(limits().pages).toBe(healthy.pages);
});

it('an order to a breaker reaches the upstream that it names, and no other', () => {
  const { forceBreaker, liftPause, statuses } = given();
  const open = () =>
    statuses()
      .filter(({ classes }) => classes['default']!.breaker.state === 'forced-open')
      .map(({ name }) => name);

  expect(forceBreaker('pricing', 'open')).toBe(true);
  expect(open()).toEqual(['pricing']);
  expect([forceBreaker('nobody', 'open'), liftPause('nobody'), liftPause('pricing')]).toEqual([
    false,
    false,
    true,
  ]);
});

it('every upstream goes by the name that it is asked for by', () => {
  const { statuses } = given();

  expect(statuses().map(({ name }) => name)).toEqual(Object.keys(definitions));
});

it.each<[number, string, (upstreams: PlainUpstreams, scope: Operation) => Promise<unknown>]>([
  [600, 'a page of the catalog', ({ catalog }, scope) => catalog.productsByIds(scope, ['p-1'])],
  [
    800,
    'a search of the catalog',
    ({ catalog }, scope) => catalog.search(scope, { text: 'lamp', filter: {}, currency: 'EUR', limit: 1 }),
  ],
  [500, 'pricing', ({ pricing }, scope) => pricing.pricesByProductIds(scope, ['p-1'], 'EUR')],
  [500, 'inventory', ({ inventory }, scope) => inventory.totalsBySkus(scope, ['s-1'])],
  [600, 'reviews', ({ reviews }, scope) => reviews.ratingsByProductIds(scope, ['p-1'])],
  [500, 'users', ({ users }, scope) => users.profilesByIds(scope, ['u-1'])],
  [600, 'orders', ({ orders }, scope) => orders.ordersByIds(scope, ['o-1'])],
])('an answer is waited for %d ms, and not longer, from %s', async (timeoutMs, _what, ask) => {
  const { endpoints, clock, sent, scope } = given();
  const asked = ask(endpoints, scope());
  asked.catch(() => {});
  await settle();

  await clock.advance(timeoutMs - 1);
  expect(sent[0]!.request.signal.aborted).toBe(false);
  await clock.advance(1);
  expect(sent[0]!.request.signal.aborted).toBe(true);

  await clock.advance(1_000);
  await expect(asked).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
});
