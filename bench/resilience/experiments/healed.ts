import { withBff, type Bff } from '../../kit/bff.ts';
import { isFresh, type Answer } from '../../kit/client.ts';
import { ms } from '../../kit/format.ts';
import { openLoop } from '../../kit/load.ts';
import type { FaultRule, Service } from '../../kit/shop.ts';
import { percentile } from '../../kit/statistics.ts';
import type { Experiment, Figure } from '../experiment.ts';
import { productWith } from '../operations.ts';
import { productSlugs } from '../products.ts';
import { recovery } from '../recovery.ts';

const PER_SECOND = 20;
const SICK_MS = 4_000;

const sicknesses: readonly { readonly name: string; readonly rule: FaultRule }[] = [
  { name: 'resets its connections', rule: { fault: { kind: 'reset', at: 'before-body' } } },
  { name: 'hangs', rule: { fault: { kind: 'hang' } } },
  { name: 'is slow', rule: { latencyMs: 5_000 } },
];

export const healed: Experiment = {
  name: 'healed',
  title: 'healed: normal again',
  how:
    `${PER_SECOND} operations a second ask catalog, pricing and reviews; reviews is sick for ${SICK_MS / 1_000} s. From ` +
    'the moment it is well to the first operation from which on all were answered whole and fresh.',
  run: ({ shop, quick }) =>
    withBff(shop.urls, async (bff) => {
      const slugs = await productSlugs(shop, 20);
      const ask = (index: number) => bff.ask(productWith(slugs[index % slugs.length]!, 'pricing', 'reviews'));
      await openLoop({ perSecond: PER_SECOND, durationMs: 2_000 }, ask);
      const figures: Figure[] = [];
      for (const { name, rule } of quick ? sicknesses.slice(0, 1) : sicknesses) {
        figures.push(await outage(bff, shop.services.reviews, ask, name, rule));
      }
      return figures;
    }),
};

async function outage(
  bff: Bff,
  reviews: Service,
  ask: (index: number) => Promise<Answer>,
  name: string,
  rule: FaultRule,
): Promise<Figure> {
  const { openMs } = (await bff.status('reviews')).classes['default']!.limits.breaker;
  await reviews.fault(rule);
  const sick = await openLoop({ perSecond: PER_SECOND, durationMs: SICK_MS }, ask);
  const { state } = (await bff.status('reviews')).classes['default']!.breaker;
  await reviews.fault();
  const { tookMs, answers } = await recovery(ask, { perSecond: PER_SECOND, limitMs: 2 * openMs });
  const stale = sick.filter((each) => !isFresh(each)).length;
  const usualMs = percentile(
    answers.slice(-PER_SECOND).map(({ latencyMs }) => latencyMs),
    0.5,
  );
  return {
    what: `reviews ${name} for ${SICK_MS / 1_000} s (${stale} of ${sick.length} answers not fresh, breaker ${state})`,
    measured: `${ms(tookMs)}, then a median of ${ms(usualMs)}`,
    target: `≤ ${ms(2 * openMs)}`,
    met: tookMs <= 2 * openMs,
    value: tookMs,
  };
}
