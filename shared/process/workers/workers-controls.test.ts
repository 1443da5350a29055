import { describe, expect, it } from 'vitest';
import { createMetrics, type MetricsSnapshot } from '../../telemetry/metrics.ts';
import { settle } from '../../testing/manual-clock.ts';
import type { BreakerOrder, LiftOrder } from '../ops-controls.ts';
import type { Question, Reply } from './messages.ts';
import type { WorkerEnd } from './worker-process.ts';
import { workersControls } from './workers-controls.ts';

const UNKNOWN: Reply = { refusal: { statusCode: 404, message: 'There is no such upstream.' } };

/** A worker that answers as told, with how many parcels it has counted, and the orders it was given. */
function standIn(
  pid: number,
  { parcels = 1, answer = (): Reply | undefined => ({ value: { open: pid } }) } = {},
) {
  const ended = Promise.withResolvers<WorkerEnd>();
  const metrics = createMetrics();
  const count = metrics.counter('parcels_total', 'Parcels.', []);
  count({}, parcels);
  metrics.gauge('loading', 'Parcels that are being loaded.', [], () => [[{}, 1]]);
  const sent = async () => JSON.parse(JSON.stringify(await metrics.snapshot())) as MetricsSnapshot;
  const orders: (BreakerOrder | LiftOrder)[] = [];
  const asked: Question[] = [];
  return {
    pid,
    orders,
    asked,
    count,
    ended: ended.promise,
    ask: async (question: Question) => {
      asked.push(question);
      if (typeof question === 'object') orders.push(question);
      return question === 'metrics' && answer() ? { value: await sent() } : answer();
    },
    end: async (how: 'cleanly' | 'killed') => {
      ended.resolve({ how, ...(how === 'cleanly' && { metrics: await sent() }) });
      await settle();
    },
  };
}

function given(...workers: ReturnType<typeof standIn>[]) {
  const controls = workersControls();
  for (const worker of workers) controls.introduce(worker);
  const parcels = async () => {
    const { text } = await controls.metrics();
    return Number(/^parcels_total (\d+)$/m.exec(text)?.[1]);
  };
  return { controls, parcels };
}

describe('the metrics of all workers', () => {
  it('are the sum of what each has', async () => {
    const { parcels } = given(standIn(1, { parcels: 2 }), standIn(2, { parcels: 3 }));

    expect(await parcels()).toBe(5);
  });

  it('hold all that a worker counted which has ended, to its last word', async () => {
    const worker = standIn(1);
    const { parcels } = given(worker, standIn(2));
    expect(await parcels()).toBe(2);

    worker.count({});
    await worker.end('cleanly');

    expect(await parcels()).toBe(3);
  });

  it('never fall: a worker that was killed or is silent counts as when it was asked last', async () => {
    const [killed, silent] = [standIn(1), standIn(2)];
    const { parcels } = given(killed, silent);
    expect(await parcels()).toBe(2);

    await killed.end('killed');
    silent.ask = async () => undefined;

    expect(await parcels()).toBe(2);
  });
});

it('the metrics of all workers do not hold how a worker stood that has ended', async () => {
  const worker = standIn(1);
  const { controls } = given(worker, standIn(2));
  expect((await controls.metrics()).text).toMatch(/^loading 2$/m);

  await worker.end('cleanly');

  expect((await controls.metrics()).text).toMatch(/^loading 1$/m);
});

describe('the upstreams of all workers', () => {
  it('are listed by worker', async () => {
    const worker = standIn(1);
    const { controls } = given(worker, standIn(2, { answer: () => undefined }));

    expect(await controls.upstreams()).toEqual({
      workers: [
        { pid: 1, open: 1 },
        { pid: 2, error: 'no answer within 2000 ms' },
      ],
    });
    expect(worker.asked).toEqual(['upstreams']);
  });

  it('are not those of workers that have ended', async () => {
    const worker = standIn(1);
    const { controls } = given(worker, standIn(2));

    await worker.end('killed');

    expect(await controls.upstreams()).toEqual({ workers: [{ pid: 2, open: 2 }] });
  });
});

describe('a breaker that is forced', () => {
  const open = { upstream: 'users', state: 'open' } as const;

  it('is forced in all workers', async () => {
    const workers = [standIn(1), standIn(2)];
    const { controls } = given(...workers);

    expect(await controls.forceBreaker(open)).toEqual({
      workers: [
        { pid: 1, open: 1 },
        { pid: 2, open: 2 },
      ],
    });
    expect(workers.map(({ orders }) => orders)).toEqual([[open], [open]]);
  });

  it('is forced in workers that come later, as it was left', async () => {
    const { controls } = given(standIn(1));
    for (const order of [
      open,
      { upstream: 'catalog', state: 'open', class: 'search' },
      { upstream: 'catalog', state: 'closed' },
      { ...open, class: 'default', state: 'closed' },
      { ...open, class: 'default', state: 'auto' },
    ] satisfies BreakerOrder[]) {
      await controls.forceBreaker(order);
    }
    const later = standIn(2);

    controls.introduce(later);

    expect(later.orders).toEqual([
      open,
      { upstream: 'catalog', state: 'closed' },
      { ...open, class: 'default', state: 'auto' },
    ]);
  });

  it('is an error when no worker knows it, and forgotten', async () => {
    const { controls } = given(standIn(1, { answer: () => UNKNOWN }), standIn(2, { answer: () => UNKNOWN }));

    await expect(controls.forceBreaker(open)).rejects.toMatchObject({
      statusCode: 404,
      message: 'There is no such upstream.',
    });

    const later = standIn(3);
    controls.introduce(later);
    expect(later.orders).toEqual([]);
  });

  it('says which worker does not know it, where another does', async () => {
    const { controls } = given(standIn(1, { answer: () => UNKNOWN }), standIn(2));

    expect(await controls.forceBreaker(open)).toEqual({
      workers: [
        { pid: 1, error: 'There is no such upstream.' },
        { pid: 2, open: 2 },
      ],
    });
  });
});

describe('the silence that an upstream asked for', () => {
  const order = { upstream: 'catalog', paused: false } as const;

  it('is lifted in all workers, and in none that comes later', async () => {
    const [one, other, late] = [standIn(1), standIn(2), standIn(3)];
    const { controls } = given(one, other);

    expect(await controls.liftPause(order)).toEqual({
      workers: [
        { pid: 1, open: 1 },
        { pid: 2, open: 2 },
      ],
    });
    controls.introduce(late);

    expect([one.orders, other.orders, late.orders]).toEqual([[order], [order], []]);
  });

  it('is an error when no worker knows the upstream', async () => {
    const { controls } = given(standIn(1, { answer: () => UNKNOWN }));

    await expect(controls.liftPause(order)).rejects.toThrow('There is no such upstream.');
  });
});
