import type { Logger } from '../telemetry/logger.ts';
import type { UpstreamErrorCode } from './errors.ts';
import type { BreakerState } from './policies/breaker.ts';

/** What happens between us and an upstream that an operator may want to know. */
export type UpstreamEvent =
  | {
      readonly type: 'call';
      readonly upstream: string;
      readonly endpoint: string;
      readonly requestId: string;
      readonly durationMs: number;
      /** Absent when the call was answered. */
      readonly failure?: {
        readonly code: UpstreamErrorCode;
        readonly reason: string;
        readonly cause?: unknown;
      };
    }
  | {
      readonly type: 'items-dropped';
      readonly upstream: string;
      readonly endpoint: string;
      readonly requestId: string;
      readonly count: number;
      /** What was wrong with the first of them. */
      readonly issue: string;
    }
  | { readonly type: 'breaker-changed'; readonly upstream: string; readonly state: BreakerState };

export type ObserveUpstream = (event: UpstreamEvent) => void;

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
      case 'items-dropped':
        logger.warn(event, 'items that break the contract were dropped');
        break;
      case 'breaker-changed':
        logger.warn(event, 'breaker changed state');
        break;
    }
  };
}
