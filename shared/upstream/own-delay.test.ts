import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { watchEventLoop } from '../telemetry/event-loop-delay.ts';
import { createTransport } from './client.ts';
import { PolicyError } from '../resilience/errors.ts';
import { createPipeline } from '../resilience/pipeline.ts';
import { rateLimiter } from '../resilience/rate-limiter.ts';
import { retryBudget } from '../resilience/retry-budget.ts';
import { defaultResilience } from '../resilience/options.ts';

/** A service on a thread of its own, so that it answers while this one is blocked. It takes `?ms=` for each answer. */
async function startService(): Promise<string> {
  const worker = new Worker(
    `const { createServer } = require('node:http');
     const server = createServer(({ url }, response) => {
       setTimeout(() => response.end('answer'), Number(url.split('=')[1]));
     });
     server.listen(0, '127.0.0.1', () => require('node:worker_threads').parentPort.postMessage(server.address().port));`,
    { eval: true },
  );
  onTestFinished(async () => void (await worker.terminate()));
  const [port] = (await once(worker, 'message')) as [number];
  return `http://127.0.0.1:${port}`;
}

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

async function given() {
  const url = await startService();
  const transport = createTransport();
  onTestFinished(transport.close);
  const eventLoop = watchEventLoop(systemClock);
  onTestFinished(eventLoop.close);
  const clock = systemClock;
  const pipeline = createPipeline(
    {
      ...defaultResilience,
      deadlineMs: 6_000,
      attemptTimeoutMs: 1_500,
      retry: { attempts: 1, backoffMs: 0, maxBackoffMs: 0 },
      breaker: { ...defaultResilience.breaker, slowCallMs: 1_000, minimumCalls: 10 },
    },
    {
      clock,
      ownDelayMs: eventLoop.ownDelayMs,
      random: () => 0,
      budget: retryBudget(defaultResilience.retryBudget, clock),
      rateLimiter: rateLimiter(null, clock),
      onRetry: () => {},
      onHedge: () => {},
      onBreakerChange: () => {},
    },
  );
  onTestFinished(pipeline.breaker.close);
  const about = { upstream: 'catalog', endpoint: 'GET /' };
  /** So many calls at once, of which the service answers each after `ms`. */
  const ask = (count: number, ms: number) =>
    Promise.all(
      Array.from({ length: count }, () =>
        pipeline
          .run(
            {
              name: about.endpoint,
              requestId: 'r-1',
              idempotent: true,
              signal: new AbortController().signal,
              deadlineAt: clock.now() + 6_000,
            },
            async ({ signal }) => {
              const request = {
                ...about,
                method: 'GET',
                url: `${url}/?ms=${ms}`,
                headers: {},
                signal,
              } as const;
              return (await transport.send(request)).status;
            },
          )
          .catch((error: unknown) => (error instanceof PolicyError ? error.kind : error)),
      ),
    );
  return { pipeline, ask };
}

it('an upstream blames no service for answers that lie there while this process is blocked', async () => {
  const { pipeline, ask } = await given();
  await sleep(20);

  const outcomes = ask(20, 5);
  setImmediate(() => block(2_000));

  expect(new Set(await outcomes)).toEqual(new Set([200]));
  expect(pipeline.breaker.status()).toMatchObject({ state: 'closed', calls: 20, failures: 0, slowCalls: 0 });
});

it('an upstream finds a service slow although this process is busy as well', async () => {
  const { pipeline, ask } = await given();
  const endsAt = performance.now() + 120_000;
  let ended = false;
  const outcomes = ask(10, 10_000).finally(() => (ended = true));
  while (!ended && performance.now() < endsAt) {
    block(40);
    await sleep(1);
  }

  expect(new Set(await outcomes)).toEqual(new Set(['attempt-timeout']));
  expect(pipeline.breaker.status().state).toBe('open');
});
