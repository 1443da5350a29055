import { answer, passOn } from '../../kit/behaviours.ts';
import { isFresh } from '../../kit/client.ts';
import { ms } from '../../kit/format.ts';
import { withGateway } from '../../kit/gateway.ts';
import { openLoop } from '../../kit/load.ts';
import type { Evidence, Experiment, Figure } from '../experiment.ts';
import { orderCount } from '../operations.ts';

/** Operations a second while the service wants to be left alone, and after. */
const PER_SECOND = 50;
const AFTER_MS = 1_000;

export const retryAfter: Experiment = {
  name: 'retry-after',
  title: '429 with Retry-After: n',
  how:
    `One call of orders is answered 429, by a server of ours that notes each arrival and is well from then on; then ` +
    `${PER_SECOND} operations a second, each one call.`,
  run: ({ shop, quick, withBff }) =>
    withGateway(passOn(shop.urls.orders), (gateway) =>
      withBff({ ...shop.urls, orders: gateway.url }, async (bff) => {
        const asked = async (seconds: number): Promise<{ felt: Evidence; figure: Figure }> => {
          const before = gateway.arrivals().length;
          gateway.become(answer(429, { 'retry-after': String(seconds) }));
          await bff.ask(orderCount());
          const told = gateway.arrivals().length - before;
          const toldAt = gateway.arrivals().at(-1)!;
          gateway.become(passOn(shop.urls.orders));
          const answers = await openLoop(
            { perSecond: PER_SECOND, durationMs: seconds * 1_000 + AFTER_MS },
            (index) => bff.ask(orderCount(index)),
          );
          const since = gateway.arrivals().filter((at) => at > toldAt);
          const inside = since.filter((at) => at < toldAt + seconds * 1_000).length;
          const firstMs = (since[0] ?? Infinity) - toldAt;
          const fresh = answers.filter(isFresh).length;
          return {
            felt: { what: `calls answered 429 with Retry-After: ${seconds}`, count: told, atLeast: 1 },
            figure: {
              what: `calls within Retry-After: ${seconds}, of ${answers.length} operations`,
              measured: `${inside}; the first after ${ms(firstMs)}, ${fresh} answered by the service`,
              target: '0, and calls again afterwards',
              met: inside === 0 && fresh > 0,
              value: inside,
            },
          };
        };
        const first = await asked(1);
        const rest = quick ? [] : [await asked(3)];
        return {
          felt: [first.felt, ...rest.map(({ felt }) => felt)],
          figures: [first, ...rest].map(({ figure }) => figure),
        };
      }),
    ),
};
