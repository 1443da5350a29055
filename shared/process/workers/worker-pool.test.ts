import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { manualClock, settle } from '../../testing/manual-clock.ts';
import type { Reply } from './messages.ts';
import { ASK_ALIVE_EVERY_MS, createWorkerPool, END_WITHIN_MS, RETIRED_FOR_MS } from './worker-pool.ts';
import { WorkerStartError, type WorkerEnd } from './worker-process.ts';

/** A worker whose life a test decides; its `pid` is its number, from 1. */
function standIn(pid: number) {
  const listening = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<WorkerEnd>();
  const told: string[] = [];
  const asked: ((reply?: Reply) => void)[] = [];
  return {
    pid,
    told,
    questions: () => asked.length,
    /** Answers the question of this number, or leaves it unanswered for too long. */
    reply: (question: number, reply?: Reply) => {
      asked[question]!(reply);
      return settle();
    },
    listening: listening.promise,
    ended: ended.promise,
    ask: () => new Promise<Reply | undefined>((resolve) => asked.push(resolve)),
    retire: () => void told.push('retire'),
    kill: (signal: string) => void told.push(signal),
    listen: () => {
      listening.resolve('http://bff');
      return settle();
    },
    end: (how = 'SIGSEGV') => {
      listening.reject(new WorkerStartError(`ended by ${how}`));
      ended.resolve({ how });
      return settle();
    },
  };
}

/** A pool of two unless told; `forked` are its workers so far. */
function given({ size = 2 } = {}) {
  const clock = manualClock();
  const log: Record<string, unknown>[] = [];
  const logger = pino({}, { write: (line) => log.push(JSON.parse(line) as Record<string, unknown>) });
  const forked: ReturnType<typeof standIn>[] = [];
  const fork = () => {
    const worker = standIn(forked.length + 1);
    forked.push(worker);
    return worker;
  };
  const pool = createWorkerPool({ size, fork, drainMs: 0, clock, logger });
  return { pool, clock, forked, messages: () => log.map(({ msg }) => msg), log };
}

/** The same, with all workers listening. */
async function started(options?: { size: number }) {
  const all = given(options);
  const url = all.pool.start();
  for (const worker of all.forked) await worker.listen();
  await url;
  return all;
}

describe('the start', () => {
  it('is over when all workers listen', async () => {
    const { pool, forked } = given();
    const order: string[] = [];
    const start = pool.start().then((url) => order.push(url));
    expect(forked).toHaveLength(2);

    await forked[1]!.listen();
    order.push('one left');
    await forked[0]!.listen();
    await start;

    expect(order).toEqual(['one left', 'http://bff']);
  });

  it('fails with the reason of the first worker that does', async () => {
    const { pool, forked, clock } = given();
    const failure = expect(pool.start()).rejects.toThrow('ended by SIGSEGV');

    await forked[0]!.listen();
    await forked[1]!.end();

    await failure;
    expect(clock.pending()).toBe(0);
  });
});

describe('a worker that ends', () => {
  it('is replaced at once', async () => {
    const { forked, clock, messages, log } = await started();

    await forked[0]!.end('exit code 134');
    await clock.advance(0);
    await forked[2]!.listen();

    expect(forked).toHaveLength(3);
    expect(log[0]).toMatchObject({ level: 50, msg: 'worker ended', pid: 1, how: 'exit code 134' });
    expect(messages()).toEqual(['worker ended', 'worker replaced']);
  });

  it('is replaced after ever longer waits, up to half a minute, while its successors do not start', async () => {
    const { forked, clock, messages, log } = await started();
    await forked[0]!.end();
    await clock.advance(0);
    const waits: number[] = [];
    while (waits.length < 8) {
      const count = forked.length;
      await forked.at(-1)!.end();
      const before = clock.now();
      while (forked.length === count) await clock.advance(100);
      waits.push(clock.now() - before);
    }

    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(messages()).toEqual(['worker ended', ...Array<string>(8).fill('worker did not start')]);
    expect(log.at(-1)).toMatchObject({ level: 50, err: { message: 'ended by SIGSEGV' } });
  });

  it('makes up for short lives by a long one', async () => {
    const { forked, clock } = await started({ size: 1 });
    await forked[0]!.end();
    await clock.advance(0);
    await forked[1]!.listen();
    await forked[1]!.end();
    await clock.advance(0);
    expect(forked).toHaveLength(2);
    await clock.advance(500);
    await forked[2]!.listen();
    await clock.advance(30_000);

    await forked[2]!.end();
    await clock.advance(0);

    expect(forked).toHaveLength(4);
  });
});

describe('a worker that hangs', () => {
  const alive: Reply = { value: true };

  it('is killed when it leaves two questions in a row unanswered, and replaced', async () => {
    const { forked, clock, messages, log } = await started();

    await forked[0]!.reply(0);
    expect(forked[0]!.told).toEqual([]);
    await forked[0]!.reply(1);
    expect(forked.map(({ told }) => told)).toEqual([['SIGKILL'], []]);

    await forked[0]!.end('SIGKILL');
    await clock.advance(0);
    await forked[2]!.listen();
    expect(messages()).toEqual(['worker hangs and is killed', 'worker ended', 'worker replaced']);
    expect(log[0]).toMatchObject({ level: 50, pid: 1 });
  });

  it('is left alone when it answers the second', async () => {
    const { forked, clock } = await started({ size: 1 });

    for (let question = 0; question < 6; question += 2) {
      await forked[0]!.reply(question);
      await forked[0]!.reply(question + 1, alive);
      await clock.advance(ASK_ALIVE_EVERY_MS);
    }

    expect(forked[0]!.told).toEqual([]);
  });

  it('is killed while it retires, too', async () => {
    const { pool, forked } = await started({ size: 1 });
    void pool.restart();
    await settle();
    await forked[1]!.listen();

    await forked[0]!.reply(0);
    await forked[0]!.reply(1);

    expect(forked[0]!.told).toEqual(['retire', 'SIGKILL']);
  });

  it('is asked no more once it has ended', async () => {
    const { pool, forked, clock } = await started({ size: 1 });
    await forked[0]!.reply(0, alive);

    void pool.close();
    await forked[0]!.end('exit code 0');

    expect(clock.pending()).toBe(0);
  });
});

