import { complaints, isFresh, type Answer } from '../../kit/client.ts';
import { ms, times } from '../../kit/format.ts';
import { atOnce, oneByOne, openLoop } from '../../kit/load.ts';
import { percentile } from '../../kit/statistics.ts';
import type { Experiment } from '../experiment.ts';
import { productWith } from '../operations.ts';
import { slugsInTurn } from '../products.ts';
import { whileSick } from '../sick.ts';

const CONCURRENT = 200;
/** Products of a round, which no operation asked for before: no cache knows what reviews says of them. */
const PRODUCTS = 110;

/** Healthy rounds before those that count, in which code is compiled. */
const WARM_UP_ROUNDS = 2;

/** The operations that do not ask the sick service, beside those that do. */
const OTHERS = { perSecond: 50, durationMs: 2_000 };

/** The services that the two kinds of operations ask. */
const asked = ['catalog', 'pricing', 'inventory', 'reviews'] as const;

const TARGET = 1.2;

/** So that this measures the isolation of upstreams from each other, and not the load shedding. */
const noShedding = { MAX_OPERATIONS: '1000', MAX_EVENT_LOOP_DELAY_MS: '10000' };

export const hang: Experiment = {
  name: 'hang',
  title: `one upstream hangs under ${CONCURRENT} concurrent operations that also use others`,
  how:
    `Rounds, healthy and sick in turn, each for ${PRODUCTS} products that none asked for before: ${CONCURRENT} operations at once ask catalog, pricing and reviews, and ` +
    `${OTHERS.perSecond} a second beside them ("the others") ask catalog, pricing and inventory, for ` +
    `${OTHERS.durationMs / 1_000} s. In the sick rounds reviews hangs. Each round begins with breakers that are closed and empty. The ` +
    'p99 of the others of all sick rounds against that of all healthy ones. Load shedding is out of the way.',
  run: ({ shop, quick, withBff }) =>
    withBff(
      shop.urls,
      async (bff) => {
        const nextSlug = await slugsInTurn(shop);
        const { reviews } = shop.services;
        const { attemptTimeoutMs } = (await bff.status('reviews')).classes['default']!.limits;
        /** All breakers closed and empty: what one round does to them is not the next one's. */
        const reset = () => Promise.all(asked.map((upstream) => bff.forceBreaker(upstream, 'auto')));
        const round = async () => {
          await reset();
          const slugs = Array.from({ length: PRODUCTS }, nextSlug);
          const slug = (index: number) => slugs[index % PRODUCTS]!;
          const [using, others] = await Promise.all([
            atOnce(CONCURRENT, (index) => bff.ask(productWith(slug(index), 'pricing', 'reviews'))),
            openLoop(OTHERS, (index) => bff.ask(productWith(slug(index), 'pricing', 'inventory'))),
          ]);
          return { using, others };
        };
        const { using: firstUsing, others: firstOthers } = await round();
        const first = [...firstUsing, ...firstOthers];
        await oneByOne(WARM_UP_ROUNDS, round);
        const rounds = await oneByOne(quick ? 1 : 7, async () => {
          const healthy = await round();
          const { result: sick, calls } = await whileSick(reviews, { fault: { kind: 'hang' } }, round);
          return { healthy, sick, calls };
        });
        const healthy = rounds.flatMap((each) => each.healthy.others);
        const sick = rounds.flatMap((each) => each.sick.others);
        const using = rounds.flatMap((each) => each.sick.using);
        const notFresh = (answers: readonly Answer[]) => answers.filter((each) => !isFresh(each)).length;
        const well = rounds.flatMap((each) => [...each.healthy.using, ...each.healthy.others]);

        const latency = (answers: readonly Answer[], ratio: number) =>
          percentile(
            answers.map(({ latencyMs }) => latencyMs),
            ratio,
          );
        const ratio = latency(sick, 0.99) / latency(healthy, 0.99);
        /** More than waited as long in healthy rounds, which a busy machine makes wait too. */
        const waited = (each: 'healthy' | 'sick') =>
          rounds
            .flatMap((round) => round[each].using)
            .filter(({ latencyMs }) => latencyMs >= attemptTimeoutMs).length;
        const whole = using.filter(({ data }) => {
          const product = data?.['product'] as { title: unknown; price: unknown } | null | undefined;
          return product?.title && product.price;
        }).length;
        return {
          felt: [
            {
              what: 'calls that reached reviews while it hung',
              count: rounds.reduce((sum, { calls }) => sum + calls, 0),
              atLeast: rounds.length,
            },
            {
              what: `operations that took ${attemptTimeoutMs} ms or longer, of ${using.length}, beyond those of healthy rounds`,
              count: waited('sick') - waited('healthy'),
              atLeast: using.length / 2,
            },
          ],
          figures: [
            {
              what: "the others' p99, sick against healthy",
              measured: `${times(ratio)} (${ms(latency(sick, 0.99))} against ${ms(latency(healthy, 0.99))})`,
              target: `≤ ${times(TARGET)}`,
              met: ratio <= TARGET,
              value: ratio,
            },
            {
              what: "the others' median, sick against healthy",
              measured: `${ms(latency(sick, 0.5))} against ${ms(latency(healthy, 0.5))}`,
              value: latency(sick, 0.5) / latency(healthy, 0.5),
            },
            {
              what: 'others that were not answered whole and fresh while it hung',
              measured: `${notFresh(sick)} of ${sick.length}${complaints(sick)}`,
              target: '0',
              met: notFresh(sick) === 0,
              value: notFresh(sick),
            },
            {
              what: 'operations that asked it and got all the rest',
              measured: `${whole} of ${using.length}, the slowest after ${ms(latency(using, 1))}`,
              target: 'all',
              met: whole === using.length,
              value: whole / using.length,
            },
            {
              what: 'operations of healthy rounds that were not answered whole and fresh',
              measured: `${notFresh(well)} of ${well.length}${complaints(well)}`,
              value: notFresh(well),
            },
            {
              what: 'and of the very first round of the new process, healthy too',
              measured: `${notFresh(first)} of ${first.length}${complaints(first)}`,
              value: notFresh(first),
            },
          ],
        };
      },
      { environment: noShedding },
    ),
};
