import type { MetricsSnapshot } from '../../telemetry/metrics.ts';
import type { BreakerOrder, LiftOrder } from '../ops-controls.ts';

/** What the primary asks of a worker: whether its event loop turns, and for operators what `OpsControls` says. */
export type Question = 'alive' | 'metrics' | 'upstreams' | BreakerOrder | LiftOrder;

/** What a worker says to a question: JSON, or why an order cannot be carried out. */
export type Reply =
  | { readonly value: unknown }
  | { readonly refusal: { readonly statusCode: number; readonly message: string } };

/** From the primary to a worker. A worker is told to end by a signal, as any process is. */
export type ToWorker =
  | { readonly type: 'question'; readonly id: number; readonly question: Question }
  /** A successor listens: take no new connections, and end when the last client has let go. */
  | { readonly type: 'retire' };

/** From a worker to the primary. */
export type FromWorker =
  /** It hears from now on; what was said before is lost. It listens next. */
  | { readonly type: 'assembled' }
  | { readonly type: 'listening'; readonly url: string }
  /** The last word of a worker that could not start. */
  | { readonly type: 'start-failed'; readonly reason: string }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  /** The last word of one that did: all that it has counted. */
  | { readonly type: 'ending'; readonly metrics: MetricsSnapshot };

/** Says something to the primary. Resolves when it is on its way, or when nobody is left to hear it. */
export function tell(message: FromWorker): Promise<void> {
  return new Promise((resolve) => process.send!(message, undefined, {}, () => resolve()));
}
