import type { Logger } from '../telemetry/logger.ts';
import type { UpstreamErrorCode } from './errors.ts';
import type { BreakerState } from '../resilience/breaker.ts';

/** Which call an event is about. */
interface AboutCall {
  readonly upstream: string;
  /** The endpoint by its route template, e.g. `GET /products/:id`. */
  readonly endpoint: string;
  readonly requestId: string;
}

/** What happens between us and an upstream that an operator may want to know. */
export type UpstreamEvent =
  | (AboutCall & {
      readonly type: 'call';
      readonly durationMs: number;
      /** Absent when the service answered. */
      readonly failure?: {
        readonly code: UpstreamErrorCode;
        readonly reason: string;
        readonly cause?: unknown;
      };
    })
  | (AboutCall & {
      readonly type: 'retry';
      /** Which try comes next, from 2. */
      readonly attempt: number;
      readonly delayMs: number;
      /** Why the one before failed. */
      readonly reason: string;
    })
  | (AboutCall & { readonly type: 'hedge'; readonly afterMs: number })
  | (AboutCall & {
      readonly type: 'stale-answer';
      readonly ageMs: number;
      /** Why there is no fresh one. */
      readonly code: UpstreamErrorCode;
    })
  | (AboutCall & {
      readonly type: 'items-dropped';
      readonly count: number;
      /** What was wrong with the first of them. */
      readonly issue: string;
    })
  | (AboutCall & {
      readonly type: 'paused';
      /** The class of endpoints that nothing is asked of; `all` where they share a quota. */
      readonly endpointClass: string;
      /** For how long the service asked to be left alone. */
      readonly pauseMs: number;
    })
  | {
      readonly type: 'breaker-changed';
      readonly upstream: string;
      /** The class of endpoints that the breaker stands for. */
      readonly endpointClass: string;
      readonly state: BreakerState;
    };

export type ObserveUpstream = (event: UpstreamEvent) => void;

/** Hands every event to each of `observers`. */
export function observeAll(...observers: readonly ObserveUpstream[]): ObserveUpstream {
  return (event) => observers.forEach((observe) => observe(event));
}

/** Logs each event at the level of what it asks of a person: a lost call is a warning, an answered one is not. */
export function logUpstreamEvents(logger: Logger): ObserveUpstream {
  return (event) => {
    switch (event.type) {
      case 'call': {
        const { failure, ...call } = event;
        if (!failure || failure.code === 'NOT_FOUND') logger.debug(call, 'upstream call');
        else {
          const { code, reason, cause: err } = failure;
          logger.warn({ ...call, code, reason, err }, 'upstream call failed');
        }
        break;
      }
      case 'retry':
        logger.info(event, 'upstream call repeated');
        break;
      case 'hedge':
        logger.debug(event, 'upstream call hedged');
        break;
      case 'stale-answer':
        logger.info(event, 'stale answer served');
        break;
      case 'items-dropped':
        logger.warn(event, 'items that break the contract were dropped');
        break;
      case 'paused':
        logger.warn(event, 'upstream asked to be left alone');
        break;
      case 'breaker-changed':
        logger.warn(event, 'breaker changed state');
        break;
    }
  };
}
