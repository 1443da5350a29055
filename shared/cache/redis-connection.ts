import { Redis } from 'ioredis';
import type { Clock } from '../lib/clock.ts';
import { patientTimer } from '../lib/patient-timer.ts';
import type { Logger } from '../telemetry/logger.ts';

/** Nobody waits for a connection to come about. */
const CONNECT_LIMIT_MS = 1_000;

/** How long Redis is left alone after any trouble, and then must be well before it counts as well again. */
const COOL_OFF_MS = 5_000;

/** A Redis that is never needed: where it is away, silent or in trouble, whoever asks does without, at once or soon. */
export interface RedisConnection {
  readonly isUsable: () => boolean;
  /** The reply to a command, within `limitMs`; undefined on any trouble, after which Redis is left alone for a while. */
  readonly ask: <Reply>(
    limitMs: number,
    command: (redis: Redis) => Promise<Reply>,
  ) => Promise<Reply | undefined>;
  /** Leaves Redis alone for a while, for a reason that is not the connection's. */
  readonly leaveAlone: (reason: Error) => void;
  readonly close: () => void;
}

/**
 * Connects, and connects again, in the background.
 *
 * @param onAway told whenever Redis is left alone
 */
export function redisConnection(
  url: string,
  { clock, logger, onAway = () => {} }: { clock: Clock; logger: Logger; onAway?: () => void },
): RedisConnection {
  const redis = new Redis(url, {
    // When to connect is said below, on our clock.
    lazyConnect: true,
    retryStrategy: null,
    // What cannot be sent at once, or was not answered before the connection broke, is of no use later.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  });
  let state: 'connecting' | 'usable' | 'away' = 'away';
  let inTrouble = false;
  let cancelNext = () => {};

  const next = (delayMs: number, action: () => void) => {
    cancelNext();
    cancelNext = patientTimer(clock, delayMs, action);
  };

  const connect = () => {
    state = 'connecting';
    next(CONNECT_LIMIT_MS, () => leaveAlone(new Error(`no connection within ${CONNECT_LIMIT_MS} ms`)));
    // How it went is told by the events below.
    redis.connect().catch(() => {});
  };

  const leaveAlone = ({ message }: Error) => {
    if (state === 'away') return;
    state = 'away';
    onAway();
    // The library's errors carry their commands, and those the password: only the message is fit for a log.
    if (!inTrouble) logger.warn({ reason: message }, 'redis is left alone');
    inTrouble = true;
    next(COOL_OFF_MS, connect);
    // Even one that hangs has been let go of by then.
    if (redis.status !== 'end') redis.disconnect();
  };

  redis.on('error', leaveAlone);
  redis.on('ready', () => {
    if (state !== 'connecting') return;
    state = 'usable';
    next(COOL_OFF_MS, () => {
      if (inTrouble) logger.info('redis is well again');
      inTrouble = false;
    });
  });
  redis.on('end', () => leaveAlone(new Error('the connection was closed')));

  const within = <Reply>(limitMs: number, command: Promise<Reply>): Promise<Reply> => {
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    // Where this process was late, the reply may lie there already.
    const cancelTimer = patientTimer(clock, limitMs, () =>
      reject(new Error(`no reply within ${limitMs} ms`)),
    );
    void command.finally(cancelTimer).then(resolve, reject);
    return promise;
  };

  connect();
  return {
    isUsable: () => state === 'usable',
    ask: async (limitMs, command) => {
      if (state !== 'usable') return undefined;
      try {
        return await within(limitMs, command(redis));
      } catch (error) {
        leaveAlone(error as Error);
        return undefined;
      }
    },
    leaveAlone,
    close: () => {
      state = 'away';
      cancelNext();
      if (redis.status !== 'end') redis.disconnect();
    },
  };
}
