import type { ClientRequest } from 'node:http';
import got, { AbortError, RequestError } from 'got';
import type { CacheHeaders } from '../cache/freshness.ts';
import { systemClock, type Clock } from '../lib/clock.ts';
import { connectionPool, type Agents, type Reuse } from './connection-pool.ts';
import { UpstreamError } from './errors.ts';

export interface TransportRequest {
  readonly upstream: string;
  /** The endpoint by its route template, e.g. `GET /products/:id`. */
  readonly endpoint: string;
  readonly method: 'GET';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Aborting it closes the connection, so the service stops working for nobody. */
  readonly signal: AbortSignal;
}

export interface TransportResponse {
  readonly status: number;
  readonly contentType: string;
  /** How long, and for whom, it may be kept. */
  readonly caching?: CacheHeaders;
  /** The header Retry-After, as it came. */
  readonly retryAfter?: string | undefined;
  readonly body: Uint8Array;
}

/**
 * One HTTP exchange, whatever its status.
 *
 * @throws {UpstreamError} when no complete answer came back
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

export interface TransportOptions {
  /** Most bytes of one answer, after decompression; ten times what the largest answers have. */
  readonly maxBodyBytes?: number;
  /** How long a connection is used, less up to a fifth (ms). */
  readonly maxConnectionAgeMs?: number;
  readonly clock?: Clock;
  /** From 0 up to 1. */
  readonly random?: () => number;
}

/** Chunks of one answer. In chunks of a byte each, a body that is small enough takes a second to read. */
const MAX_CHUNKS = 5_000;

/** Interim answers (1xx) to one request; nobody sends more than a few. */
const MAX_INTERIM_ANSWERS = 20;

/** From here on, an idle connection may have died without a word (ms). */
const DOUBTFUL_IDLE_MS = 1_000;

/** For so long a doubtful connection may say nothing before a new one is tried beside it (ms). */
const SILENCE_MS = 200;

/** A request whose connection says nothing, though it has been used before. */
interface Doubt {
  readonly url: string;
  /** Sends it over a new connection as well. */
  readonly repeat: () => Promise<unknown>;
  /** Whether it has ended, or something has come for it after all. */
  readonly isOver: () => boolean;
  /** Takes the connection for dead. */
  readonly giveUp: () => void;
}

/** One request on its way over one connection. */
interface Exchange {
  readonly answer: Promise<TransportResponse>;
  /** Undefined while it has no connection, and on a new one. */
  readonly reuse: () => Reuse | undefined;
  readonly abort: () => void;
}

/**
 * HTTP by got over kept-alive connections. What got would do on its own is off: retries belong to the
 * pipeline, a redirect could lead anywhere, and an answer's size has no limit unless it is given one.
 *
 * A connection that is kept can be dead without our knowing. That is no failure of the service, so what meets a dead one
 * is sent once more at once, over a new connection, and counts as one attempt:
 * - when it was closed or reset before anything came (RFC 9112, 9.3.1);
 * - when it had been idle for a while and says nothing, and a new connection beside it is answered first. One request
 *   at a time finds that out for all that wait likewise: a service that is slow is not asked everything twice.
 */
