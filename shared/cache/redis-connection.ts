import { Redis } from 'ioredis';
import type { Clock } from '../lib/clock.ts';
import { breaker } from '../resilience/breaker.ts';
import { PolicyError } from '../resilience/errors.ts';
import type { Call } from '../resilience/policy.ts';
import { serviceTime } from '../resilience/service-time.ts';
import { withTimeLimit } from '../resilience/time-limit.ts';
import type { Logger } from '../telemetry/logger.ts';

/** A connection that does not come about, or says nothing while replies are due, is closed after this. */
const SILENCE_MS = 1_000;

/** How long nothing is asked of a Redis that failed, and how long until the next connection. */
const OPEN_MS = 5_000;

/** One failure is enough: whoever asks can do without, and must not wait. */
const breakerOptions = {
  failureRatio: Number.MIN_VALUE,
  minimumCalls: 1,
  slowCallRatio: 1,
  slowCallMs: Infinity,
  windowMs: OPEN_MS,
  openMs: OPEN_MS,
  probes: { permitted: 1, toClose: 1 },
};

/** A Redis that is never needed: while it is down, silent or failing, whoever asks does without, at once or soon. */
export interface RedisConnection {
  readonly isUsable: () => boolean;
  /** The reply to a command, within `limitMs`; undefined on any failure, after which nothing is asked for a while. */
  readonly ask: <Reply>(
    limitMs: number,
    command: (redis: Redis) => Promise<Reply>,
  ) => Promise<Reply | undefined>;
  readonly close: () => void;
}

/**
 * Connects, and connects again, in the background.
 *
 * @param onUnavailable told whenever nothing is asked of Redis any more
 */
export function redisConnection(
  url: string,
  { clock, logger, onUnavailable = () => {} }: { clock: Clock; logger: Logger; onUnavailable?: () => void },
): RedisConnection {
  const redis = new Redis(url, {
    connectTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
    retryStrategy: () => OPEN_MS,
    // What cannot be sent at once, or was not answered before the connection broke, is of no use later.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  });
  const tookMs = serviceTime(clock, () => 0);
  let isAvailable = true;
  const circuit = breaker(breakerOptions, clock, tookMs, (state) => {
    if (state === 'open') onUnavailable();
    if (state !== 'closed') return;
    isAvailable = true;
    logger.info('redis recovered');
  });
  const call: Call = {
    name: 'redis',
    requestId: 'redis',
    idempotent: true,
    signal: new AbortController().signal,
    deadlineAt: Infinity,
  };

  const guarded = async <Reply>(work: () => Promise<Reply>): Promise<Reply | undefined> => {
    try {
      return await circuit(call, work);
    } catch (error) {
      const isNews = isAvailable && !(error instanceof PolicyError) && circuit.status().state === 'open';
      // The library's errors carry their commands, and those the password: only the message is fit for a log.
      if (isNews) logger.warn({ reason: (error as Error).message }, 'redis unavailable');
      if (isNews) isAvailable = false;
      return undefined;
    }
  };
  const lost = (reason: Error) => void guarded(() => Promise.reject(reason));
  redis.on('error', lost);
  redis.on('close', () => lost(new Error('the connection was closed')));

  return {
    isUsable: () => redis.status === 'ready' && circuit.status().state !== 'open',
    ask: async (limitMs, command) => {
      if (redis.status !== 'ready') return undefined;
      const expired = () => new Error(`no reply within ${limitMs} ms`);
      return guarded(() => withTimeLimit(clock, limitMs, call.signal, expired, () => command(redis)));
    },
    close: () => {
      circuit.close();
      redis.disconnect();
    },
  };
}
