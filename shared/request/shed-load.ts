import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { TrustedDocument } from '../graphql/documents/trusted-documents.ts';
import { errorCodes } from '../lib/client-error.ts';
import { errorResponse, StatusError } from './error-response.ts';
import type { GraphqlRequest, RawParameters } from './graphql-request.ts';
import type { EndpointDefinition, LoadShedder, PipelineDeps, Priority } from './pipeline-deps.ts';
import type { Stage } from './stage.ts';

/** What a BFF takes on at once. */
export interface LoadLimits {
  /** Operations under way. */
  readonly maxOperations: number;
  /** How late the event loop may be (ms) before it is given no more work. */
  readonly maxEventLoopDelayMs: number;
}

/** How far beyond the limits what is critical is still let in, as a share of them. */
const HEAD_ROOM_RATIO = 0.25;

/** Shedding is over when nothing has been shed for so long: one line in the log an episode, not one a request. */
const QUIET_MS = 5_000;

/**
 * Refuses work that would make all other work late, while refusing is still cheap. The number of operations bounds
 * what waits for services; the event loop's delay bounds what computes.
 */
export function loadShedder({
  limits: { maxOperations, maxEventLoopDelayMs },
  eventLoopDelayMs,
  clock,
  logger,
  metrics,
}: {
  limits: LoadLimits;
  eventLoopDelayMs: () => number;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
}): LoadShedder {
  let running = 0;
  let episode: { readonly beganAt: number; lastAt: number; shed: number } | null = null;
  let cancel = () => {};
  metrics.gauge('operations_running', 'Operations under way.', [], () => [[{}, running]]);
  const total = metrics.counter('operations_shed_total', 'Operations refused for want of room.', [
    'priority',
  ]);
  // From zero, so that the first one shows as an increase.
  for (const priority of ['normal', 'critical'] satisfies Priority[]) total({ priority }, 0);

  const fits = (delayMs: number, room: number) =>
    running < Math.ceil(maxOperations * room) && delayMs <= maxEventLoopDelayMs * room;

  const endWhenQuiet = (began: NonNullable<typeof episode>, afterMs: number) => {
    cancel = clock.after(afterMs, () => {
      const quietMs = clock.now() - began.lastAt;
      if (quietMs < QUIET_MS) return endWhenQuiet(began, QUIET_MS - quietMs);
      episode = null;
      logger.info({ shed: began.shed, durationMs: Math.round(began.lastAt - began.beganAt) }, 'shed no more');
    });
  };
  const note = (priority: Priority, delayMs: number) => {
    total({ priority });
    const now = clock.now();
    if (!episode) {
      episode = { beganAt: now, lastAt: now, shed: 0 };
      logger.warn({ running, eventLoopDelayMs: Math.round(delayMs) }, 'shedding load');
      endWhenQuiet(episode, QUIET_MS);
    }
    episode.lastAt = now;
    episode.shed += 1;
  };

  return {
    admit: (priorityOf) => {
      const delayMs = eventLoopDelayMs();
      if (!fits(delayMs, 1)) {
        const priority = priorityOf();
        if (priority === 'normal' || !fits(delayMs, 1 + HEAD_ROOM_RATIO)) {
          note(priority, delayMs);
          return null;
        }
      }
      running += 1;
      let held = true;
      return () => {
        if (held) running -= 1;
        held = false;
      };
    },
    close: () => cancel(),
  };
}

/**
 * Refuses a request for which there is no room, before anything is read of it. It is no operation then, and is counted
 * apart.
 */
export function shedLoad(
  { critical }: Pick<EndpointDefinition, 'critical'>,
  { load, documents }: Pick<PipelineDeps, 'load' | 'documents'>,
): Stage<GraphqlRequest> {
  const names = new Set(critical);
  return async (request, next) => {
    const release = load.admit(() => priorityOf(request.rawParameters(), names, documents.trusted.all()));
    if (!release) return errorResponse(request, overloaded);
    request.onClose(release);
    return next(request);
  };
}

const overloaded = new StatusError(503, 'OVERLOADED', errorCodes.OVERLOADED, { 'retry-after': '1' });

const anyMutation = /(?:^|[\s,}])mutation\b/;
const firstName = /(?:^|[\s,}])(?:query|subscription)\s+([_A-Za-z]\w*)/;

/**
 * Whether an operation is among the last to be shed: a mutation, since what a customer did must not be lost, or one named
 * in `critical`. Parsing the text, or that of the trusted document that stands for it, is the work to be spared, so it is
 * read off: a document that is misread waits in another line, no more. A client that lies about its name gains the
 * head-room alone, which is small.
 */
export function priorityOf(
  { query, operationName, documentId, extensions }: RawParameters,
  critical: ReadonlySet<string>,
  trusted: readonly TrustedDocument[],
): Priority {
  const stands = JSON.stringify([documentId, extensions]);
  const text =
    typeof query === 'string' ? query : (trusted.find(({ id }) => stands.includes(id))?.text ?? '');
  const name = typeof operationName === 'string' ? operationName : firstName.exec(text)?.[1];
  return (name !== undefined && critical.has(name)) || anyMutation.test(text) ? 'critical' : 'normal';
}
