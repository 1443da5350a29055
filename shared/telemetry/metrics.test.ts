import { describe, expect, it } from 'vitest';
import { createMetrics, knownOrOther, type Metrics } from './metrics.ts';

/** The lines of one metric, without those that describe it. */
const linesOf = async (metrics: Metrics, name: string) =>
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
