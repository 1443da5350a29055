import type { Bff } from '../../kit/bff.ts';
import { isFresh, type Answer } from '../../kit/client.ts';
import { ms } from '../../kit/format.ts';
import { oneByOne, openLoop } from '../../kit/load.ts';
import type { FaultRule, Service } from '../../kit/shop.ts';
import { percentile } from '../../kit/statistics.ts';
import type { Evidence, Experiment, Figure } from '../experiment.ts';
import { productWith } from '../operations.ts';
import { slugsInTurn } from '../products.ts';
import { recovery } from '../recovery.ts';
import { whileSick } from '../sick.ts';

const PER_SECOND = 20;
const SICK_MS = 4_000;

interface Sickness {
  readonly name: string;
  readonly rule: FaultRule;
}

const sicknesses: readonly [Sickness, ...Sickness[]] = [
  { name: 'resets its connections', rule: { fault: { kind: 'reset', at: 'before-body' } } },
  { name: 'hangs', rule: { fault: { kind: 'hang' } } },
  { name: 'is slow', rule: { latencyMs: 5_000 } },
];

export const healed: Experiment = {
  name: 'healed',
  title: 'healed: normal again',
  how:
    `${PER_SECOND} operations a second ask catalog, pricing and reviews, each for a product that none asked for before; reviews is sick for ${SICK_MS / 1_000} s. From ` +
    'the moment it is well to the first operation from which on all were answered whole and fresh.',
  run: ({ shop, quick, withBff }) =>
    withBff(shop.urls, async (bff) => {
      const nextSlug = await slugsInTurn(shop);
      const ask = () => bff.ask(productWith(nextSlug(), 'pricing', 'reviews'));
      await openLoop({ perSecond: PER_SECOND, durationMs: 2_000 }, ask);
      const [first, ...others] = sicknesses;
      const outageOf = (sickness: Sickness) => outage(bff, shop.services.reviews, ask, sickness);
      const reset = await outageOf(first);
      const rest = await oneByOne(quick ? 0 : others.length, (index) => outageOf(others[index]!));
      return {
        felt: [...reset.felt, ...rest.flatMap(({ felt }) => felt)],
        figures: [reset, ...rest].map(({ figure }) => figure),
      };
    }),
};

async function outage(
  bff: Bff,
  reviews: Service,
  ask: () => Promise<Answer>,
  { name, rule }: Sickness,
): Promise<{ felt: readonly [Evidence, Evidence]; figure: Figure }> {
  const { openMs } = (await bff.status('reviews')).classes['default']!.limits.breaker;
  const {
    result: { sick, state },
    calls,
  } = await whileSick(reviews, rule, async () => {
    const sick = await openLoop({ perSecond: PER_SECOND, durationMs: SICK_MS }, ask);
    return { sick, state: (await bff.status('reviews')).classes['default']!.breaker.state };
  });
  const { tookMs, answers } = await recovery(ask, { perSecond: PER_SECOND, limitMs: 2 * openMs });
  const harmed = sick.filter((each) => !isFresh(each)).length;
  const usualMs = percentile(
    answers.slice(-PER_SECOND).map(({ latencyMs }) => latencyMs),
    0.5,
  );
  return {
    felt: [
      { what: `calls that reached reviews while it ${name}`, count: calls, atLeast: 1 },
      {
        what: `operations that were not answered fresh, of ${sick.length} while it ${name}`,
        count: harmed,
        atLeast: sick.length / 2,
      },
    ],
    figure: {
      what: `reviews ${name} for ${SICK_MS / 1_000} s (breaker ${state})`,
      measured: `${ms(tookMs)}, then a median of ${ms(usualMs)}`,
      target: `≤ ${ms(2 * openMs)}`,
      met: tookMs <= 2 * openMs,
      value: tookMs,
    },
  };
}
