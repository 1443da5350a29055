import { deserialize, serialize } from 'node:v8';
import { Redis } from 'ioredis';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../telemetry/logger.ts';

/** Values that processes keep for each other, and that outlive them. Having it, or not, changes only what things cost. */
export interface SecondLevel<Value> {
  /** What there is of `keys`; nothing on any trouble. Never rejects, and never keeps anyone waiting for long. */
  readonly get: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>;
  /**
   * Keeps `value` for `lifetimeMs` instead of what there was; with nothing left of its lifetime, nothing. Where there is
   * trouble or too much to do, it does not.
   */
  readonly set: (key: string, value: Value, lifetimeMs: number) => void;
  readonly close: () => void;
}

/** Operations wait for a reading, and have their services to ask, which are not much slower. */
const READ_LIMIT_MS = 25;

/** Nobody waits for a writing, or for a connection to come about. */
const BACKGROUND_LIMIT_MS = 1_000;

/** How long it is left alone after any trouble, and then must be well before it counts as well again. */
const COOL_OFF_MS = 5_000;

/** Values that wait to be written at any moment; more are not kept. */
const MOST_WAITING = 500;

/** The version of the format: the second byte of all that is written in it. */
const FORMAT = serialize(null)[1];

/**
 * A second level in Redis. It is connected, and connected again, in the background: while it is away, nothing is found
 * and nothing is kept, at once.
 *
 * @param build keeps values apart that different code has made, and that may differ in shape
 */
export function redisSecondLevel<Value>(
  url: string,
  { build, clock, logger }: { build: string; clock: Clock; logger: Logger },
): SecondLevel<Value> {
  const redis = new Redis(url, {
    // When to connect is said below, on our clock.
    lazyConnect: true,
    retryStrategy: null,
    // What cannot be sent at once, or was not answered before the connection broke, is of no use later.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  });
  const place = (key: string) => `bff:${build}:${FORMAT}:${key}`;
  let state: 'connecting' | 'usable' | 'away' = 'away';
  let inTrouble = false;
  let waiting = new Map<string, { readonly value: Value; readonly expiresAt: number }>();
  let writing = false;
  let cancelNext = () => {};

  const next = (delayMs: number, action: () => void) => {
    cancelNext();
    cancelNext = clock.after(delayMs, action);
  };

  const connect = () => {
    state = 'connecting';
    next(BACKGROUND_LIMIT_MS, () => leaveAlone(new Error(`no connection within ${BACKGROUND_LIMIT_MS} ms`)));
    // How it went is told by the events below.
    redis.connect().catch(() => {});
  };

  const leaveAlone = ({ message }: Error) => {
    if (state === 'away') return;
    state = 'away';
    waiting.clear();
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
    let verdict: NodeJS.Immediate | undefined;
    const cancelTimer = clock.after(limitMs, () => {
      // Timers run before sockets are read: where this process was late, the reply may lie there already.
      verdict = setImmediate(() => reject(new Error(`no reply within ${limitMs} ms`)));
    });
    const letGo = () => {
      cancelTimer();
      clearImmediate(verdict);
    };
    void command.finally(letGo).then(resolve, reject);
    return promise;
  };

  /** Writes all that waits in one go, and then what has come meanwhile, so that a slow Redis is not written to faster. */
  const write = async () => {
    while (state === 'usable' && waiting.size > 0) {
      const batch = waiting;
      waiting = new Map();
      const pipeline = redis.pipeline();
      const now = clock.now();
      for (const [key, { value, expiresAt }] of batch) {
        const leftMs = Math.floor(expiresAt - now);
        if (leftMs > 0) pipeline.set(place(key), serialize(value), 'PX', leftMs);
        else pipeline.del(place(key));
      }
      try {
        const replies = (await within(BACKGROUND_LIMIT_MS, pipeline.exec())) ?? [];
        const refusal = replies.find(([error]) => error)?.[0];
        if (refusal) leaveAlone(refusal);
      } catch (error) {
        leaveAlone(error as Error);
      }
    }
    writing = false;
  };

  connect();
  return {
    get: async (keys) => {
      const found = new Map<string, Value>();
      if (state !== 'usable' || keys.length === 0) return found;
      try {
        const replies = await within(READ_LIMIT_MS, redis.mgetBuffer(keys.map(place)));
        for (const [index, reply] of replies.entries()) {
          const read = reply && readable<Value>(reply);
          if (read) found.set(keys[index]!, read.value);
        }
      } catch (error) {
        leaveAlone(error as Error);
      }
      return found;
    },

    set: (key, value, lifetimeMs) => {
      if (state !== 'usable' || (waiting.size >= MOST_WAITING && !waiting.has(key))) return;
      waiting.set(key, { value, expiresAt: clock.now() + lifetimeMs });
      if (writing) return;
      writing = true;
      // Not before the answers that are being made have gone out.
      setImmediate(() => void write());
    },

    close: () => {
      state = 'away';
      cancelNext();
      if (redis.status !== 'end') redis.disconnect();
    },
  };
}

/** What was written, unless it was not we who wrote it. */
function readable<Value>(reply: Buffer): { readonly value: Value } | undefined {
  try {
    return { value: deserialize(reply) as Value };
  } catch {
    return undefined;
  }
}
