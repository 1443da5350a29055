import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ClientError } from '../lib/client-error.ts';
import { addressBlock } from '../lib/ip-address.ts';
import { apqStore } from '../graphql/documents/apq-store.ts';
import { costQuota } from '../graphql/cost-quota.ts';
import { anyDocument } from '../testing/documents.ts';
import { settle } from '../testing/manual-clock.ts';
import { startSmallBff } from '../testing/small-bff.ts';
import type { ResponseReuse } from '../request/pipeline.ts';

const AUTHOR = '{ author(id: "u-1") { name } }';
const USER = '{ user(id: "u-1") { name } }';

/** A call of the users service that waits for its answer. */
interface Asked {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly response: ServerResponse;
}

/** The small BFF that shares its answers, over a users service that answers when told to, or by itself. */
async function given({
  sharing = { coalesce: true, cacheBytes: 1_000_000 },
  cacheControl = 'no-store',
  answersItself = false,
  maxOperations = 100,
  apq = false,
  options = {},
}: {
  sharing?: ResponseReuse;
  cacheControl?: string;
  answersItself?: boolean;
  maxOperations?: number;
  /** Whether clients may register documents by their hashes. */
  apq?: boolean;
  options?: Parameters<typeof startSmallBff>[1];
} = {}) {
  const service = { cacheControl, usersCacheControl: cacheControl, name: 'Ada', status: 200 };
  const asked: Asked[] = [];
  let calls = 0;
  const answerCall = ({ url, response }: Asked) => {
    const { pathname, searchParams } = new URL(url, 'http://x');
    const type = pathname.slice(1);
    const attributes = {
      name: service.name,
      email: 'a@x',
      locale: 'en',
      memberSince: '2020-01-01T00:00:00Z',
      avatarUrl: null,
    };
    const data = (searchParams.get('ids') ?? '').split(',').map((id) => ({ type, id, attributes }));
    response
      .writeHead(service.status, {
        'content-type': 'application/json',
        'cache-control': type === 'users' ? service.usersCacheControl : service.cacheControl,
      })
      .end(JSON.stringify({ data }));
  };
  const bff = await startSmallBff(
    ({ url, headers }, response) => {
      calls += 1;
      const call = { url: url!, headers, response };
      if (answersItself) answerCall(call);
      else asked.push(call);
    },
    {
      reuse: sharing,
      limits: { maxOperations, maxEventLoopDelayMs: 100 },
      ...(apq && { lookup: { ...anyDocument, apq: apqStore(100_000) } }),
      ...options,
    },
  );

  const post = async (body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) => {
    const response = await fetch(`${bff.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...(signal && { signal }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (text === '' ? {} : JSON.parse(text)) as {
        data?: unknown;
        errors?: readonly { readonly extensions: Record<string, unknown> }[];
      },
    };
  };
  const get = async (query: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${bff.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { 'apollo-require-preflight': '1', ...headers },
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const query = (query: string, headers?: Record<string, string>, signal?: AbortSignal) =>
    post({ query }, headers, signal);
  const lines = async (name: string) =>
    (await bff.metrics.expose()).text.split('\n').filter((line) => line.startsWith(name));
  /** Waits until the service has so many calls to answer. */
  const called = async (count: number) => {
    while (asked.length < count) await settle();
  };
  return {
    ...bff,
    service,
    asked,
    calls: () => calls,
    post,
    get,
    query,
    lines,
    /** Waits until so many operations are under way. */
    running: async (count: number) => {
      while (!(await lines('operations_running')).includes(`operations_running ${count}`)) await settle();
    },
    called,
    /** Answers the service's calls, once there are so many. */
    answer: async (count: number) => {
      await called(count);
      for (const call of asked.splice(0)) answerCall(call);
    },
    /** The log's lines of operations. */
    operations: () => bff.log.filter(({ msg }) => msg === 'operation'),
    /** How each operation was answered, in the log's order. */
    sources: () => bff.log.filter(({ msg }) => msg === 'operation').map(({ source }) => source),
  };
}

describe('identical operations under way', () => {
  it('are executed once, and each is answered in its own name', async () => {
    const { query, running, answer, calls, sources, lines } = await given();
    const answers = [query(AUTHOR, { 'x-request-id': 'r-0' })];
    await running(1);
    for (let n = 1; n < 5; n++) answers.push(query(AUTHOR, { 'x-request-id': `r-${n}` }));
    await running(5);

    await answer(1);

    for (const [n, { status, headers, body }] of (await Promise.all(answers)).entries()) {
      expect(status).toBe(200);
      expect(headers.get('x-request-id')).toBe(`r-${n}`);
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(body).toEqual({ data: { author: { name: 'Ada' } } });
    }
    expect(calls()).toBe(1);
    expect(sources().sort()).toEqual(['executed', 'joined', 'joined', 'joined', 'joined']);
    expect(await lines('operations_total')).toEqual([
      'operations_total{operation="other",client="other",version="other",outcome="ok",source="executed"} 1',
      'operations_total{operation="other",client="other",version="other",outcome="ok",source="joined"} 4',
    ]);
  });

  it('are executed each, where that is switched off', async () => {
    const { query, answer } = await given({ sharing: { coalesce: false, cacheBytes: 0 } });
    const answers = [query(AUTHOR), query(AUTHOR)];
    await answer(2);

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('are executed anew once they have been answered', async () => {
    const { query, answer, service } = await given();
    const first = query(AUTHOR);
    await answer(1);
    await first;
    service.name = 'Grace';
    const second = query(AUTHOR);
    await answer(1);

    expect((await second).body).toEqual({ data: { author: { name: 'Grace' } } });
  });

  it.each([
    ['variables', { body: { query: AUTHOR, variables: { n: 1 } } }],
    ['a document', { body: { query: `${AUTHOR} ` } }],
    ['a name', { body: { query: AUTHOR, operationName: null } }],
    ['a locale', { headers: { 'accept-language': 'de' } }],
    ['a currency', { headers: { 'x-currency': 'JPY' } }],
    ['a time of its own', { headers: { 'x-request-deadline-ms': '700' } }],
    ['a media type', { headers: { accept: 'application/graphql-response+json' } }],
  ])(
    'are no longer so with %s that differs',
    async (_what, { body = { query: AUTHOR }, headers = {} }: Other) => {
      const { post, answer } = await given();
      const answers = [post({ query: AUTHOR }), post(body, headers)];
      await answer(2);

      for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200);
    },
  );

  it('share errors, each of which names the request that it answers', async () => {
    const { query, running, answer, service, calls } = await given();
    service.status = 404;
    const answers = [query(AUTHOR, { 'x-request-id': 'r-0' })];
    await running(1);
    for (let n = 1; n < 4; n++) answers.push(query(AUTHOR, { 'x-request-id': `r-${n}` }));
    await running(4);

    await answer(1);

    const all = await Promise.all(answers);
    expect(calls()).toBe(1);
    expect(all.map(({ body }) => body.errors!.map(({ extensions }) => extensions['requestId']))).toEqual([
      ['r-0'],
      ['r-1'],
      ['r-2'],
      ['r-3'],
    ]);
    expect(new Set(all.map(({ text }) => text.replace(/r-\d/, 'r')))).toHaveLength(1);
  });

  it('take a place each', async () => {
    const { query, running, answer } = await given({ maxOperations: 2 });
    const answers = [query(AUTHOR), query(AUTHOR)];
    await running(2);

    const full = await query(AUTHOR);
    expect([full.status, full.headers.get('retry-after')]).toEqual([503, '1']);
    await answer(1);
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('that are refused say so each in its own name', async () => {
    const { post, log } = await given();
    const requests = ['{ nothing }', '{', '{ twice }'].flatMap((document) =>
      [1, 2, 3].map((n) => ({ document, id: `r-${document.length}-${n}` })),
    );

    const answers = await Promise.all(
      requests.map(({ document, id }) => post({ query: document }, { 'x-request-id': id })),
    );

    expect(answers.map(({ status }) => status)).toEqual(requests.map(() => 200));
    expect(answers.map(({ body }) => body.errors![0]!.extensions['requestId'])).toEqual(
      requests.map(({ id }) => id),
    );
    expect(log.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });

  it('by GET are shared alike', async () => {
    const { url, running, answer, calls } = await given();
    const get = () =>
      fetch(`${url}/graphql?query=${encodeURIComponent(AUTHOR)}`, {
        headers: { 'apollo-require-preflight': '1' },
      }).then((response) => response.json());
    const answers = [get(), get()];
    await running(2);
    await answer(1);

    expect(await Promise.all(answers)).toEqual(answers.map(() => ({ data: { author: { name: 'Ada' } } })));
    expect(calls()).toBe(1);
  });
});

interface Other {
  body?: object;
  headers?: Record<string, string>;
}

describe('a mutation', () => {
  const RENAME = 'mutation { rename(id: "u-1") { name } }';

  it('is executed as often as it is sent', async () => {
    const { query, answer, service } = await given({ cacheControl: 'public, max-age=60' });
    for (let round = 0; round < 2; round++) {
      const answers = [query(RENAME), query(RENAME)];
      await answer(2);
      for (const { headers, body } of await Promise.all(answers)) {
        expect(headers.get('cache-control')).toBe('no-store');
        expect(body).toEqual({ data: { rename: { name: service.name } } });
      }
      service.name = 'Grace';
    }
  });

  it('is so as well where only its hash is sent', async () => {
    const { post, answer } = await given({ apq: true });
    const sha256Hash = createHash('sha256').update(RENAME).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const registering = post({ query: RENAME, extensions });
    await answer(1);
    await registering;

    const answers = [post({ extensions }), post({ extensions })];
    await answer(2);
    for (const { body } of await Promise.all(answers)) expect(body.data).toEqual({ rename: { name: 'Ada' } });
  });

  it('is so as well in a document with queries', async () => {
    const { post, answer } = await given();
    const both = { query: `query A { me } ${RENAME.replace('mutation', 'mutation B')}`, operationName: 'B' };
    const answers = [post(both), post(both)];
    await answer(2);

    for (const { body } of await Promise.all(answers)) expect(body.data).toEqual({ rename: { name: 'Ada' } });
  });
});

describe('a client that leaves', () => {
  it('takes no answer from those who joined it', async () => {
    const { query, running, answer, calls } = await given();
    const leaver = new AbortController();
    const left = query(AUTHOR, {}, leaver.signal).catch(() => 'left');
    await running(1);
    const stays = query(AUTHOR);
    await running(2);

    leaver.abort();
    await left;
    await running(1);
    await answer(1);

    expect((await stays).body).toEqual({ data: { author: { name: 'Ada' } } });
    expect(calls()).toBe(1);
  });

  it('takes no answer from the one it joined', async () => {
    const { query, running, answer } = await given();
    const stays = query(AUTHOR);
    await running(1);
    const leaver = new AbortController();
    const left = query(AUTHOR, {}, leaver.signal).catch(() => 'left');
    await running(2);

    leaver.abort();
    await left;
    await running(1);
    await answer(1);

    expect((await stays).body).toEqual({ data: { author: { name: 'Ada' } } });
  });

  it('and is the last ends the call on the wire; who comes then begins anew', async () => {
    const { url, query, running, called, asked, answer, log } = await given();
    const leavers = [1, 2].map(() => {
      const request = httpRequest(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      request.on('error', () => {});
      request.end(JSON.stringify({ query: AUTHOR }));
      return request;
    });
    await running(2);
    await called(1);
    const call = asked.shift()!;
    const ended = once(call.response, 'close');

    for (const request of leavers) request.destroy();
    await ended;
    const next = query(AUTHOR);
    await answer(1);

    expect((await next).body).toEqual({ data: { author: { name: 'Ada' } } });
    expect(log.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });
});

describe('time', () => {
  it('that has run out for the first has not for the second', async () => {
    const { query, running, called, clock, answer, asked } = await given();
    const deadline = { 'x-request-deadline-ms': '300' };
    const first = query(AUTHOR, { ...deadline, 'x-request-id': 'r-1' });
    await called(1);
    await clock.advance(200);
    const others = [query(AUTHOR, deadline), query(AUTHOR, deadline)];
    await running(3);

    await clock.advance(100);
    expect((await first).body).toMatchObject({
      data: { author: null },
      errors: [{ extensions: { code: 'DEADLINE_EXCEEDED', requestId: 'r-1' } }],
    });
    asked.shift();
    await answer(2);

    for (const { body } of await Promise.all(others))
      expect(body).toEqual({ data: { author: { name: 'Ada' } } });
  });

  it('that was too short for the first is whole for whoever came later, however close they follow', async () => {
    const { query, running, called, clock, answer } = await given();
    const deadline = { 'x-request-deadline-ms': '300' };
    const answers = [query(AUTHOR, deadline)];
    await called(1);
    for (let n = 2; n <= 5; n++) {
      await clock.advance(10);
      answers.push(query(AUTHOR, deadline));
      await running(n);
    }
    await clock.advance(260);
    await answers[0];
    // The service answers again, though later than any of them follows another.
    await called(5);
    await clock.advance(9);
    await answer(5);

    for (const { body } of await Promise.all(answers.slice(1)))
      expect(body).toEqual({ data: { author: { name: 'Ada' } } });
  });

  it('that has run out for all is an answer to all', async () => {
    const { query, running, called, clock, calls } = await given();
    const deadline = { 'x-request-deadline-ms': '300' };
    const first = query(AUTHOR, { ...deadline, 'x-request-id': 'r-1' });
    await called(1);
    const second = query(AUTHOR, { ...deadline, 'x-request-id': 'r-2' });
    await running(2);

    await clock.advance(300);

    for (const [n, { body }] of (await Promise.all([first, second])).entries()) {
      expect(body).toMatchObject({
        errors: [{ extensions: { code: 'DEADLINE_EXCEEDED', requestId: `r-${n + 1}` } }],
      });
    }
    expect(calls()).toBe(1);
  });

  it('of one that began anew is what was left of it', async () => {
    const { query, called, running, clock } = await given();
    const deadline = { 'x-request-deadline-ms': '300' };
    const first = query(AUTHOR, deadline);
    await called(1);
    await clock.advance(200);
    const second = query(AUTHOR, deadline);
    await running(2);
    await clock.advance(100);
    await first;
    await called(2);

    await clock.advance(200);

    expect((await second).body).toMatchObject({ errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }] });
  });
});

describe('what depends on who asks', () => {
  const customer = (id: string) => ({ 'x-customer-id': id });

  it('is never shared between customers, nor with nobody', async () => {
    const { query, answer } = await given();
    for (let round = 0; round < 2; round++) {
      const document = '{ author(id: "u-1") { name } greeting }';
      const answers = [query(document, customer('u-1')), query(document, customer('u-2')), query(document)];
      await answer(3);

      expect((await Promise.all(answers)).map(({ body }) => body.data)).toEqual([
        { author: { name: 'Ada' }, greeting: 'Hello u-1' },
        { author: { name: 'Ada' }, greeting: 'Hello u-2' },
        { author: { name: 'Ada' }, greeting: 'Hello stranger' },
      ]);
    }
  });

  it('is shared between the requests of one customer', async () => {
    const { query, running, answer, calls } = await given();
    const document = '{ author(id: "u-1") { name } greeting }';
    const answers = [query(document, customer('u-1')), query(document, customer('u-1'))];
    await running(2);
    await answer(1);

    expect((await Promise.all(answers)).map(({ body }) => body.data)).toEqual(
      answers.map(() => ({ author: { name: 'Ada' }, greeting: 'Hello u-1' })),
    );
    expect(calls()).toBe(1);
  });

  it('is known from the first execution: what does not is shared between all', async () => {
    const { query, running, answer, calls } = await given();
    const first = query(AUTHOR, customer('u-1'));
    await answer(1);
    await first;

    const answers = [query(AUTHOR, customer('u-1')), query(AUTHOR, customer('u-2')), query(AUTHOR)];
    await running(3);
    await answer(1);

    for (const { body } of await Promise.all(answers)) expect(body.data).toEqual({ author: { name: 'Ada' } });
    expect(calls()).toBe(2);
  });

  it('reaches nobody else where a document turns out to depend on it now and then', async () => {
    const { post, running, answer } = await given();
    const document = 'query ($mine: Boolean!) { author(id: "u-1") { name } greeting @include(if: $mine) }';
    const ask = (mine: boolean, headers = {}) => post({ query: document, variables: { mine } }, headers);
    const harmless = ask(false);
    await answer(1);
    await harmless;

    // It is known not to depend on who asks, so these wait for one execution.
    const answers = [
      ask(true, customer('u-1')),
      ask(true, customer('u-1')),
      ask(true, customer('u-2')),
      ask(true),
    ];
    await running(4);
    await answer(1);
    expect((await answers[0])!.body.data).toMatchObject({ greeting: 'Hello u-1' });
    expect((await answers[1])!.body.data).toMatchObject({ greeting: 'Hello u-1' });
    await answer(2);
    expect((await answers[2])!.body.data).toMatchObject({ greeting: 'Hello u-2' });
    expect((await answers[3])!.body.data).toMatchObject({ greeting: 'Hello stranger' });

    // And from then on it is known to.
    const again = [ask(true, customer('u-1')), ask(true, customer('u-2'))];
    await answer(2);
    expect((await Promise.all(again)).map(({ body }) => body.data)).toMatchObject([
      { greeting: 'Hello u-1' },
      { greeting: 'Hello u-2' },
    ]);
  });

  it('depends on it as well when a service says that its answer is private', async () => {
    const { query, answer } = await given({ cacheControl: 'private, max-age=60' });
    for (let round = 0; round < 2; round++) {
      const answers = ['u-1', 'u-2'].map((id) => query(AUTHOR, customer(id)));
      await answer(2);
      for (const { headers } of await Promise.all(answers)) {
        expect(headers.get('cache-control')).not.toContain('public');
      }
    }
  });
});

describe('an answer that stays true for a while', () => {
  const cached = { cacheControl: 'public, max-age=60', answersItself: true };

  it('is given again, to everyone, without asking anybody', async () => {
    const { query, calls, sources, lines, service } = await given(cached);
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
    const { query, called, clock, answer } = await given({ cacheControl });
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
    const { query, clock } = await given(cached);
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
    const { query, clock, calls, service } = await given(cached);
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
    const { query, service, calls } = await given(cached);
    service.usersCacheControl = 'private, max-age=7';

    const { headers } = await query('{ author(id: "u-1") { name } user(id: "u-2") { name } }');

    expect(headers.get('cache-control')).toBe('private, max-age=7');
    service.cacheControl = 'no-store';
    expect((await query('{ author(id: "u-3") { name } }')).headers.get('cache-control')).toBe('no-store');
    expect(calls()).toBe(3);
  });

  it('is not for an app that is too old, though others were given it', async () => {
    const tooOld = new ClientError('UPGRADE_REQUIRED', 'This version no longer works.');
    const outdated = {
      refuse: ({ version }: { version?: string | undefined }) => (version === '1.0.0' ? tooOld : null),
      except: [],
    };
    const { query, get } = await given({ ...cached, options: { definition: { outdated } } });
    const { text } = await query(AUTHOR);
    const old = { 'x-client-version': '1.0.0' };

    const refused = [{ extensions: { code: 'UPGRADE_REQUIRED' } }];
    expect((await query(AUTHOR, old)).body.errors).toMatchObject(refused);
    expect(JSON.parse((await get(AUTHOR, old)).text)).toMatchObject({ errors: refused });
    expect((await query(AUTHOR, { 'x-client-version': '1.0.1' })).text).toBe(text);
  });

  it('is nothing to who has it already', async () => {
    const { query, get } = await given(cached);
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
    const { get } = await given({ ...cached, options: { http: { corsOrigins } } });
    const depends = 'Origin, accept, accept-encoding, accept-language, x-currency';

    for (const source of ['made', 'kept']) {
      const { headers } = await get(AUTHOR, { origin: corsOrigins[0]! });
      expect([source, headers.get('vary')]).toEqual([source, depends]);
    }
    expect((await get('{ twice(n: 2) }')).headers.get('vary')).toBe('Origin');
  });

  it('is found by a HEAD as by the GET that it stands for, and is another by POST', async () => {
    const { url, get, query, calls } = await given(cached);
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
    const { get, clock } = await given(cached);
    const { headers } = await get(AUTHOR);
    await clock.advance(60_000);

    const again = await get(AUTHOR, { 'if-none-match': headers.get('etag')! });

    expect([again.status, again.text, again.headers.get('age')]).toEqual([304, '', null]);
  });

  it('is another in another media type', async () => {
    const { query, calls } = await given(cached);
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
    const { query } = await given(cached);
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
    const { query } = await given(cached);
    for (const source of ['made', 'kept']) {
      const { headers } = await query(AUTHOR, { 'accept-language': wished });
      expect([source, headers.get('content-language')]).toEqual([source, locale]);
    }
  });

  it('does not depend on how a locale is asked for', async () => {
    const { query, calls } = await given(cached);
    for (const header of ['de', 'de;q=0.9', 'xx, de', 'de, en;q=0.5']) {
      await query(AUTHOR, { 'accept-language': header });
    }

    expect(calls()).toBe(1);
  });

  it('does not depend on how long its clients would have waited', async () => {
    const { query, calls } = await given(cached);
    for (const ms of ['900', '800', '700']) await query(AUTHOR, { 'x-request-deadline-ms': ms });

    expect(calls()).toBe(1);
  });

  it('belongs to the customer it was made for, where it depends on that', async () => {
    const { query, calls } = await given(cached);
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
    const { query } = await given(cached);
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
    const { query, calls } = await given({ ...cached, sharing: { coalesce: true, cacheBytes: 0 } });
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
    const { query } = await given({ cacheControl: 'public, max-age=60', answersItself: true });
    for (let n = 0; n < 2; n++) {
      const { headers } = await query(document, { 'x-request-id': `r-${n}`, 'if-none-match': '*' });
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('etag')).toBeNull();
    }
  });

  it.each(['no-store', 'no-cache', 'public, max-age=0', 'private', ''])(
    'is one whose service says %j',
    async (cacheControl) => {
      const { query, calls } = await given({ cacheControl, answersItself: true });
      for (let n = 0; n < 2; n++) {
        expect((await query(AUTHOR)).headers.get('cache-control')).toBe('no-store');
      }
      expect(calls()).toBe(2);
    },
  );

  it('is one that shows something old', async () => {
    const { query, service, clock } = await given({
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

describe('what is said of a client and its quota', () => {
  const headersOfOne = ['x-operation-cost', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];
  const said = (headers: Headers) => headersOfOne.filter((name) => headers.has(name));
  const cached = { cacheControl: 'public, max-age=60', answersItself: true };

  it('is nothing where a cache on the way may give the answer to others', async () => {
    const { get, query } = await given(cached);
    const executed = await get(AUTHOR, { 'x-request-id': 'r-1', 'x-customer-id': 'u-1' });
    const kept = await get(AUTHOR, { 'x-request-id': 'r-2' });
    const unchanged = await get(AUTHOR, { 'if-none-match': executed.headers.get('etag')! });
    const posted = [await query(AUTHOR), await query(AUTHOR)];

    expect([executed.status, kept.status, unchanged.status]).toEqual([200, 200, 304]);
    for (const { headers } of [executed, kept, unchanged, ...posted]) {
      expect(headers.get('cache-control')).toMatch(/^public, /);
      expect(said(headers)).toEqual([]);
    }
    // An id that a client chose is no business of the others.
    for (const { headers } of [executed, kept, unchanged]) expect(headers.get('x-request-id')).toBeNull();
  });

  it('is nothing either where the answer was waited for together', async () => {
    const { get, running, answer, sources } = await given({ cacheControl: 'public, max-age=60' });
    const answers = [get(AUTHOR)];
    await running(1);
    answers.push(get(AUTHOR));
    await running(2);
    await answer(1);

    for (const { headers } of await Promise.all(answers)) expect(said(headers)).toEqual([]);
    expect(sources().sort()).toEqual(['executed', 'joined']);
  });

  it.each([
    ['that is private', USER, { 'x-customer-id': 'u-1' }],
    ['that nobody may keep', '{ twice(n: 2) }', {}],
    ['that says what is wrong', '{ forbidden }', {}],
    ['that is refused', '{ nothing }', {}],
  ])('is told with an answer %s, each time', async (what, document, headers: Record<string, string>) => {
    const { get } = await given(cached);
    for (const id of ['r-1', 'r-2']) {
      const { headers: told } = await get(document, { ...headers, 'x-request-id': id });

      expect(told.get('x-request-id')).toBe(id);
      expect(said(told)).toEqual(what === 'that is refused' ? [] : headersOfOne);
    }
  });

  it('goes on where the answer is private and kept', async () => {
    const { query, sources } = await given({
      ...cached,
      options: { definition: { costs: { 'Query.user': { points: 7 } } } },
    });
    const ask = () => query(USER, { 'x-customer-id': 'u-1' });
    const [first, second] = [await ask(), await ask()];

    expect(sources()).toEqual(['executed', 'cached']);
    expect(Number(second.headers.get('ratelimit-remaining'))).toBe(
      Number(first.headers.get('ratelimit-remaining')) - 7,
    );
  });
});

describe('an operation is accounted for in every way that it is answered:', () => {
  const OLD = 'query Old { author(id: "u-1") { name } oldGreeting }';
  const documentId = createHash('sha256').update(OLD).digest('hex');
  const costs = { 'Query.author': { points: 4 } };

  it('executed, joined, kept and unchanged', async () => {
    const { get, running, answer, operations, sources, lines } = await given({
      cacheControl: 'public, max-age=60',
      options: { definition: { costs } },
    });
    const app = { 'x-client-name': 'small-app' };
    const first = get(OLD, app);
    await running(1);
    const second = get(OLD, app);
    await running(2);
    await answer(1);
    const etag = (await first).headers.get('etag')!;
    await second;
    await get(OLD, app);
    expect((await get(OLD, { ...app, 'if-none-match': etag })).status).toBe(304);

    expect(sources().sort()).toEqual(['cached', 'cached', 'executed', 'joined']);
    for (const line of operations()) {
      expect(line).toMatchObject({ operation: 'Old', documentId, cost: 4, client: { name: 'small-app' } });
    }
    expect(await lines('operations_deprecated_use_total')).toEqual([
      'operations_deprecated_use_total{field="Query.oldGreeting",client="small-app",version="other"} 4',
    ]);
  });

  it('who has spent its quota is told so, though the answer is kept, and nobody else is', async () => {
    const { query, calls, clock, operations } = await given({
      cacheControl: 'public, max-age=600',
      answersItself: true,
      options: { definition: { costs }, quota: (clock) => costQuota({ pointsPerMinute: 10, clock }) },
    });
    await query(OLD);
    await query(OLD);

    const spent = await query(OLD);

    expect(spent.status).toBe(429);
    expect(spent.body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    expect(spent.headers.get('cache-control')).toBe('no-store');
    expect(spent.headers.get('retry-after')).toBe('60');
    expect(spent.headers.get('ratelimit-remaining')).toBe('2');
    expect(operations().at(-1)).toMatchObject({ operation: 'Old', documentId, source: 'refused' });
    expect((await query(OLD, { 'x-customer-id': 'u-2' })).status).toBe(200);
    await clock.advance(60_000);
    expect((await query(OLD)).status).toBe(200);
    expect(calls()).toBe(1);
  });

  it('who is not signed in pays from the quota of their address', async () => {
    const { query } = await given({
      cacheControl: 'public, max-age=600',
      answersItself: true,
      options: {
        definition: { costs },
        quota: (clock) => costQuota({ pointsPerMinute: 4, clock }),
        http: { trustedProxies: [addressBlock('127.0.0.1')!] },
      },
    });
    const statusFrom = async (address: string, headers = {}) =>
      (await query(OLD, { 'x-forwarded-for': address, ...headers })).status;

    expect(await statusFrom('203.0.113.1')).toBe(200);
    expect(await statusFrom('203.0.113.1')).toBe(429);
    expect(await statusFrom('203.0.113.2')).toBe(200);
    expect(await statusFrom('203.0.113.1', { 'x-customer-id': 'u-2' })).toBe(200);
  });

  it('each customer pays from a quota of their own', async () => {
    const { query } = await given({
      cacheControl: 'public, max-age=600',
      answersItself: true,
      options: { definition: { costs }, quota: (clock) => costQuota({ pointsPerMinute: 4, clock }) },
    });
    const statusFor = async (id: string) => (await query(OLD, { 'x-customer-id': id })).status;

    expect([await statusFor('u-2'), await statusFor('u-2'), await statusFor('u-3')]).toEqual([200, 429, 200]);
  });
});

describe('what is said of an operation', () => {
  it('is how long it took, from the request to the response', async () => {
    const { query, called, clock, answer, operations } = await given();
    const waiting = query(AUTHOR);
    await called(1);
    await clock.advance(40);
    await answer(1);
    await waiting;

    expect(operations()).toMatchObject([{ durationMs: 40 }]);
  });

  it('is that nothing came of it, where the one field that failed must not be null', async () => {
    const { query, service, lines, operations } = await given({ answersItself: true });
    service.status = 404;
    const { body } = await query('query Strict { strictUser(id: "u-1") { id } }');

    expect(body).toMatchObject({ data: null, errors: [{ path: ['strictUser'] }] });
    expect(await lines('operations_total')).toEqual([
      expect.stringContaining('outcome="failed",source="executed"') as string,
    ]);
    expect(operations()).toMatchObject([
      {
        level: 30,
        operation: 'Strict',
        errorCodes: body.errors!.map(({ extensions }) => extensions['code']),
      },
    ]);
  });

  it('is its kind where it has no name', async () => {
    const { query, operations } = await given();
    await query('{ greeting }');

    expect(operations()).toMatchObject([{ operation: 'query', errorCodes: [] }]);
  });

  it.each([
    ['ok', '{ greeting }'],
    ['partial', '{ greeting fault }'],
    ['rejected', '{ nothing }'],
  ])('is whether all of it was answered: %s', async (outcome, text) => {
    const { query, lines } = await given();
    await query(text);

    expect(await lines('operations_total')).toEqual([
      expect.stringContaining(`outcome="${outcome}"`) as string,
    ]);
  });
});

describe('the endpoint', () => {
  it('reads a GET as one: its variables are text, and the browser must have asked before', async () => {
    const { url } = await given();
    const address = `${url}/graphql?${new URLSearchParams({
      query: 'query ($n: Int!) { twice(n: $n) }',
      variables: '{"n":2}',
    }).toString()}`;
    const asked = await fetch(address, { headers: { 'apollo-require-preflight': '1' } });
    const unasked = await fetch(address);

    expect(await asked.json()).toEqual({ data: { twice: 4 } });
    expect(unasked.status).toBe(400);
    expect(await unasked.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it('says by which methods it is asked, and no more than that', async () => {
    const { url } = await given();

    const response = await fetch(`${url}/graphql`, { method: 'OPTIONS' });

    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([
      204,
      'GET, HEAD, POST, OPTIONS',
      '',
    ]);
  });

  it('answers a fault of its own with nothing but the id of the request, and tells the log of it', async () => {
    const outdated = {
      refuse: () => {
        throw new TypeError('s3cr3t of the fault');
      },
      except: [],
    };
    const { query, log, lines } = await given({ options: { definition: { outdated } } });
    const { status, headers, body, text } = await query('{ greeting }', { 'x-request-id': 'r-1' });

    expect(status).toBe(500);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.errors).toMatchObject([{ extensions: { code: 'INTERNAL', requestId: 'r-1' } }]);
    expect(text).not.toContain('s3cr3t');
    expect(log).toMatchObject([{ level: 50, msg: 'request failed', requestId: 'r-1' }]);
    expect(await lines('operations_running')).toEqual(['operations_running 0']);
  });

  it('answers an app that is too old what it may ask all the same, and nothing else', async () => {
    const outdated = {
      refuse: () => new ClientError('UPGRADE_REQUIRED', 'This version no longer works.'),
      except: ['Upgrade'],
    };
    const { query, operations } = await given({ options: { definition: { outdated } } });

    expect((await query('query Upgrade { greeting }')).body).toEqual({
      data: { greeting: 'Hello stranger' },
    });
    for (const document of ['query Other { greeting }', '{ greeting }', '{ nothing }']) {
      const { body } = await query(document);
      expect(body.errors).toMatchObject([{ extensions: { code: 'UPGRADE_REQUIRED' } }]);
    }
    expect(operations().map(({ operation, source }) => [operation, source])).toEqual([
      ['Upgrade', 'executed'],
      ['Other', 'refused'],
      [undefined, 'refused'],
      [undefined, 'refused'],
    ]);
  });
});
