import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { boundedCache } from '../cache/bounded-cache.ts';
import { listen } from '../testing/listen.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { createTransport } from '../upstream/client.ts';
import type { Operation } from '../upstream/operation.ts';
import { users } from './users.ts';
import { connectPlain } from '../testing/plain.ts';

const bodies = {
  '/users': {
    type: 'users',
    id: 'u-1',
    attributes: {
      name: 'Ada',
      email: 'ada@example.net',
      locale: 'en-GB',
      memberSince: '2023-11-14T09:21:48Z',
      avatarUrl: null,
    },
  },
  '/profiles': { type: 'profiles', id: 'u-1', attributes: { name: 'Ada', avatarUrl: null } },
};

/** The users service, whose answers may be kept as `cacheControl` says; `asked` counts its calls. */
async function given(cacheControl: string) {
  let calls = 0;
  const baseUrl = await listen(
    createServer((request, response) => {
      calls += 1;
      const item = bodies[request.url!.split('?')[0] as keyof typeof bodies];
      response.setHeader('content-type', 'application/vnd.api+json').setHeader('cache-control', cacheControl);
      response.end(JSON.stringify({ data: [item] }));
    }),
  );
  const clock = manualClock();
  const transport = createTransport();
  const { endpoints, close } = connectPlain(users, {
    baseUrl,
    transport: transport.send,
    clock,
    observe: () => {},
    sharing: { batching: true, singleFlight: true, serveFresh: true, kept: boundedCache(1_000_000) },
  });
  onTestFinished(() => {
    close();
    transport.close();
  });
  const by = (customerId: string | null): Operation => ({
    requestId: 'r-1',
    signal: new AbortController().signal,
    deadlineAt: Infinity,
    principal: customerId === null ? null : { customerId },
  });
  return { endpoints, by, asked: () => calls };
}

it('users keeps one profile for everybody', async () => {
  const { endpoints, by, asked } = await given('public, max-age=300');

  for (const reader of ['u-1', 'u-2', null]) {
    expect(await endpoints.profilesByIds(by(reader), ['u-1'])).toMatchObject([{ name: 'Ada' }]);
  }
  expect(asked()).toBe(1);
});

it.each(['private, max-age=300', 'public, max-age=300'])(
  'users keeps an account for the customer who asked for it alone, though the service says "%s"',
  async (cacheControl) => {
    const { endpoints, by, asked } = await given(cacheControl);
    const askedBy = async (reader: string | null) => {
      const before = asked();
      await endpoints.usersByIds(by(reader), ['u-1']);
      return asked() - before;
    };

    expect(await askedBy('u-1')).toBe(1);
    expect(await askedBy('u-1')).toBe(0);
    expect(await askedBy('u-2')).toBe(1);
    expect(await askedBy(null)).toBe(1);
    expect(await askedBy(null)).toBe(1);
  },
);
