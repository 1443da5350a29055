import {
  AggregatorRegistry,
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type PrometheusContentType,
} from 'prom-client';

/** One value for each label that a metric was made with. */
export type Labels<Label extends string> = Readonly<Record<Label, string>>;

/** Metrics as Prometheus reads them. */
export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

/** The metrics of one process at one moment, in a form that another process can be sent. */
export type MetricsSnapshot = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** The metrics of one process, for Prometheus to scrape. The one place that knows how they are kept. */
export interface Metrics {
  /** A number that only grows. Returns what adds to it: 1 unless told. */
  readonly counter: <Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
  ) => (labels: Labels<Label>, by?: number) => void;
  /** A number that only grows and is kept elsewhere: `read` is asked for it at every scrape. */
  readonly total: (name: string, help: string, read: () => number) => void;
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
  readonly expose: () => Promise<Exposition>;
  readonly snapshot: () => Promise<MetricsSnapshot>;
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
    total: (name, help, read) => {
      const counter: Counter = new Counter({
        name,
        help,
        registers,
        collect: () => {
          counter.reset();
          counter.inc(read());
        },
      });
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
    expose: () => expose(registry),
    snapshot: () => registry.getMetricsAsJSON(),
  };
}

/** The metrics of several processes as if they were one, `Process` being what tells them apart. */
export interface SummedMetrics<Process> {
  /** Takes in how a process stands now, in place of what it said before. */
  readonly update: (process: Process, snapshot: MetricsSnapshot) => void;
  /** Keeps what a process has counted, and forgets how it stood: it has ended. */
  readonly settle: (process: Process) => void;
  readonly expose: () => Promise<Exposition>;
}

/**
 * Adds up counters, durations and gauges; of Node's own gauges some are a mean, a least or a most. A counter never
 * falls when a process ends, which Prometheus would take for a restart of all.
 */
export function sumMetrics<Process>(): SummedMetrics<Process> {
  const running = new Map<Process, MetricsSnapshot>();
  let settled: Promise<MetricsSnapshot> = Promise.resolve([]);
  const withSettled = async (parts: readonly MetricsSnapshot[]) =>
    AggregatorRegistry.aggregate<PrometheusContentType>([await settled, ...parts]);

  return {
    update: (process, snapshot) => void running.set(process, snapshot),
    settle: (process) => {
      const counts = (running.get(process) ?? []).filter(({ type }) => countTypes.has(String(type)));
      running.delete(process);
      settled = withSettled([counts]).then((registry) => registry.getMetricsAsJSON());
    },
    expose: async () => expose(await withSettled([...running.values()])),
  };
}

/** What only grows. Of what goes up and down nothing is left when a process has ended. */
const countTypes: ReadonlySet<string> = new Set(['counter', 'histogram']);

const expose = async (registry: Registry): Promise<Exposition> => ({
  contentType: registry.contentType,
  text: await registry.metrics(),
});

/**
 * Makes a label of what a client says: one of `known`, or `other`. Every distinct value is a series that is kept until
 * the process ends, so nobody outside may make one up.
 */
export function knownOrOther(known: Iterable<string>): (value: string | null | undefined) => string {
  const names: ReadonlySet<unknown> = new Set(known);
  return (value) => (typeof value === 'string' && names.has(value) ? value : 'other');
}
