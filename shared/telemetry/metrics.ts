import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** One value for each label that a metric was made with. */
export type Labels<Label extends string> = Readonly<Record<Label, string>>;

/** The metrics of one process, for Prometheus to scrape. The one place that knows how they are kept. */
export interface Metrics {
  /** A number that only grows. Returns what adds to it: 1 unless told. */
  readonly counter: <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
  ) => (labels: Labels<Label>, by?: number) => void;
  /** Durations by how many were at most so long. Returns what adds one, in ms; it is exposed in seconds, as is usual. */
  readonly durations: <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
  ) => (labels: Labels<Label>, durationMs: number) => void;
  /** Numbers that go up and down: `read` is asked at every scrape for all there are at that moment. */
  readonly gauge: <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    read: () => readonly (readonly [labels: Labels<Label>, value: number])[],
  ) => void;
  /** All metrics as text. */
  readonly expose: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** From what a cached answer takes to the web client's whole budget, in seconds. */
const bucketsSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4];

/** An empty set of metrics besides Node's own: memory, garbage collection, event loop. */
export function createMetrics(): Metrics {
  // prom-client's global registry would mix the BFFs of one process, as tests start them, and refuse the second.
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  return {
    counter: (name, help, labelNames) => {
      const counter = new Counter({ name, help, labelNames, registers });
      return (labels, by = 1) => counter.inc(labels, by);
    },
    durations: (name, help, labelNames) => {
      const histogram = new Histogram({ name, help, labelNames, registers, buckets: bucketsSeconds });
      return (labels, durationMs) => histogram.observe(labels, durationMs / 1_000);
    },
    gauge: (name, help, labelNames, read) => {
      const gauge: Gauge<(typeof labelNames)[number]> = new Gauge({
        name,
        help,
        labelNames,
        registers,
        collect: () => {
          // What is no longer reported must not stay at its last value.
          gauge.reset();
          for (const [labels, value] of read()) gauge.set(labels, value);
        },
      });
    },
    expose: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

/**
 * Makes a label of what a client says: one of `known`, or `other`. Every distinct value is a series that is kept until
 * the process ends, so nobody outside may make one up.
 */
export function knownOrOther(known: Iterable<string>): (value: string | null | undefined) => string {
  const names: ReadonlySet<unknown> = new Set(known);
  return (value) => (typeof value === 'string' && names.has(value) ? value : 'other');
}
