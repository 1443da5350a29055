import { setTimeout as sleep } from 'node:timers/promises';
import { silence } from '../../kit/behaviours.ts';
import { USER_COUNT } from '../../../mocks/kit/shop.ts';
import type { Bff } from '../../kit/bff.ts';
import {
  complaints,
  createClient,
  errorCodes,
  isFresh,
  type Answer,
  type Client,
  type Operation,
} from '../../kit/client.ts';
import { ms, percent, round } from '../../kit/format.ts';
import { withGateway } from '../../kit/gateway.ts';
import { atOnce, closedLoop, oneByOne, openLoop } from '../../kit/load.ts';
import { customerId } from '../../kit/shop.ts';
import { median, percentile } from '../../kit/statistics.ts';
import type { Bench, Evidence, Experiment, Figure, Findings } from '../experiment.ts';
import { noOp, orderCount } from '../operations.ts';

const steps = [1, 2, 4, 8, 16, 32, 64];

/** The knee is the first step that does nearly as much as any. */
const KNEE_RATIO = 0.9;

const GOODPUT_TARGET = 0.8;

/** What a refusal may take: while the event loop is free, and while there is more to compute than it can. */
const REFUSAL_TARGET_MS = { free: 10, busy: 100 };

/**
 * Connections that are open before the overload begins, as a proxy in front keeps them: Node takes on new ones so slowly
 * when it is busy that this, and no operation, would be measured.
 */
const CONNECTIONS = 1_000;

/** Operations that one BFF takes on, to see what becomes of the next. */
const PLACES = 20;

const orderHistory = `{ orders(first: 10) { totalCount edges { node { id number placedAt status total { formatted }
  lines { id quantity product { slug title mainImage { alt sizes { width height url } } } } } } } }`;

export const overload: Experiment = {
  name: 'overload',
  title: '2 × the load of the knee',
  how:
    `The orders of ${USER_COUNT} customers in turn with what they bought, and without parcels, for which a partner grants a ` +
    'quota: orders are private and never kept, so that every ' +
    'operation has to be executed. The knee: the first of ' +
    `${steps.join(', ')} clients without a pause that get ${KNEE_RATIO * 100} % of the most answers a second. Rounds of ` +
    'that many clients, and then of twice as many operations a second as they got, whatever becomes of them; the median ' +
    'of the rounds. Goodput: whole, fresh answers, by the time they came. ' +
    `${CONNECTIONS} connections are open before, as a proxy keeps them; told besides, what it is without. ` +
    'The generator and the services share the cores ' +
    `with the BFF. Then another BFF, whose ${PLACES} places are taken by operations that wait for a service, so that ` +
    'refusing is all it has to do.',
  run: async (bench) => {
    const busy = await overloaded(bench);
    const free = await placesTaken(bench);
    return { felt: [...busy.felt, free.felt], figures: [...busy.figures, free.figure] };
  },
};

