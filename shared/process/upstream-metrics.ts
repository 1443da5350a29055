import type { Metrics } from '../telemetry/metrics.ts';
import type { ClassStatus, UpstreamStatus } from '../upstream/define-upstream.ts';
import type { ObserveUpstream, UpstreamEvent } from '../upstream/events.ts';
import type { BreakerState } from '../resilience/breaker.ts';

/** A record, so that the compiler asks for a state that is new. */
const breakerStates = Object.keys({
  'closed': true,
  'open': true,
  'half-open': true,
  'forced-open': true,
  'disabled': true,
} satisfies Record<BreakerState, true>);

/** Counts what happens between us and the upstreams. Labels are our own names: none comes from outside. */
export function countUpstreamEvents(metrics: Metrics): ObserveUpstream {
  const endpoint = ['upstream', 'endpoint'] as const;
  const calls = metrics.counter(
    'upstream_calls_total',
    'Calls by how they ended: ok, or the code of the error.',
    [...endpoint, 'outcome'],
  );
  const durations = metrics.durations(
    'upstream_call_duration_seconds',
    'How long calls took, with their waits and retries.',
    endpoint,
  );
  const retries = metrics.counter('upstream_retries_total', 'Calls that were tried again.', endpoint);
  const hedges = metrics.counter(
    'upstream_hedges_total',
    'Second attempts beside a first that was slow.',
    endpoint,
  );
  const stale = metrics.counter(
    'upstream_stale_answers_total',
    'Earlier answers that stood in for one that failed.',
    endpoint,
  );
  const dropped = metrics.counter(
    'upstream_items_dropped_total',
    'Items left out of answers because they break the contract.',
    endpoint,
  );
  const pauses = metrics.counter(
    'upstream_rate_limit_pauses_total',
    'Times that a service asked to be left alone (429 with Retry-After).',
    ['upstream', 'class'],
  );
  const breakerChanges = metrics.counter(
    'upstream_breaker_changes_total',
    'Breakers that changed, by the state they changed to.',
    ['upstream', 'class', 'state'],
  );

  const where = ({ upstream, endpoint }: Extract<UpstreamEvent, { endpoint: string }>) => ({
    upstream,
    endpoint,
  });
  return (event) => {
    switch (event.type) {
      case 'call':
        calls({ ...where(event), outcome: event.failure?.code ?? 'ok' });
        durations(where(event), event.durationMs);
        break;
      case 'retry':
        retries(where(event));
        break;
      case 'hedge':
        hedges(where(event));
        break;
      case 'stale-answer':
        stale(where(event));
        break;
      case 'items-dropped':
        dropped(where(event), event.count);
        break;
      case 'paused':
        pauses({ upstream: event.upstream, class: event.endpointClass });
        break;
      case 'breaker-changed':
        breakerChanges({ upstream: event.upstream, class: event.endpointClass, state: event.state });
        break;
    }
  };
}

/** Shows how the upstreams fare at the moment of each scrape. */
export function exposeUpstreamStatuses(metrics: Metrics, statuses: () => readonly UpstreamStatus[]): void {
  const byClass = <Row>(
    rows: (labels: { readonly upstream: string; readonly class: string }, status: ClassStatus) => Row[],
  ) =>
    statuses().flatMap(({ name, classes }) =>
      Object.entries(classes).flatMap(([endpointClass, status]) =>
        rows({ upstream: name, class: endpointClass }, status),
      ),
    );

  metrics.gauge(
    'upstream_breaker_state',
    'How many breakers are in the state: one or none of each worker.',
    ['upstream', 'class', 'state'],
    () =>
      byClass((labels, { breaker }) =>
        breakerStates.map((state) => [{ ...labels, state }, breaker.state === state ? 1 : 0] as const),
      ),
  );
  metrics.gauge(
    'upstream_rate_limit_paused',
    'Whether nothing is asked of the class since the service asked for it: one or none of each worker.',
    ['upstream', 'class'],
    () => byClass((labels, { rateLimit }) => [[labels, rateLimit.paused ? 1 : 0] as const]),
  );
  for (const [name, help, read] of [
    ['running', 'Calls under way.', ({ bulkhead }) => bulkhead.running],
    ['waiting', 'Calls that wait for a place.', ({ bulkhead }) => bulkhead.waiting],
    ['limit', 'Calls that may be under way at once.', ({ bulkhead }) => bulkhead.limit],
  ] satisfies [string, string, (status: ClassStatus) => number][]) {
    metrics.gauge(`upstream_bulkhead_${name}`, help, ['upstream', 'class'], () =>
      byClass((labels, status) => [[labels, read(status)] as const]),
    );
  }
  metrics.gauge(
    'upstream_retry_budget_available',
    'Second tries that may be made at this moment.',
    ['upstream'],
    () =>
      statuses().map(({ name, retryBudget: { allowed, retries } }) => [
        { upstream: name },
        Math.max(0, allowed - retries),
      ]),
  );
}
