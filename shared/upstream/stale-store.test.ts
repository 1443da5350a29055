import { describe, expect, it, vi } from 'vitest';
import { manualClock } from '../testing/manual-clock.ts';
import { UpstreamError, type UpstreamErrorCode } from './errors.ts';
import type { RequestScope } from './scope.ts';
import { staleStore } from './stale-store.ts';
import { listenForStale } from './staleness.ts';

const everyone = { maxAgeMs: 60_000, of: 'everyone' } as const;
const principal = { maxAgeMs: 60_000, of: 'principal' } as const;

function scopeOf(customerId: string | null): RequestScope {
  return {
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineAt: Infinity,
    principal: customerId === null ? null : { customerId },
  };
}
const anyone = scopeOf(null);

function failing(code: UpstreamErrorCode = 'UPSTREAM_UNAVAILABLE') {
  return () => Promise.reject(new UpstreamError(code, 'pricing', { reason: 'a test', outcome: 'failure' }));
}

function setUp() {
  const clock = manualClock();
  const onServed = vi.fn();
  return { clock, onServed, store: staleStore('pricing', clock, onServed) };
}

describe('one answer', () => {
  it('stands in, with its age, when there is no fresh one', async () => {
    const { clock, onServed, store } = setUp();
    await store.one('GET /x', '/x', everyone, anyone, async () => 'old');
    await clock.advance(5_000);
    const served = vi.fn();

    const answer = await listenForStale({ served }, () =>
      store.one('GET /x', '/x', everyone, anyone, failing()),
    );

    const use = { upstream: 'pricing', reason: 'UPSTREAM_UNAVAILABLE', ageMs: 5_000 };
    expect(answer).toBe('old');
    expect(served).toHaveBeenCalledExactlyOnceWith(use, undefined);
    expect(onServed).toHaveBeenCalledExactlyOnceWith(anyone, 'GET /x', use);
  });

  it('stands in no longer than it may', async () => {
    const { clock, store } = setUp();
    await store.one('GET /x', '/x', everyone, anyone, async () => 'old');
    await clock.advance(60_001);

    await expect(store.one('GET /x', '/x', everyone, anyone, failing())).rejects.toThrow(UpstreamError);
  });

  it('is replaced by every fresh one', async () => {
    const { clock, store } = setUp();
    await store.one('GET /x', '/x', everyone, anyone, async () => 'old');
    await clock.advance(50_000);
    await store.one('GET /x', '/x', everyone, anyone, async () => 'new');
    await clock.advance(50_000);

    await expect(store.one('GET /x', '/x', everyone, anyone, failing())).resolves.toBe('new');
  });

  it.each(['NOT_FOUND', 'BAD_USER_INPUT'] as const)(
    'never stands in for %s, which is an answer',
    async (code) => {
      const { store } = setUp();
      await store.one('GET /x', '/x', everyone, anyone, async () => 'old');

      await expect(store.one('GET /x', '/x', everyone, anyone, failing(code))).rejects.toMatchObject({
        code,
      });
    },
  );

  it('of one principal is never given to another, nor to nobody', async () => {
    const { store } = setUp();
    await store.one('GET /x', '/x', principal, scopeOf('u-1'), async () => 'hers');

    await expect(store.one('GET /x', '/x', principal, scopeOf('u-2'), failing())).rejects.toThrow();
    await expect(store.one('GET /x', '/x', principal, anyone, failing())).rejects.toThrow();
    await expect(store.one('GET /x', '/x', principal, scopeOf('u-1'), failing())).resolves.toBe('hers');
  });

  it('got by nobody in particular is not kept as private', async () => {
    const { store } = setUp();
    await store.one('GET /x', '/x', principal, anyone, async () => 'whose?');

    expect(store.size()).toBe(0);
  });
});

describe('a bulk answer', () => {
  const idOf = ({ id }: { id: string }) => id;
  const items = (...ids: string[]) => ids.map((id) => ({ id }));
  const answer = (...ids: string[]) => ({ items: items(...ids), complete: true });

  it('is found id by id, whichever batches the ids travelled in', async () => {
    const { store } = setUp();
    await store.many('GET /x', '/x', everyone, anyone, ['a', 'b'], idOf, async () => answer('b', 'a'));
    await store.many('GET /x', '/x', everyone, anyone, ['c'], idOf, async () => answer('c'));

    const found = await store.many('GET /x', '/x', everyone, anyone, ['c', 'a'], idOf, failing());

    expect(found).toEqual(items('c', 'a'));
  });

  it('remembers which ids were unknown', async () => {
    const { store } = setUp();
    await store.many('GET /x', '/x', everyone, anyone, ['a', 'gone'], idOf, async () => answer('a'));

    await expect(store.many('GET /x', '/x', everyone, anyone, ['gone'], idOf, failing())).resolves.toEqual(
      [],
    );
  });

  it('of which a part could not be read makes no id unknown', async () => {
    const { store } = setUp();
    const partly = async () => ({ items: items('a'), complete: false });
    await store.many('GET /x', '/x', everyone, anyone, ['a', 'b'], idOf, partly);

    await expect(store.many('GET /x', '/x', everyone, anyone, ['b'], idOf, failing())).rejects.toThrow();
  });

  it('fails for the ids that nothing is known of, and serves the others', async () => {
    const { store } = setUp();
    await store.many('GET /x', '/x', everyone, anyone, ['a'], idOf, async () => answer('a'));
    const [served, missed] = [vi.fn(), vi.fn()];

    const found = await listenForStale({ served, missed }, () =>
      store.many('GET /x', '/x', everyone, anyone, ['a', 'b'], idOf, failing()),
    );

    expect(found).toEqual(items('a'));
    expect(served).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ ageMs: 0 }), 'a');
    expect(missed).toHaveBeenCalledExactlyOnceWith('b', expect.any(UpstreamError));
  });

  it('fails as a whole where nobody takes half of it', async () => {
    const { store } = setUp();
    await store.many('GET /x', '/x', everyone, anyone, ['a'], idOf, async () => answer('a'));

    await expect(store.many('GET /x', '/x', everyone, anyone, ['a', 'b'], idOf, failing())).rejects.toThrow(
      UpstreamError,
    );
  });

  it('to one question is no answer to another', async () => {
    const { store } = setUp();
    await store.many('GET /x', '/x?currency=EUR', everyone, anyone, ['a'], idOf, async () => answer('a'));

    await expect(
      store.many('GET /x', '/x?currency=JPY', everyone, anyone, ['a'], idOf, failing()),
    ).rejects.toThrow();
  });
});
