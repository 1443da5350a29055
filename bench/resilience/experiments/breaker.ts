import { setTimeout as sleep } from 'node:timers/promises';
import { answer, delayed, passOn } from '../../kit/behaviours.ts';
import { isFresh } from '../../kit/client.ts';
import { withGateway } from '../../kit/gateway.ts';
import { atOnce, oneByOne, openLoop } from '../../kit/load.ts';
import type { Experiment } from '../experiment.ts';
import { orderCount } from '../operations.ts';

const CONCURRENT = 50;
const AFTER = 20;

/** Operations a second while the breaker is open. */
const PER_SECOND = 100;

/** After the breaker should have become half-open, so that its timer has run. */
const MARGIN_MS = 100;

export const breakerExactness: Experiment = {
  name: 'breaker',
  title: 'breaker opens, probes and closes exactly as it is configured',
  how:
    'One operation is one call of orders, through a server of ours that notes each arrival. As many answers as the ' +
    'minimum of calls allows before the failure ratio is reached, then status 500, one operation after the other, ' +
    'until `/ops/upstreams` says open. Probes are held for half the time that would make them slow.',
  run: ({ shop, withBff }) =>
    withGateway(passOn(shop.urls.orders), (gateway) =>
      withBff({ ...shop.urls, orders: gateway.url }, async (bff) => {
        const breaker = async () => (await bff.status('orders')).classes['default']!;
        const { failureRatio, minimumCalls, openMs, slowCallMs, probes } = (await breaker()).limits.breaker;
        const failuresToOpen = Math.ceil(failureRatio * minimumCalls);
        const holdMs = slowCallMs / 2;
        const arrivedSince = (sinceMs: number) => gateway.arrivals().filter((at) => at > sinceMs).length;

        await oneByOne(minimumCalls - failuresToOpen, () => bff.ask(orderCount()));
        gateway.become(answer(500));
        while (
          (await breaker()).breaker.state === 'closed' &&
          gateway.arrivals().length < 10 * minimumCalls
        ) {
          await bff.ask(orderCount());
        }
        const callsToOpen = gateway.arrivals().length;
        const failed = callsToOpen - (minimumCalls - failuresToOpen);

        /** Asks all through the open time and, when it is over, with many operations at once. */
        const openTime = async (openedAt: number) => {
          const endsAt = openedAt + openMs;
          const refused = await openLoop(
            { perSecond: PER_SECOND, durationMs: endsAt - performance.now() - MARGIN_MS },
            (index) => bff.ask(orderCount(index)),
          );
          const callsWhileOpen = arrivedSince(openedAt);
          await sleep(endsAt + MARGIN_MS - performance.now());
          const probedAt = performance.now();
          await atOnce(CONCURRENT, (index) => bff.ask(orderCount(index)));
          return { operations: refused.length, callsWhileOpen, probes: arrivedSince(probedAt) };
        };

        gateway.become(delayed(holdMs, answer(500)));
        const sick = await openTime(gateway.arrivals().at(-1)!);
        gateway.become(delayed(holdMs, passOn(shop.urls.orders)));
        // The failed probes were answered `holdMs` after they came, which opened the breaker again.
        const well = await openTime(gateway.arrivals().at(-1)! + holdMs);
        gateway.become(passOn(shop.urls.orders));
        const served = (await oneByOne(AFTER, () => bff.ask(orderCount()))).filter(isFresh).length;

        const callsWhileOpen = sick.callsWhileOpen + well.callsWhileOpen;
        const probesMet = (count: number) => count >= 1 && count <= probes.permitted;
        return {
          felt: [{ what: 'calls answered 500', count: failed, atLeast: 1 }],
          figures: [
            {
              what: `calls until it opens, ${minimumCalls - failuresToOpen} of them answered, the rest failed`,
              measured: String(callsToOpen),
              target: `exactly ${minimumCalls}`,
              met: callsToOpen === minimumCalls,
              value: callsToOpen,
            },
            {
              what: `calls that went out while it was open (twice ${openMs} ms, ${sick.operations + well.operations} operations)`,
              measured: String(callsWhileOpen),
              target: '0',
              met: callsWhileOpen === 0,
              value: callsWhileOpen,
            },
            {
              what: `probes of ${CONCURRENT} concurrent operations, the service still sick`,
              measured: String(sick.probes),
              target: `1 to ${probes.permitted}`,
              met: probesMet(sick.probes),
              value: sick.probes,
            },
            {
              what: `probes of ${CONCURRENT} concurrent operations, the service well again`,
              measured: String(well.probes),
              target: `1 to ${probes.permitted}`,
              met: probesMet(well.probes),
              value: well.probes,
            },
            {
              what: 'answers from the service after it has closed',
              measured: `${served} of ${AFTER}`,
              target: `${AFTER} of ${AFTER}`,
              met: served === AFTER,
              value: served,
            },
          ],
        };
      }),
    ),
};
