import { setTimeout as sleep } from 'node:timers/promises';
import { endlessBody, endlessHeaders, gzipBomb, passOn, slowDrip } from '../../kit/behaviours.ts';
import { errorCodes, isServed, isValid, type Answer } from '../../kit/client.ts';
import { megabytes, ms } from '../../kit/format.ts';
import { withGateway, type Behaviour } from '../../kit/gateway.ts';
import { atOnce, oneByOne, several } from '../../kit/load.ts';
import { peakResidentBytes, residentBytes } from '../../kit/memory.ts';
import { percentile } from '../../kit/statistics.ts';
import type { Evidence, Experiment, Figure } from '../experiment.ts';
import { orderCount } from '../operations.ts';

const GROWTH_TARGET_BYTES = 50 * 1_048_576;

/** Beyond the deadline of the call, for everything around it. */
const GRACE_MS = 200;

/** How long connections may take to close. */
const CLOSING_MS = 500;

const WARM_UP = 1_000;
const AT_ONCE = 4;

export const bodies: Experiment = {
  name: 'bodies',
  title: 'gzip bomb, endless body, slow drip (and endless headers)',
  how:
    'A server of ours in the place of orders: 1 GB of zeros in 1 MB of gzip; JSON without an end; a byte every 50 ms; ' +
    `headers without an end. One operation after the other, then ${AT_ONCE} at once, with the breaker forced closed, so ` +
    'that each call goes out. Resident memory of the BFF every 10 ms, against what it was after ' +
    `${WARM_UP} ordinary answers. Connections as the server counts them, ${CLOSING_MS} ms after the last answer.`,
  run: ({ shop, quick, withBff }) =>
    withGateway(passOn(shop.urls.orders), (gateway) =>
      withBff({ ...shop.urls, orders: gateway.url }, async (bff) => {
        const { limits } = (await bff.status('orders')).classes['default']!;
        await several({ count: WARM_UP, workers: 16 }, () => bff.ask(orderCount()));
        await bff.forceBreaker('orders', 'closed');

        const measure = async (
          kind: string,
          behaviour: Behaviour,
          count: number,
        ): Promise<{ felt: Evidence; figures: readonly Figure[] }> => {
          gateway.become(behaviour);
          const arrivedBefore = gateway.arrivals().length;
          const before = await residentBytes(bff.pid);
          const answers: Answer[] = [];
          // Not for the customer of the warm-up, whose last answer could stand in.
          const ask = async (index: number) => void answers.push(await bff.ask(orderCount(1 + index)));
          const inTurn = await peakResidentBytes(bff.pid, () => oneByOne(count, ask));
          const together = await peakResidentBytes(bff.pid, () =>
            oneByOne(count / AT_ONCE, () => atOnce(AT_ONCE, ask)),
          );
          await sleep(CLOSING_MS);
          const grown = inTurn - before;
          const open = gateway.connections();
          const slowestMs = percentile(
            answers.map(({ latencyMs }) => latencyMs),
            1,
          );
          const limitMs = limits.deadlineMs + GRACE_MS;
          return {
            felt: {
              what: `${kind}: calls that were answered so, of ${answers.length} operations`,
              count: gateway.arrivals().length - arrivedBefore,
              atLeast: answers.length,
            },
            figures: [
              {
                what: `${kind}: resident memory grew in ${count} of them, one by one`,
                measured: `${megabytes(grown)} (${AT_ONCE} at once: ${megabytes(together - before)})`,
                target: `< ${megabytes(GROWTH_TARGET_BYTES)}`,
                met: grown < GROWTH_TARGET_BYTES,
                value: grown / 1_048_576,
              },
              {
                what: `${kind}: the slowest of ${answers.length} answers`,
                measured: `${ms(slowestMs)} (${errorCodes(answers).join(', ')})`,
                target: `≤ ${ms(limitMs)}`,
                met: slowestMs <= limitMs && answers.every((each) => isValid(each) && !isServed(each)),
                value: slowestMs,
              },
              {
                what: `${kind}: connections left open`,
                measured: String(open),
                target: '0',
                met: open === 0,
                value: open,
              },
            ],
          };
        };

        const [fast, slow] = quick ? [8, 4] : [20, 8];
        const bomb = await measure('gzip bomb', await gzipBomb(), fast);
        const others = [
          await measure('endless body', endlessBody, fast),
          await measure('slow drip', slowDrip, slow),
          await measure('endless headers', endlessHeaders, fast),
        ];
        return {
          felt: [bomb.felt, ...others.map(({ felt }) => felt)],
          figures: [bomb, ...others].flatMap(({ figures }) => figures),
        };
      }),
    ),
};
