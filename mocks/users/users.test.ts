import { describe, expect, it } from 'vitest';
import { countryOf, orderOf, USER_COUNT, userId } from '../kit/shop.ts';
import { DAY_MS, SEED_NOW } from '../kit/time.ts';
import { testMock } from '../kit/test-mock.ts';
import { users } from './main.ts';
import type { Address, Profile, User } from './schemas.ts';

const { ask, read: readBody } = testMock(users);

const read = async <Data>(path: string) => (await readBody<{ data: Data }>(path)).data;
const usersOf = (...ids: string[]) => read<User[]>(`/users?ids=${ids.join(',')}`);
const someIds = Array.from({ length: 100 }, (_, index) => userId(index * 5 + 1));

describe('users', () => {
  it('come in an order of their own, each once, unknown ones left out', async () => {
    const found = (await usersOf('u-999', ...someIds.slice(2), ...someIds.slice(-3))).map(({ id }) => id);

    expect(found).not.toEqual(someIds.slice(2));
    expect(found.toSorted()).toEqual(someIds.slice(2));
    expect((await usersOf(...someIds.slice(2).toReversed())).map(({ id }) => id)).toEqual(found);
  });

  it('are asked for 1 to 100 at a time', async () => {
    for (const ids of [[], [...someIds, 'u-002']]) {
      const response = await ask(`/users?ids=${ids.join(',')}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ parameter: 'ids' }] });
    }
    expect(await usersOf(...someIds)).toHaveLength(100);
  });

  it('are JSON:API resources, one by one as in bulk, and nobody but their reader may keep them', async () => {
    const response = await ask('/users/u-001');
    const body = (await response.json()) as { data: User };

    expect(response.headers.get('content-type')).toMatch('application/vnd.api+json');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(body.data).toMatchObject({ type: 'users', id: 'u-001' });
    expect(await usersOf('u-001')).toEqual([body.data]);
  });

  it('have an e-mail address of their own', async () => {
    const all = Array.from({ length: USER_COUNT }, (_, index) => userId(index + 1));
    const found = (
      await Promise.all([0, 1, 2, 3, 4, 5].map((n) => usersOf(...all.slice(n * 100, n * 100 + 100))))
    ).flat();

    expect(new Set(found.map(({ attributes }) => attributes.email)).size).toBe(USER_COUNT);
    for (const { attributes } of found) {
      expect(attributes.email).toMatch(/^[a-z]+\.[a-z]+(\.[0-9]+)?@example\.(com|org|net)$/);
    }
  });

  it('joined before the first order, but for the last one, who joined this week', async () => {
    const [newcomer, ...others] = (await usersOf(userId(USER_COUNT), ...someIds.slice(1))).toSorted((a, b) =>
      b.id < a.id ? -1 : 1,
    );

    const daysAgo = (Date.parse(newcomer!.attributes.memberSince) - SEED_NOW.getTime()) / -DAY_MS;
    expect(newcomer!.id).toBe('u-501');
    expect(daysAgo).toBeGreaterThan(0);
    expect(daysAgo).toBeLessThan(7);
    for (const { attributes } of others) {
      expect(attributes.memberSince < orderOf(1, SEED_NOW).placedAt).toBe(true);
    }
  });

  it('write their names as people do where they live', async () => {
    const scripts: Record<string, RegExp> = {
      JP: /^[\p{Script=Han}\p{Script=Hiragana}]+ [\p{Script=Han}\p{Script=Hiragana}]+$/u,
      KR: /^\p{Script=Hangul}{3}$/u,
    };
    for (const { id, attributes } of await usersOf(...someIds)) {
      expect(attributes.locale).toMatch(countryOf(id));
      expect(attributes.name).toMatch(scripts[countryOf(id)] ?? /^\p{Script=Latin}.+ \p{Script=Latin}+/u);
    }
  });

  it('mostly have an avatar, which can be fetched and kept for ever', async () => {
    const urls = (await usersOf(...someIds)).map(({ attributes }) => attributes.avatarUrl);
    const present = urls.filter((url) => url !== null);
    const response = await fetch(present[0] ?? '');

    expect(present.length).toBeGreaterThan(60);
    expect(present.length).toBeLessThan(90);
    expect(response.headers.get('content-type')).toMatch('image/svg+xml');
    expect(response.headers.get('cache-control')).toMatch('immutable');
    expect(await response.text()).toMatch(/^<svg .+<\/svg>$/);
  });

  it('who do not exist are a problem, as are their addresses and avatars', async () => {
    for (const path of ['/users/u-999', '/users/u-999/addresses', '/images/u-999.svg', '/images/u-001.png']) {
      const response = await ask(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toMatch('application/problem+json');
      expect(await response.json()).toMatchObject({ title: 'Not Found', status: 404 });
    }
  });
});

describe('profiles', () => {
  const profilesOf = (...ids: string[]) => read<Profile[]>(`/profiles?ids=${ids.join(',')}`);

  it('show the name and the avatar of users, and nothing else, to everybody', async () => {
    const response = await ask(`/profiles?ids=${someIds.join(',')}`);
    const { data } = (await response.json()) as { data: Profile[] };
    const users = await usersOf(...someIds);

    expect(response.headers.get('content-type')).toMatch('application/vnd.api+json');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(data).toEqual(
      users.map(({ id, attributes: { name, avatarUrl } }) => ({
        type: 'profiles',
        id,
        attributes: { name, avatarUrl },
      })),
    );
  });

  it('come each once, unknown ones left out', async () => {
    expect((await profilesOf('u-001', 'u-999', 'u-002', 'u-001')).map(({ id }) => id).toSorted()).toEqual([
      'u-001',
      'u-002',
    ]);
  });

  it('are asked for 1 to 100 at a time', async () => {
    for (const ids of [[], [...someIds, 'u-002']]) {
      const response = await ask(`/profiles?ids=${ids.join(',')}`);
      expect(response.status).toBe(400);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toMatchObject({ errors: [{ parameter: 'ids' }] });
    }
    expect(await profilesOf(...someIds)).toHaveLength(100);
  });
});

describe('addresses', () => {
  it('are one to three, in the country where the user lives, one of them the default', async () => {
    const counts = new Set<number>();
    for (const id of someIds) {
      const addresses = await read<Address[]>(`/users/${id}/addresses`);
      counts.add(addresses.length);
      expect(addresses.map(({ attributes }) => attributes.isDefault)).toEqual(
        addresses.map((_, i) => i === 0),
      );
      expect(new Set(addresses.map(({ attributes }) => attributes.label)).size).toBe(addresses.length);
      for (const { attributes } of addresses) expect(attributes.country).toBe(countryOf(id));
    }
    expect([...counts].toSorted()).toEqual([1, 2, 3]);
  });
});
