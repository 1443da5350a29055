import { setTimeout as sleep } from 'node:timers/promises';
import { complaints, isFresh, isServed } from '../../kit/client.ts';
import { ms, percent, round } from '../../kit/format.ts';
import { openLoop } from '../../kit/load.ts';
import { residentBytes } from '../../kit/memory.ts';
import type { FaultRule } from '../../kit/shop.ts';
import { slope } from '../../kit/statistics.ts';
import type { Experiment } from '../experiment.ts';
import { productWith } from '../operations.ts';
import { slugsInTurn } from '../products.ts';
import { recovery } from '../recovery.ts';
import { whileSick } from '../sick.ts';

const FLAP_MS = 2_000;
const PER_SECOND = 20;
const SAMPLE_MS = 2_000;

/** About nothing: what a day of this would not fill a small container with. */
const SLOPE_TARGET = 0.5;

/**
 * Products that take turns. With caches they come back after 64 s: what is known of their reviews, for 60 s, is no longer
 * fresh then, and a whole number of flaps has passed, so that what was never answered stays so and no cache grows by it.
 * Without, they are few enough to have been answered while reviews was well, so that stale answers can stand in.
 */
const PRODUCTS = { on: 1_280, off: 20 };

/** At the beginning caches fill and code is compiled; that ends. */
const SETTLING_MS = (PRODUCTS.on / PER_SECOND) * 1_000;

/** What reviews does half of the time. */
const resets: FaultRule = { fault: { kind: 'reset', at: 'before-body' } };

/**
 * Lets the process collect its garbage when it is told to, which is just before each look: between two collections the
 * heap in use is mostly garbage, and looks that drift through that draw a line of their own.
 */
const collectsAtSignal = [
  '--expose-gc',
  '--import',
  'data:text/javascript,process.on("SIGUSR2", () => globalThis.gc())',
];

/** For the signal to arrive and the collection to end. */
const COLLECTING_MS = 100;

export const flapping: Experiment = {
  name: 'flapping',
  title: 'flapping every 2 s for 3 minutes',
  how:
    `reviews resets its connections for ${FLAP_MS / 1_000} s, is well for ${FLAP_MS / 1_000} s, and so on, under ` +
    `${PER_SECOND} operations a second, each for the next of ${PRODUCTS.on} products, so that caches have no fresh ` +
    `answer, or without caches of ${PRODUCTS.off}, so that stale ones stand in. The heap in use by \`/metrics\` every ` +
    `${SAMPLE_MS / 1_000} s, each time after a collection of garbage, which the process is started to be able to be ` +
    `told to; through it a line by least squares, the first ${SETTLING_MS / 1_000} s left out, in which caches fill. ` +
    'Recovery is counted from the last time that it becomes well.',
  run: ({ shop, quick, caches, withBff }) =>
    withBff(
      shop.urls,
      async (bff) => {
        const { openMs } = (await bff.status('reviews')).classes['default']!.limits.breaker;
        const { reviews } = shop.services;
        const durationMs = quick ? 30_000 : 180_000;
        const nextSlug = await slugsInTurn(shop, PRODUCTS[caches]);
        const ask = () => bff.ask(productWith(nextSlug(), 'pricing', 'reviews'));
        await openLoop({ perSecond: PER_SECOND, durationMs: 2_000 }, ask);

        const startedAt = performance.now();
        let flaps = 0;
        let calls = 0;
        const flap = async () => {
          while (performance.now() - startedAt < durationMs) {
            calls += (await whileSick(reviews, resets, () => sleep(FLAP_MS))).calls;
            flaps += 1;
            await sleep(FLAP_MS);
          }
        };
        const heap: { x: number; y: number }[] = [];
        const resident: { x: number; y: number }[] = [];
        const sample = async () => {
          while (performance.now() - startedAt < durationMs) {
            const x = (performance.now() - startedAt) / 60_000;
            process.kill(bff.pid, 'SIGUSR2');
            await sleep(COLLECTING_MS);
            heap.push({ x, y: (await bff.metric('nodejs_heap_size_used_bytes')) / 1_048_576 });
            resident.push({ x, y: (await residentBytes(bff.pid)) / 1_048_576 });
            await sleep(SAMPLE_MS - COLLECTING_MS);
          }
        };
        const [answers] = await Promise.all([
          openLoop({ perSecond: PER_SECOND, durationMs }, ask),
          flap(),
          sample(),
        ]);
        // Once more, so that the recovery is counted from a moment that is known.
        await whileSick(reviews, resets, () => openLoop({ perSecond: PER_SECOND, durationMs: FLAP_MS }, ask));
        const { tookMs } = await recovery(ask, { perSecond: PER_SECOND, limitMs: 2 * openMs });

        const settled = (points: readonly { x: number; y: number }[]) =>
          slope(points.filter(({ x }) => x * 60_000 >= Math.min(SETTLING_MS, durationMs / 2)));
        const growth = settled(heap);
        const opened = await bff.metric('upstream_breaker_changes_total', 'state="open"');
        const harmed = answers.filter((each) => !isFresh(each)).length;
        return {
          felt: [
            { what: 'calls that reached reviews while it reset them', count: calls, atLeast: flaps },
            {
              what: `operations that were not answered fresh, of ${answers.length}`,
              count: harmed,
              atLeast: flaps,
            },
          ],
          figures: [
            {
              what: `recovery after ${flaps} flaps`,
              measured: ms(tookMs),
              target: `≤ ${ms(2 * openMs)}`,
              met: tookMs <= 2 * openMs,
              value: tookMs,
            },
            {
              what: 'growth of the heap in use',
              measured: `${round(growth.slope)} ± ${round(growth.standardError)} MB a minute, at ${round(heap.at(-1)!.y)} MB`,
              // Half a minute is too short to tell warming up from growing.
              ...(!quick && {
                target: `≤ ${SLOPE_TARGET} MB a minute`,
                met: growth.slope <= SLOPE_TARGET,
              }),
              value: growth.slope,
            },
            {
              what: 'growth of resident memory',
              measured: `${round(settled(resident).slope)} MB a minute, at ${round(resident.at(-1)!.y)} MB`,
              value: settled(resident).slope,
            },
            {
              what: `operations served meanwhile, whole or from what was kept (the breaker opened ${opened} times)`,
              measured: `${percent(answers.filter(isServed).length / answers.length)}${complaints(answers.filter((each) => !isServed(each)))}`,
              value: answers.filter(isServed).length / answers.length,
            },
          ],
        };
      },
      { execArgv: collectsAtSignal },
    ),
};
