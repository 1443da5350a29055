import { withBff } from '../../kit/bff.ts';
import { isFresh, isServed } from '../../kit/client.ts';
import { percent, times } from '../../kit/format.ts';
import { several } from '../../kit/load.ts';
import type { Bench, Experiment, Figure } from '../experiment.ts';
import { productWith } from '../operations.ts';
import { productSlugs } from '../products.ts';

const RATIO = 0.3;
const WORKERS = 8;
const SERVED_TARGET = 0.99;
const LOAD_TARGET = 1.2;

export const errors: Experiment = {
  name: 'errors',
  title: `${RATIO * 100} % of one upstream's answers are 503`,
  how:
    'Operations that ask the catalog for a product and reviews for its rating, one call each; the 503s are those of ' +
    'reviews. Warm: every product has been asked for once before. Cold: a new process, and every product is asked for ' +
    'once alone, so that nothing can be stale and only retries help, which the budget bounds on purpose.',
  run: async (bench) => {
    const warm = await measure(bench, { warm: true });
    const cold = await measure(bench, { warm: false });
    return [
      {
        what: 'share of its fields that were served, warm',
        measured: `${percent(warm.served)} (fresh ${percent(warm.fresh)})`,
        target: `≥ ${percent(SERVED_TARGET)}`,
        met: warm.served >= SERVED_TARGET,
        value: warm.served,
      },
      ...loadFigure('warm', warm.load),
      {
        what: 'share of its fields that were served, cold',
        measured: percent(cold.served),
        value: cold.served,
      },
      ...loadFigure('cold', cold.load),
    ];
  },
};

const loadFigure = (when: string, load: number): Figure[] => [
  {
    what: `calls that reached it for each that a client's operation needs, ${when}`,
    measured: times(load),
    target: `≤ ${times(LOAD_TARGET)}`,
    met: load <= LOAD_TARGET,
    value: load,
  },
];

function measure({ shop, quick }: Bench, { warm }: { warm: boolean }) {
  return withBff(shop.urls, async (bff) => {
    const { reviews } = shop.services;
    const count = quick ? 400 : 1_500;
    const slugs = await productSlugs(shop, warm ? count / 5 : count);
    const ask = (index: number) => bff.ask(productWith(slugs[index % slugs.length]!, 'reviews'));
    if (warm) await several({ count: slugs.length, workers: WORKERS }, ask);
    const before = await reviews.calls();
    await reviews.fault({ ratio: RATIO, fault: { kind: 'error', status: 503 } });
    try {
      const answers = await several({ count, workers: WORKERS }, ask);
      return {
        served: answers.filter(isServed).length / count,
        fresh: answers.filter(isFresh).length / count,
        load: ((await reviews.calls()) - before) / count,
      };
    } finally {
      await reviews.fault();
    }
  });
}