async function overloaded({ shop, quick, withBff }: Bench): Promise<Findings> {
  let customer = 0;
  const nextOperation = (): Operation => {
    customer = (customer % USER_COUNT) + 1;
    return { text: orderHistory, headers: { 'x-customer-id': customerId(customer) } };
  };
  return withBff(shop.urls, async (bff) => {
    const goodputOf = async (workers: number, durationMs: number) => {
      const startedAt = performance.now();
      const answers = await closedLoop({ workers, durationMs }, () => bff.ask(nextOperation()));
      return perSecond(answers, startedAt, durationMs);
    };
    await goodputOf(8, 2_000);
    // Twice over, and the better of the two: what else the machine has to do must not look like a knee.
    const ramps = await oneByOne(quick ? 1 : 2, () =>
      oneByOne(steps.length, (index) => goodputOf(steps[index]!, quick ? 500 : 1_000)),
    );
    const ramp = steps.map((_, index) => Math.max(...ramps.map((each) => each[index]!)));
    const knee = steps[ramp.findIndex((each) => each >= KNEE_RATIO * Math.max(...ramp))]!;

    const roundOver = async (client: Client) => {
      const kneePerSecond = await goodputOf(knee, quick ? 1_000 : 3_000);
      const durationMs = quick ? 3_000 : 5_000;
      const startedAt = performance.now();
      const answers = await openLoop({ perSecond: 2 * kneePerSecond, durationMs }, () =>
        client.ask(nextOperation()),
      );
      await recover(bff);
      return { kneePerSecond, goodput: perSecond(answers, startedAt, durationMs), answers };
    };
    await oneByOne(5, () => atOnce(CONNECTIONS, () => bff.ask(noOp)));
    const rounds = await oneByOne(quick ? 1 : 3, () => roundOver(bff));
    const stranger = createClient(bff.url);
    const strangers = await roundOver(stranger).finally(stranger.close);

    const ratio = median(rounds.map(({ goodput, kneePerSecond }) => goodput / kneePerSecond));
    const answers = rounds.flatMap((each) => each.answers);
    const refused = answers.filter(({ status }) => status === 503);
    const lost = answers.filter((each) => each.status !== 503 && !isFresh(each));
    const refusedMs = latency(refused, 0.99);
    const each = rounds.map(({ goodput, kneePerSecond }) => `${round(goodput)} of ${round(kneePerSecond)}`);
    return {
      felt: [
        {
          what: `operations refused at 2 × the knee, of ${answers.length}`,
          count: refused.length,
          atLeast: 1,
        },
      ],
      figures: [
        {
          what: `goodput at twice what ${knee} at a time got`,
          measured: `${percent(ratio)} (${each.join(', ')} a second)`,
          target: `≥ ${percent(GOODPUT_TARGET)}`,
          met: ratio >= GOODPUT_TARGET,
          value: ratio,
        },
        {
          what: `p99 of the ${refused.length} refusals (of ${answers.length} operations)`,
          measured: `${ms(refusedMs)}, median ${ms(latency(refused, 0.5))} (${errorCodes(refused).join(', ')})`,
          target: `≤ ${REFUSAL_TARGET_MS.busy} ms`,
          met: refusedMs <= REFUSAL_TARGET_MS.busy,
          value: refusedMs,
        },
        {
          what: 'the whole, fresh answers meanwhile',
          measured: `median ${ms(latency(answers.filter(isFresh), 0.5))}, p99 ${ms(latency(answers.filter(isFresh), 0.99))}`,
          value: latency(answers.filter(isFresh), 0.99),
        },
        {
          what: 'taken on, and not answered whole and fresh',
          measured: `${lost.length} of ${answers.length - refused.length}${complaints(lost)}`,
          value: lost.length,
        },
        {
          what: 'the same from clients that open their connections then',
          measured: `${percent(strangers.goodput / strangers.kneePerSecond)}, ${strangers.answers.filter(({ status }) => status === 503).length} of ${strangers.answers.length} refused, p99 of all ${ms(latency(strangers.answers, 0.99))}`,
          value: strangers.goodput / strangers.kneePerSecond,
        },
      ],
    };
  });
}

/** One round's harm must not be the next one's. */
async function recover(bff: Bff): Promise<void> {
  await sleep(500);
  for (const upstream of ['orders', 'catalog', 'shipping'] as const) await bff.forceBreaker(upstream, 'auto');
}

function placesTaken({ shop, quick, withBff }: Bench): Promise<{ felt: Evidence; figure: Figure }> {
  return withGateway(silence, (gateway) =>
    withBff(
      { ...shop.urls, orders: gateway.url },
      async (bff) => {
        await oneByOne(300, () => bff.ask(noOp));
        await bff.forceBreaker('orders', 'closed');
        const { attemptTimeoutMs } = (await bff.status('orders')).classes['default']!.limits;
        const refused = await oneByOne(quick ? 2 : 5, async () => {
          const waiting = atOnce(PLACES, (index) => bff.ask(orderCount(index)));
          await sleep(attemptTimeoutMs / 4);
          const answers = await closedLoop({ workers: 1, durationMs: attemptTimeoutMs / 2 }, () =>
            bff.ask(orderCount()),
          );
          await waiting;
          return answers;
        });
        const answers = refused.flat();
        const p99Ms = latency(answers, 0.99);
        return {
          felt: {
            what: `operations refused while ${PLACES} of ${PLACES} places were taken, of ${answers.length}`,
            count: answers.filter(({ status }) => status === 503).length,
            atLeast: answers.length,
          },
          figure: {
            what: `p99 of ${answers.length} refusals while ${PLACES} of ${PLACES} places are taken by operations that wait`,
            measured: `${ms(p99Ms)} (${errorCodes(answers).join(', ')})`,
            target: `≤ ${REFUSAL_TARGET_MS.free} ms`,
            met: p99Ms <= REFUSAL_TARGET_MS.free && errorCodes(answers).join() === 'OVERLOADED',
            value: p99Ms,
          },
        };
      },
      { environment: { MAX_OPERATIONS: String(PLACES) } },
    ),
  );
}

function latency(answers: readonly Answer[], ratio: number): number {
  return percentile(
    answers.map(({ latencyMs }) => latencyMs),
    ratio,
  );
}

/** Whole, fresh answers a second, of those that came within `durationMs`. */
function perSecond(answers: readonly Answer[], startedAt: number, durationMs: number): number {
  const inTime = answers.filter(
    (each) => isFresh(each) && each.sentAt + each.latencyMs <= startedAt + durationMs,
  );
  return inTime.length / (durationMs / 1_000);
}