describe('a worker that has ended', () => {
  it('is not asked the question again that it left unanswered', async () => {
    const { forked } = await started({ size: 1 });

    await forked[0]!.end();
    await forked[0]!.reply(0);

    expect(forked[0]!.questions()).toBe(1);
    expect(forked[0]!.told).toEqual([]);
  });
});

describe('a rolling restart', () => {
  it('replaces one worker after the other, each when its successor listens', async () => {
    const { pool, forked, messages, log } = await started();
    const restart = pool.restart();
    await settle();
    const told = () => forked.map(({ told }) => told.join());
    expect(told()).toEqual(['', '', '']);

    await forked[2]!.listen();
    expect(told()).toEqual(['retire', '', '', '']);

    await forked[3]!.listen();
    expect(told()).toEqual(['retire', 'retire', '', '']);
    await restart;
    await forked[0]!.end('exit code 0');
    expect(messages()).toEqual(['rolling restart', 'new workers serve, old ones finish', 'worker retired']);
    await forked[1]!.end('exit code 0');
    expect(messages().slice(3)).toEqual(['worker retired', 'rolling restart done']);
    expect(log).toMatchObject([
      { workers: 2 },
      { workers: 2 },
      { pid: 1, how: 'exit code 0' },
      { pid: 2, how: 'exit code 0' },
      { workers: 2 },
    ]);
    expect(forked).toHaveLength(4);
  });

  it('leaves the old workers where a new one does not start, and looks after them', async () => {
    const { pool, forked, clock, messages, log } = await started();
    const restart = pool.restart();
    await settle();

    await forked[2]!.end();
    await restart;

    expect(forked.map(({ told }) => told)).toEqual([[], [], []]);
    expect(messages()).toEqual(['rolling restart', 'rolling restart given up']);
    expect(log.at(-1)).toMatchObject({ err: { type: 'WorkerStartError' } });
    await forked[0]!.end();
    await clock.advance(0);
    expect(forked).toHaveLength(4);
  });

  it('kills a new one that does not listen within half a minute, and looks after the old one again', async () => {
    const { pool, forked, clock } = await started();
    void pool.restart();
    await settle();

    await clock.advance(29_999);
    expect(forked[2]!.told).toEqual([]);
    await clock.advance(1);
    expect(forked[2]!.told).toEqual(['SIGKILL']);
    await forked[2]!.end('SIGKILL');

    await forked[0]!.end();
    await clock.advance(0);
    expect(forked).toHaveLength(4);
  });

  it('makes up for an old worker that has ended while its successor did not start', async () => {
    const { pool, forked, clock } = await started();
    void pool.restart();
    await settle();

    await forked[0]!.end();
    await forked[2]!.end();
    await clock.advance(0);

    expect(forked).toHaveLength(4);
  });

  it('waits for its turn, when one is under way or the start is', async () => {
    const { pool, forked } = given({ size: 1 });
    void pool.start();
    void pool.restart();
    void pool.restart();
    await settle();
    expect(forked).toHaveLength(1);

    for (const number of [0, 1, 2]) await forked[number]!.listen();

    expect(forked.map(({ told }) => told)).toEqual([['retire'], ['retire'], []]);
  });

  it('kills an old worker that stays too long', async () => {
    const { pool, forked, clock } = await started({ size: 1 });
    void pool.restart();
    await settle();
    await forked[1]!.listen();

    await clock.advance(RETIRED_FOR_MS - 1);
    expect(forked[0]!.told).toEqual(['retire']);
    await clock.advance(1);

    expect(forked[0]!.told).toEqual(['retire', 'SIGKILL']);
  });
});

describe('the end', () => {
  it('waits for all workers, those included that start or retire, and replaces none', async () => {
    const { pool, forked, clock } = await started();
    void pool.restart();
    await settle();
    await forked[2]!.listen();
    let closed = false;

    const close = pool.close().then(() => (closed = true));
    expect(forked.map(({ told }) => told.at(-1))).toEqual(Array(4).fill('SIGTERM'));
    for (const worker of forked) {
      expect(closed).toBe(false);
      await worker.end('exit code 0');
    }
    await close;

    await clock.advance(RETIRED_FOR_MS);
    expect(forked).toHaveLength(4);
    expect(clock.pending()).toBe(0);
  });

  it('waits for no replacement', async () => {
    const { pool, forked, clock } = await started();
    await forked[0]!.end();

    void pool.close();
    await clock.advance(1_000);

    expect(forked).toHaveLength(2);
  });

  it('kills a worker that does not end', async () => {
    const { pool, forked, clock, log } = await started({ size: 1 });

    void pool.close();
    await clock.advance(END_WITHIN_MS);

    expect(forked[0]!.told).toEqual(['SIGTERM', 'SIGKILL']);
    expect(log).toMatchObject([{ level: 40, msg: 'worker did not end and is killed', pid: 1 }]);
  });
});
