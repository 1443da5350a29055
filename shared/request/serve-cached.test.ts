import { describe, expect, it } from 'vitest';
import { AUTHOR, bffOverUsers, USER } from '../testing/bff-over-users.ts';

describe('an answer that stays true for a while', () => {
  const cached = { cacheControl: 'public, max-age=60', answersItself: true };

  it('is given again, to everyone, without asking anybody', async () => {
    const { query, calls, sources, lines, service } = await bffOverUsers(cached);
    const first = await query(AUTHOR, { 'x-request-id': 'r-1' });
    service.name = 'Grace';
    const second = await query(AUTHOR, { 'x-request-id': 'r-2', 'x-customer-id': 'u-1' });

    expect(second.text).toBe(first.text);
    expect(second.status).toBe(200);
    expect(second.headers.get('x-request-id')).toBe('r-2');
    expect(second.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(calls()).toBe(1);
    expect(sources()).toEqual(['executed', 'cached']);
    expect(await lines('operations_total')).toContain(
      'operations_total{operation="other",client="other",version="other",outcome="ok",source="cached"} 1',
    );
    expect(await lines('response_cache_bytes')).toEqual([expect.stringMatching(/ [1-9]\d+$/)]);
  });

  it.each([
    ['s-maxage=60, max-age=0', 'public, max-age=0, s-maxage=59'],
    ['s-maxage=60', 'public, max-age=0, s-maxage=59'],
    ['s-maxage=30, max-age=60', 'public, max-age=59, s-maxage=29'],
    ['s-maxage=60, max-age=60', 'public, max-age=59'],
    ['max-age=60', 'public, max-age=59'],
    ['private, s-maxage=60, max-age=30', 'private, max-age=29'],
  ])('by a service that says %j, and takes its time, says %j', async (cacheControl, expected) => {
    const { query, called, clock, answer } = await bffOverUsers({ cacheControl });
    const asked = query(USER, { 'x-customer-id': 'u-1' });
    const author = query(AUTHOR);
    await called(2);
    await clock.advance(400);
    await answer(2);

    expect((await asked).headers.get('cache-control')).toBe(
      expected.replace(/public|private/, 'private').replace(/, s-.*/, ''),
    );
    // Where a service says that an answer is one customer's, and nobody knows whose, nobody may keep it.
    expect((await author).headers.get('cache-control')).toBe(
      expected.startsWith('private') ? 'no-store' : expected,
    );
  });

  it('says how long, for whom, and what it depends on', async () => {
    const { query, clock } = await bffOverUsers(cached);
    const { headers: first } = await query(AUTHOR);
    await clock.advance(12_345);
    const { headers: second } = await query(AUTHOR);

    for (const headers of [first, second]) {
      expect(headers.get('cache-control')).toBe('public, max-age=60');
      expect(headers.get('vary')).toBe('accept, accept-encoding, accept-language, x-currency');
      expect(headers.get('etag')).toMatch(/^W\/"[\w-]{27}"$/);
    }
    expect([first.get('age'), second.get('age')]).toEqual([null, '13']);
    expect(second.get('etag')).toBe(first.get('etag'));
  });

  it('is made anew once it is no longer', async () => {
    const { query, clock, calls, service } = await bffOverUsers(cached);
    await query(AUTHOR);
    await clock.advance(59_999);
    await query(AUTHOR);
    expect(calls()).toBe(1);

    await clock.advance(1);
    service.name = 'Grace';
    const { headers, body } = await query(AUTHOR);

    expect(body).toEqual({ data: { author: { name: 'Grace' } } });
    expect(headers.get('age')).toBeNull();
  });

  it('is as short as that of the shortest part', async () => {
    const { query, service, calls } = await bffOverUsers(cached);
    service.usersCacheControl = 'private, max-age=7';

    const { headers } = await query('{ author(id: "u-1") { name } user(id: "u-2") { name } }');

    expect(headers.get('cache-control')).toBe('private, max-age=7');
    service.cacheControl = 'no-store';
    expect((await query('{ author(id: "u-3") { name } }')).headers.get('cache-control')).toBe('no-store');
    expect(calls()).toBe(3);
  });

  it('is nothing to who has it already', async () => {
    const { query, get } = await bffOverUsers(cached);
    const { headers, text } = await query(AUTHOR);
    const etag = headers.get('etag')!;

    for (const tags of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      const again = await get(AUTHOR, { 'if-none-match': tags });
      expect([again.status, again.text]).toEqual([304, '']);
      expect(again.headers.get('etag')).toBe(etag);
      expect(again.headers.get('cache-control')).toBe('public, max-age=60');
      expect(again.headers.get('vary')).toBe('accept, accept-encoding, accept-language, x-currency');
      expect(again.headers.get('content-type')).toBeNull();
    }
    // The body is the same, whichever way it is asked for: so is the tag. HTTP knows this question of a GET alone.
    expect((await get(AUTHOR, { 'if-none-match': '"other"' })).text).toBe(text);
    expect((await query(AUTHOR, { 'if-none-match': etag })).status).toBe(200);
  });

  it('says that it depends on the page as well that asks, where pages of other sites may', async () => {
    const corsOrigins = ['https://shop.example'];
    const { get } = await bffOverUsers({ ...cached, options: { http: { corsOrigins } } });
    const depends = 'Origin, accept, accept-encoding, accept-language, x-currency';

    for (const source of ['made', 'kept']) {
      const { headers } = await get(AUTHOR, { origin: corsOrigins[0]! });
      expect([source, headers.get('vary')]).toEqual([source, depends]);
    }
    expect((await get('{ twice(n: 2) }')).headers.get('vary')).toBe('Origin');
  });

  it('is found by a HEAD as by the GET that it stands for, and is another by POST', async () => {
    const { url, get, query, calls } = await bffOverUsers(cached);
    const { headers } = await get(AUTHOR);

    const head = await fetch(`${url}/graphql?query=${encodeURIComponent(AUTHOR)}`, {
      method: 'HEAD',
      headers: { 'apollo-require-preflight': '1' },
    });

    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const name of ['etag', 'cache-control', 'vary', 'content-type', 'content-language']) {
      expect([name, head.headers.get(name)]).toEqual([name, headers.get(name)]);
    }
    expect(calls()).toBe(1);
    await query(AUTHOR);
    expect(calls()).toBe(2);
  });

  it('made anew for who has it is nothing to them either', async () => {
    const { get, clock } = await bffOverUsers(cached);
    const { headers } = await get(AUTHOR);
    await clock.advance(60_000);

    const again = await get(AUTHOR, { 'if-none-match': headers.get('etag')! });

    expect([again.status, again.text, again.headers.get('age')]).toEqual([304, '', null]);
  });

  it('is another in another media type', async () => {
    const { query, calls } = await bffOverUsers(cached);
    const types = ['application/json', 'application/graphql-response+json'];
    const answers = [];
    for (const accept of [...types, ...types]) answers.push(await query(AUTHOR, { accept }));

    expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual(
      [...types, ...types].map((type) => `${type}; charset=utf-8`),
    );
    expect(new Set(answers.map(({ headers }) => headers.get('etag')))).toHaveLength(2);
    expect(calls()).toBe(2);
  });

  it.each([
    ['a locale', { 'accept-language': 'de' }],
    ['a currency', { 'x-currency': 'JPY' }],
  ])('is another for %s that differs', async (_what, headers: Record<string, string>) => {
    const { query } = await bffOverUsers(cached);
    const document = '{ author(id: "u-1") { name } settings }';

    const [first, other] = [await query(document), await query(document, headers)];

    expect(first.body.data).toMatchObject({ settings: 'en EUR' });
    expect(other.body.data).not.toMatchObject({ settings: 'en EUR' });
  });

  it.each([
    ['de-AT, en;q=0.5', 'de-AT'],
    ['ar-EG, nl;q=0.5', 'nl'],
    ['ar-EG', 'en'],
  ])('says which locale it is in, for a client that wishes for %s', async (wished, locale) => {
    const { query } = await bffOverUsers(cached);
    for (const source of ['made', 'kept']) {
      const { headers } = await query(AUTHOR, { 'accept-language': wished });
      expect([source, headers.get('content-language')]).toEqual([source, locale]);
    }
  });

  it('does not depend on how a locale is asked for', async () => {
    const { query, calls } = await bffOverUsers(cached);
    for (const header of ['de', 'de;q=0.9', 'xx, de', 'de, en;q=0.5']) {
      await query(AUTHOR, { 'accept-language': header });
    }

    expect(calls()).toBe(1);
  });

  it('does not depend on how long its clients would have waited', async () => {
    const { query, calls } = await bffOverUsers(cached);
    for (const ms of ['900', '800', '700']) await query(AUTHOR, { 'x-request-deadline-ms': ms });

    expect(calls()).toBe(1);
  });

  it('belongs to the customer it was made for, where it depends on that', async () => {
    const { query, calls } = await bffOverUsers(cached);
    const ask = (id: string) => query(USER, { 'x-customer-id': id });
    const first = await ask('u-1');
    const again = await ask('u-1');

    expect(again.text).toBe(first.text);
    expect(again.headers.get('cache-control')).toBe('private, max-age=60');
    expect(again.headers.get('vary')).toBe(
      'accept, accept-encoding, accept-language, x-currency, x-customer-id',
    );
    expect(calls()).toBe(1);
    await ask('u-2');
    await query(USER);
    expect(calls()).toBe(3);
  });

  it('is refused to who is not signed in, where that is asked for', async () => {
    const { query } = await bffOverUsers(cached);
    const document = '{ author(id: "u-1") { name } me }';
    const mine = await query(document, { 'x-customer-id': 'u-1' });
    const theirs = await query(document);

    expect(mine.body.data).toMatchObject({ me: 'u-1' });
    expect(theirs.body).toMatchObject({
      data: { me: null },
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('is not kept, by anybody, where that is switched off', async () => {
    const { query, calls } = await bffOverUsers({ ...cached, reuse: { coalesce: true, cacheBytes: 0 } });
    for (let n = 0; n < 2; n++) {
      const { headers } = await query(AUTHOR, { 'if-none-match': '*' });
      expect(headers.get('cache-control')).toBe('no-store');
      for (const name of ['etag', 'vary', 'age']) expect(headers.get(name)).toBeNull();
    }

    expect(calls()).toBe(2);
  });
});

describe('an answer that may be given once only', () => {
  it.each([
    ['holds an error', '{ author(id: "u-1") { name } forbidden }'],
    ['asked no service', '{ twice(n: 2) settings }'],
    ['was refused', '{ nothing }'],
  ])('is one that %s', async (_what, document) => {
    const { query } = await bffOverUsers({ cacheControl: 'public, max-age=60', answersItself: true });
    for (let n = 0; n < 2; n++) {
      const { headers } = await query(document, { 'x-request-id': `r-${n}`, 'if-none-match': '*' });
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('etag')).toBeNull();
    }
  });

  it.each(['no-store', 'no-cache', 'public, max-age=0', 'private', ''])(
    'is one whose service says %j',
    async (cacheControl) => {
      const { query, calls } = await bffOverUsers({ cacheControl, answersItself: true });
      for (let n = 0; n < 2; n++) {
        expect((await query(AUTHOR)).headers.get('cache-control')).toBe('no-store');
      }
      expect(calls()).toBe(2);
    },
  );

  it('is one that shows something old', async () => {
    const { query, service, clock } = await bffOverUsers({
      cacheControl: 'public, max-age=60',
      answersItself: true,
    });
    await query(AUTHOR);
    await clock.advance(60_000);
    service.status = 500;

    const { headers, body } = await query(AUTHOR);

    expect(body.data).toEqual({ author: { name: 'Ada' } });
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
