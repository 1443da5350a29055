import { setTimeout as sleep } from 'node:timers/promises';
import { isFresh, isServed } from '../../kit/client.ts';
import { percent, times } from '../../kit/format.ts';
import { several } from '../../kit/load.ts';
import type { Evidence, Experiment, Figure } from '../experiment.ts';
import { productWith } from '../operations.ts';
import { productSlugs } from '../products.ts';
import { whileSick } from '../sick.ts';

const RATIO = 0.3;
const WORKERS = 8;
const SERVED_TARGET = 0.99;
const LOAD_TARGET = 1.2;

/** Reviews lets its answers be kept for 60 s; after that a cache has to ask again. */
const EXPIRED_MS = 61_000;

/** So that an operation is one call of reviews, and the load is counted in operations. */
const oneCallEach = { BATCHING: 'off' };

/** What became of one operation for each of so many products, and what the service was asked for them. */
interface Pass {
  readonly served: number;
  readonly fresh: number;
  readonly calls: number;
}

export const errors: Experiment = {
  name: 'errors',
  title: `${RATIO * 100} % of one upstream's answers are 503`,
  how:
    'Operations that ask the catalog for a product and reviews for its rating, one call each (`BATCHING=off`); the 503s ' +
    'are those of reviews. Warm: products that were asked for while it was well, once what caches know of them has ' +
    'expired. Cold: others, so that nothing can be stale and only retries help, which the budget bounds on purpose.',
  run: ({ shop, quick, caches, withBff }) =>
    withBff(
      shop.urls,
      async (bff) => {
        const { reviews } = shop.services;
        const count = quick ? 300 : 900;
        const slugs = await productSlugs(shop, 2 * count);
        const askEach = (some: readonly string[]) =>
          several({ count, workers: WORKERS }, (index) => bff.ask(productWith(some[index]!, 'reviews')));
        const sickPass = async (some: readonly string[]): Promise<Pass> => {
          const rule = { ratio: RATIO, fault: { kind: 'error', status: 503 } } as const;
          const { result, calls } = await whileSick(reviews, rule, () => askEach(some));
          return {
            served: result.filter(isServed).length / count,
            fresh: result.filter(isFresh).length / count,
            calls,
          };
        };

        const [known, unknown] = [slugs.slice(0, count), slugs.slice(count)];
        await askEach(known);
        const cold = await sickPass(unknown);
        if (caches === 'on') await sleep(EXPIRED_MS);
        const warm = await sickPass(known);
        return {
          felt: [...evidence('warm', warm, count), ...evidence('cold', cold, count)],
          figures: [
            {
              what: 'share of its fields that were served, warm',
              measured: `${percent(warm.served)} (fresh ${percent(warm.fresh)})`,
              target: `≥ ${percent(SERVED_TARGET)}`,
              met: warm.served >= SERVED_TARGET,
              value: warm.served,
            },
            loadFigure('warm', warm, count),
            {
              what: 'share of its fields that were served, cold',
              measured: percent(cold.served),
              value: cold.served,
            },
            loadFigure('cold', cold, count),
          ],
        };
      },
      { environment: oneCallEach },
    ),
};

const evidence = (when: string, { calls, fresh }: Pass, count: number): [Evidence, Evidence] => [
  { what: `calls that reached it for ${count} operations, ${when}`, count: calls, atLeast: count },
  {
    what: `operations that were not answered fresh, ${when}`,
    count: Math.round((1 - fresh) * count),
    atLeast: 1,
  },
];

function loadFigure(when: string, { calls }: Pass, count: number): Figure {
  const load = calls / count;
  return {
    what: `calls that reached it for each that a client's operation needs, ${when}`,
    measured: times(load),
    target: `≤ ${times(LOAD_TARGET)}`,
    met: load <= LOAD_TARGET,
    value: load,
  };
}
