import { errorCodes, isServed, type Answer } from '../../kit/client.ts';
import { ms } from '../../kit/format.ts';
import { oneByOne } from '../../kit/load.ts';
import { median, percentile } from '../../kit/statistics.ts';
import type { Experiment } from '../experiment.ts';
import { noOp, orderCount } from '../operations.ts';

const WARM_UP = 300;

/** Most that a refusal's p99 may stand above that of doing nothing. */
const TARGET_MS = 5;

const p99 = (answers: readonly Answer[]) =>
  percentile(
    answers.map(({ latencyMs }) => latencyMs),
    0.99,
  );

export const refusal: Experiment = {
  name: 'refusal',
  title: 'refusal while open',
  how:
    'The breaker of orders is forced open at the ops port, so that no probe goes out. `{ __typename }` and an operation ' +
    'that is one refused call take turns over one connection. The difference of the two p99s of each round; the median ' +
    'of the rounds.',
  run: ({ shop, quick, withBff }) =>
    withBff(shop.urls, async (bff) => {
      await bff.forceBreaker('orders', 'open');
      const [rounds, pairs] = quick ? [3, 200] : [9, 400];
      const round = async (count: number) => {
        const taken = await oneByOne(count, async () => ({
          nothing: await bff.ask(noOp),
          refused: await bff.ask(orderCount()),
        }));
        return { nothing: taken.map((pair) => pair.nothing), refused: taken.map((pair) => pair.refused) };
      };
      await round(WARM_UP);
      const measured = await oneByOne(rounds, () => round(pairs));
      const all = measured.flatMap(({ refused }) => refused);
      const codes = errorCodes(all);
      const aboveMs = median(measured.map(({ nothing, refused }) => p99(refused) - p99(nothing)));
      return {
        felt: [
          {
            what: `operations refused while the breaker was open, of ${all.length}`,
            count: all.filter((each) => !isServed(each)).length,
            atLeast: all.length,
          },
        ],
        figures: [
          {
            what: 'p99 of a refused operation above that of `{ __typename }`',
            measured: `${ms(aboveMs)} (${codes.join(', ')})`,
            target: `≤ ${TARGET_MS} ms`,
            met: aboveMs <= TARGET_MS && codes.join() === 'UPSTREAM_UNAVAILABLE',
            value: aboveMs,
          },
          {
            what: 'the two p99s',
            measured: `${ms(median(measured.map(({ refused }) => p99(refused))))} and ${ms(median(measured.map(({ nothing }) => p99(nothing))))}`,
            value: median(measured.map(({ refused }) => p99(refused))),
          },
        ],
      };
    }),
};
