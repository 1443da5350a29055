import { EventEmitter } from 'node:events';
import CircuitBreaker from 'opossum';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

/*
 * What opossum 10 does when it is left to itself, which is why `breaker.ts` lets it hold the state and nothing more.
 * Each number is that of a correction listed there, and of a test in `breaker.test.ts` that runs the same schedule. A
 * test that fails here after an upgrade means that a correction has become superfluous.
 */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Opens at half of at least four calls in ten seconds, for five; takes not-found errors for harmless. */
const options: CircuitBreaker.Options<[() => Promise<unknown>]> = {
  errorThresholdPercentage: 50,
  volumeThreshold: 4,
  rollingCountTimeout: 10_000,
  resetTimeout: 5_000,
  timeout: false,
  errorFilter: (error) => error === notFound,
};
const notFound = new Error('not found');

function given() {
  const circuit = new CircuitBreaker((work: () => Promise<unknown>) => work(), { ...options });
  onTestFinished(() => circuit.shutdown());
  const run = (work: () => Promise<unknown>) => circuit.fire(work).catch((error: unknown) => error);
  const succeed = () => Promise.resolve('answer');
  const fail = () => Promise.reject(new Error('failed'));
  const ignore = () => Promise.reject(notFound);
  const times = async (count: number, work: () => Promise<unknown>) => {
    for (let n = 0; n < count; n++) await run(work);
  };
  const begin = () => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const done = run(() => promise);
    return {
      succeed: () => (resolve('late'), done),
      fail: () => (reject(new Error('late')), done),
    };
  };
  const open = () => times(4, fail);
  const halfOpen = async () => {
    await open();
    vi.advanceTimersByTime(5_000);
    expect(circuit.halfOpen).toBe(true);
  };
  return { circuit, run, succeed, fail, ignore, times, begin, open, halfOpen };
}

describe('opossum by itself', () => {
  it('1. stays closed at its threshold', async () => {
    const { circuit, times, succeed, fail } = given();

    await times(2, succeed);
    await times(2, fail);

    expect(circuit.closed).toBe(true);
  });

  it('1. stays closed when a success completes the minimum', async () => {
    const { circuit, times, succeed, fail } = given();

    await times(3, fail);
    await times(1, succeed);

    expect(circuit.closed).toBe(true);
  });

  it('2. takes calls under way for calls that did not fail', async () => {
    const { circuit, times, begin, fail } = given();
    for (let n = 0; n < 6; n++) begin();

    await times(4, fail);

    expect(circuit.closed).toBe(true);
  });

  it('2. takes refused calls for calls that did not fail', async () => {
    const { circuit, times, succeed, fail, open } = given();
    await open();
    await times(20, succeed);
    vi.advanceTimersByTime(5_000);
    await times(1, succeed);

    await times(8, fail);

    expect(circuit.closed).toBe(true);
  });

  it('3. takes ignored errors for calls that did not fail', async () => {
    const { circuit, times, fail, ignore } = given();

    await times(6, ignore);
    await times(4, fail);

    expect(circuit.closed).toBe(true);
  });

  it('3. closes for a probe that was ignored', async () => {
    const { circuit, run, ignore, halfOpen } = given();
    await halfOpen();

    await run(ignore);

    expect(circuit.closed).toBe(true);
  });

  it('4. opens at the first failure after it closed', async () => {
    const { circuit, run, succeed, fail, halfOpen } = given();
    await halfOpen();
    await run(succeed);

    await run(fail);

    expect(circuit.opened).toBe(true);
  });

  it('5. stays closed however long its calls take', async () => {
    const { circuit, begin } = given();

    for (let n = 0; n < 4; n++) {
      const call = begin();
      vi.advanceTimersByTime(2_000);
      await call.succeed();
    }

    expect(circuit.closed).toBe(true);
  });

  it('6. closes for a late success from before it opened', async () => {
    const { circuit, begin, halfOpen } = given();
    const early = begin();
    await halfOpen();

    await early.succeed();

    expect(circuit.closed).toBe(true);
  });

  it('6. opens again for a late failure from before it opened', async () => {
    const { circuit, begin, halfOpen } = given();
    const early = begin();
    await halfOpen();

    await early.fail();

    expect(circuit.opened).toBe(true);
  });

  it('7. asks once when half-open, and closes for that one answer', async () => {
    const { circuit, run, begin, succeed, halfOpen } = given();
    await halfOpen();

    const probe = begin();
    expect(await run(succeed)).toMatchObject({ code: 'EOPENBREAKER' });
    await probe.succeed();

    expect(circuit.closed).toBe(true);
  });

  it('8. stays half-open for good behind a probe that hangs', async () => {
    const { circuit, run, begin, succeed, halfOpen } = given();
    await halfOpen();
    begin();

    vi.advanceTimersByTime(3_600_000);

    expect(await run(succeed)).toMatchObject({ code: 'EOPENBREAKER' });
    expect(circuit.halfOpen).toBe(true);
  });

  it('9. half-opens although it was opened by hand', () => {
    const { circuit } = given();

    circuit.open();
    vi.advanceTimersByTime(5_000);

    expect(circuit.halfOpen).toBe(true);
  });

  it('10. counts the calls that begin while it is disabled', async () => {
    const { circuit, times, succeed, fail } = given();
    circuit.disable();
    await times(20, succeed);
    circuit.enable();

    await times(4, fail);

    expect(circuit.closed).toBe(true);
  });

  it('starts an interval for each breaker, unless an emitter turns the buckets', () => {
    const action = () => Promise.resolve();
    const turned = new CircuitBreaker(action, {
      enableSnapshots: false,
      rotateBucketController: new EventEmitter(),
    });
    expect(vi.getTimerCount()).toBe(0);

    const turning = new CircuitBreaker(action, { enableSnapshots: false });
    expect(vi.getTimerCount()).toBe(1);
    turned.shutdown();
    turning.shutdown();
  });

  it('adds a listener for each breaker to an emitter that they share', () => {
    const shared = new EventEmitter();
    const circuits = [1, 2, 3].map(
      () => new CircuitBreaker(() => Promise.resolve(), { rotateBucketController: shared }),
    );

    expect(shared.listenerCount('rotate')).toBe(3);
    for (const circuit of circuits) circuit.shutdown();
  });

  it('writes its defaults into the options that it is given', () => {
    expect(() => new CircuitBreaker(() => Promise.resolve(), Object.freeze({}))).toThrow(TypeError);
  });

  it('comes back to life when it is closed after its shutdown', () => {
    const { circuit } = given();

    circuit.shutdown();
    circuit.close();

    expect([circuit.isShutdown, circuit.closed]).toEqual([false, true]);
  });
});