export function createTransport({
  maxBodyBytes = 2_000_000,
  maxConnectionAgeMs = 60_000,
  clock = systemClock,
  random = Math.random,
}: TransportOptions = {}): {
  readonly send: Transport;
  readonly close: () => void;
} {
  const pool = connectionPool(maxConnectionAgeMs, clock, random);
  const client = got.extend({
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    responseType: 'buffer',
    headers: { 'user-agent': 'storefront-bff', 'accept': 'application/json' },
  });

  const begin = (request: TransportRequest, agent: Agents, onReuse?: (reuse: Reuse) => void): Exchange => {
    const { upstream, method, url, headers, signal } = request;
    const controller = new AbortController();
    let refused: string | undefined;
    const refuse = (reason: string) => {
      refused = reason;
      controller.abort();
    };
    // Linked by hand: AbortSignal.any costs a tenth of the whole call, and garbage collections later.
    const follow = () => controller.abort(signal.reason);
    signal.addEventListener('abort', follow, { once: true });
    let sent: ClientRequest | undefined;
    const exchange = client(url, { method, headers, agent, signal: controller.signal });
    void exchange.on('request', (made) => {
      sent = made;
      let interim = 0;
      made.on('information', () => {
        interim += 1;
        if (interim === MAX_INTERIM_ANSWERS + 1) refuse(`more than ${MAX_INTERIM_ANSWERS} interim answers`);
      });
      // Counted where Node hands each chunk over: whoever listens hears of many at once, after the work was done.
      made.once('response', (response) => {
        const push = response.push.bind(response);
        let chunks = 0;
        response.push = (chunk, encoding) => {
          chunks += 1;
          if (chunks === MAX_CHUNKS) refuse(`the answer comes in more than ${MAX_CHUNKS} chunks`);
          return push(chunk, encoding);
        };
      });
      const reuse = pool.reuseOf(made);
      if (reuse) onReuse?.(reuse);
    });
    void exchange.on('downloadProgress', ({ transferred }) => {
      if (transferred > maxBodyBytes) refuse(`the answer is larger than ${maxBodyBytes} bytes`);
    });
    const answer = exchange
      .then(
        ({ statusCode, headers: answered, body }) => ({
          status: statusCode,
          contentType: answered['content-type'] ?? '',
          caching: {
            cacheControl: answered['cache-control'],
            age: answered.age,
            vary: answered.vary,
            etag: answered.etag,
          },
          retryAfter: answered['retry-after'],
          body,
        }),
        (error: unknown) => {
          // Whoever aborted said why: a time limit, or a client that left.
          throw signal.aborted ? signal.reason : asUpstreamError(upstream, error, refused);
        },
      )
      .finally(() => signal.removeEventListener('abort', follow));
    return { answer, reuse: () => sent && pool.reuseOf(sent), abort: () => controller.abort() };
  };

  /** By origin: a trial of a new connection, and the others that wait for how it ends. */
  const trials = new Map<string, Set<Doubt>>();

  /** Tries a new connection beside one that says nothing, or waits for whoever does so already. */
  const doubt = (own: Doubt) => {
    const { origin } = new URL(own.url);
    const underWay = trials.get(origin);
    if (underWay) {
      underWay.add(own);
      return;
    }
    const waiting = new Set<Doubt>();
    trials.set(origin, waiting);
    const end = (isDead: boolean) => {
      trials.delete(origin);
      if (isDead) own.giveUp();
      for (const other of waiting) {
        if (other.isOver()) continue;
        if (isDead) other.giveUp();
        else doubt(other);
      }
    };
    own.repeat().then(
      () => end(!own.isOver()),
      () => end(false),
    );
  };

  const send: Transport = async (request) => {
    const { method, url, signal } = request;
    if (signal.aborted) throw signal.reason;
    // What a service may have done already must not be asked of it once more.
    method satisfies 'GET';
    let cancelDoubt = () => {};
    let isOver = false;
    let again: Exchange | undefined;
    const repeat = () => (again ??= begin(request, pool.fresh)).answer;
    const first = begin(request, pool.pooled, (reuse) => {
      if (reuse.idleMs < DOUBTFUL_IDLE_MS) return;
      cancelDoubt = clock.after(SILENCE_MS, () => {
        if (reuse.isSilent())
          doubt({ url, repeat, isOver: () => isOver || !reuse.isSilent(), giveUp: first.abort });
      });
    });
    try {
      return await first.answer;
    } catch (error) {
      const reuse = first.reuse();
      if (!reuse?.isSilent()) throw error;
      if (!signal.aborted || clock.now() - reuse.startedAt >= SILENCE_MS) pool.closeSuspects(reuse);
      if (signal.aborted) throw error;
      return await repeat();
    } finally {
      isOver = true;
      cancelDoubt();
      again?.abort();
    }
  };

  return { send, close: pool.close };
}

/** @param refused why we broke off, if we did */
function asUpstreamError(upstream: string, error: unknown, refused: string | undefined): UpstreamError {
  if (error instanceof AbortError && refused !== undefined) {
    return new UpstreamError('UPSTREAM_BAD_ANSWER', upstream, { reason: refused, outcome: 'failure' });
  }
  // Got's own error holds the whole request, headers and credentials too: only its cause is fit for a log.
  const cause = error instanceof RequestError ? error.cause : error;
  const code = codeOf(cause) ?? codeOf(error);
  // A body that cannot be unpacked is an answer, and a wrong one; anything else is a connection that failed.
  const isUnpacking = code !== undefined && /^(Z_|ZSTD_|ERR__ERROR_)/.test(code);
  return new UpstreamError(isUnpacking ? 'UPSTREAM_BAD_ANSWER' : 'UPSTREAM_UNAVAILABLE', upstream, {
    reason: code ?? 'the connection failed',
    outcome: 'failure',
    cause: fitForLog(cause),
  });
}

/** Most characters of an error's message or stack that are worth a place in a log. */
const LONGEST_LOGGED = 2_000;

/** Without what errors carry along: all that the service has sent, up to 64 kB, or its certificate. */
function fitForLog(cause: unknown): unknown {
  if (!(cause instanceof Error)) return undefined;
  const { name, message, stack } = cause;
  const code = codeOf(cause);
  const copy = Object.assign(new Error(message.slice(0, LONGEST_LOGGED)), { name, ...(code && { code }) });
  if (stack !== undefined) copy.stack = stack.slice(0, LONGEST_LOGGED);
  return copy;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
