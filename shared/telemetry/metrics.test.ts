import { describe, expect, it } from 'vitest';
import { createMetrics, knownOrOther, sumMetrics, type Metrics, type MetricsSnapshot } from './metrics.ts';

/** The lines of one metric, without those that describe it. */
const linesOf = async (metrics: Pick<Metrics, 'expose'>, name: string) =>
  (await metrics.expose()).text.split('\n').filter((line) => line.startsWith(name));

describe('createMetrics', () => {
  it('counts by label', async () => {
    const metrics = createMetrics();
    const count = metrics.counter('parcels_total', 'Parcels.', ['city']);

    count({ city: 'Lyon' });
    count({ city: 'Lyon' }, 3);
    count({ city: 'Berlin' }, 0);

    expect(await linesOf(metrics, 'parcels_total')).toEqual([
      'parcels_total{city="Lyon"} 4',
      'parcels_total{city="Berlin"} 0',
    ]);
  });

  it('takes durations in ms and shows them in seconds', async () => {
    const metrics = createMetrics();
    const observe = metrics.durations('wait_seconds', 'Waits.', ['at']);

    for (const durationMs of [1, 40, 900, 60_000]) observe({ at: 'door' }, durationMs);

    const lines = await linesOf(metrics, 'wait_seconds');
    expect(lines).toContain('wait_seconds_bucket{le="0.001",at="door"} 1');
    expect(lines).toContain('wait_seconds_bucket{le="0.05",at="door"} 2');
    expect(lines).toContain('wait_seconds_bucket{le="4",at="door"} 3');
    expect(lines).toContain('wait_seconds_bucket{le="+Inf",at="door"} 4');
    expect(lines).toContain('wait_seconds_sum{at="door"} 60.941');
  });

  it('reads a gauge at each scrape, and forgets what is gone', async () => {
    const metrics = createMetrics();
    let waiting: Record<string, number> = { Lyon: 2, Berlin: 1 };
    metrics.gauge('waiting', 'Who waits.', ['city'], () =>
      Object.entries(waiting).map(([city, value]) => [{ city }, value]),
    );

    expect(await linesOf(metrics, 'waiting')).toEqual(['waiting{city="Lyon"} 2', 'waiting{city="Berlin"} 1']);

    waiting = { Lyon: 5 };
    expect(await linesOf(metrics, 'waiting')).toEqual(['waiting{city="Lyon"} 5']);
  });

  it("has Node's own, and speaks Prometheus", async () => {
    const { contentType, text } = await createMetrics().expose();

    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('keeps two BFFs of one process apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.counter('parcels_total', 'Parcels.', ['city'])({ city: 'Lyon' });
    other.counter('parcels_total', 'Parcels.', ['city']);

    expect(await linesOf(one, 'parcels_total')).toHaveLength(1);
    expect(await linesOf(other, 'parcels_total')).toEqual([]);
  });
});

describe('sumMetrics', () => {
  /** As it arrives from another process. */
  const sent = async (metrics: Metrics) =>
    JSON.parse(JSON.stringify(await metrics.snapshot())) as MetricsSnapshot;

  /** A process that has counted `parcels`, has had one wait of `waitMs`, and has `open` doors. */
  const aProcess = (parcels: number, waitMs: number, open: number) => {
    const metrics = createMetrics();
    const count = metrics.counter('parcels_total', 'Parcels.', ['city']);
    count({ city: 'Lyon' }, parcels);
    metrics.durations('wait_seconds', 'Waits.', [])({}, waitMs);
    metrics.gauge('open', 'Open doors.', [], () => [[{}, open]]);
    return { metrics, count };
  };

  it('adds up what processes count and how they stand', async () => {
    const sum = sumMetrics<string>();
    sum.update('a', await sent(aProcess(3, 40, 1).metrics));
    sum.update('b', await sent(aProcess(4, 900, 2).metrics));

    expect(await linesOf(sum, 'parcels_total')).toEqual(['parcels_total{city="Lyon"} 7']);
    expect(await linesOf(sum, 'open')).toEqual(['open 3']);
    const waits = await linesOf(sum, 'wait_seconds');
    expect(waits).toContain('wait_seconds_bucket{le="0.05"} 1');
    expect(waits).toContain('wait_seconds_bucket{le="1"} 2');
    expect(waits).toContain('wait_seconds_count 2');
  });

  it('takes the last word of each', async () => {
    const sum = sumMetrics<string>();
    const { metrics, count } = aProcess(3, 40, 1);
    sum.update('a', await sent(metrics));
    count({ city: 'Lyon' });
    sum.update('a', await sent(metrics));

    expect(await linesOf(sum, 'parcels_total')).toEqual(['parcels_total{city="Lyon"} 4']);
  });

  it('keeps the counts of those that have ended, and not how they stood', async () => {
    const sum = sumMetrics<string>();
    for (const name of ['a', 'b', 'c']) sum.update(name, await sent(aProcess(3, 40, 1).metrics));

    for (const name of ['a', 'b', 'never heard of']) sum.settle(name);

    expect(await linesOf(sum, 'parcels_total')).toEqual(['parcels_total{city="Lyon"} 9']);
    expect(await linesOf(sum, 'wait_seconds_count')).toEqual(['wait_seconds_count 3']);
    expect(await linesOf(sum, 'open')).toEqual(['open 1']);
  });

  it("has Node's own, and speaks Prometheus", async () => {
    const sum = sumMetrics<string>();
    for (const name of ['a', 'b']) sum.update(name, await sent(createMetrics()));

    const { contentType, text } = await sum.expose();

    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).toContain(`nodejs_version_info{version="${process.version}"`);
  });
});

describe('knownOrOther', () => {
  it('lets nobody make up a series', () => {
    const label = knownOrOther(['Home', 'Search']);

    expect(['Home', 'Search', 'home', '', 'constructor', undefined, null].map(label)).toEqual([
      'Home',
      'Search',
      ...Array<string>(5).fill('other'),
    ]);
  });
});
