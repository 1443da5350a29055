import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { AUTHOR, bffOverUsers } from '../testing/bff-over-users.ts';
import { coalesce } from './coalesce.ts';
import type { PricedRequest } from './graphql-request.ts';
import type { GraphqlResponse } from './graphql-response.ts';
import type { Next } from './stage.ts';

const operationOf = (text: string) => parse(text).definitions[0] as OperationDefinitionNode;
const QUERY = operationOf('{ greeting }');

const ok: GraphqlResponse = {
  status: 200,
  headers: {},
  body: Buffer.from('{}'),
  source: 'executed',
  outcome: 'ok',
  errorCodes: [],
  operationType: 'query',
  failure: undefined,
  principal: null,
  isPrivate: false,
  lacksTime: false,
  lifetime: undefined,
};

/** The stage before executions that end when told to. */
function given({ execute }: { execute?: Next<unknown> } = {}) {
  const stage = coalesce({ clock: manualClock(), reuse: { coalesce: true, cacheBytes: 0 } });
  const ends: ((response: GraphqlResponse) => void)[] = [];
  const ask = (
    customerId: string | null = null,
    { operation = QUERY, onClose = () => {} }: Partial<PricedRequest> = {},
  ) => {
    const request = {
      id: 'r-1',
      operation,
      cacheKey: 'POST',
      receivedAt: 0,
      inputs: {
        principal: customerId === null ? null : { customerId },
        locale: 'en',
        currency: 'EUR',
        deadlineMs: 1_000,
      },
      onClose,
    } as Partial<PricedRequest> as PricedRequest;
    return stage(request, execute ?? (() => new Promise((resolve) => ends.push(resolve))));
  };
  /** Executes an operation once, to learn of it. */
  const learn = async (response: Partial<GraphqlResponse>, operation = QUERY) => {
    const asked = ask(null, { operation });
    ends.pop()!({ ...ok, ...response });
    await asked;
  };
  /** How many executions it takes that two customers ask for `operation` at once. */
  const executions = (operation = QUERY) => {
    const before = ends.length;
    void ask('u-1', { operation });
    void ask('u-2', { operation });
    return ends.length - before;
  };
  return { ask, ends, learn, executions };
}

it('fails where the operation could not even begin', async () => {
  const { ask } = given({
    execute: async () => {
      throw new Error('out of memory');
    },
  });

  await expect(ask()).rejects.toThrow('out of memory');
});

it('those who waited for what was refused are refused each by itself, and all at once', async () => {
  const { ask, ends } = given();
  const refused = { ...ok, status: 400 };
  const waiting = [ask(), ask(), ask()];
  expect(ends).toHaveLength(1);

  ends[0]!(refused);
  await settle();

  expect(ends).toHaveLength(3);
  for (const end of ends) end(refused);
  for (const response of await Promise.all(waiting)) expect(response).toEqual(refused);
});

it('who has gone is given nothing of what turns out to be another’s', async () => {
  const { ask, ends, learn } = given();
  await learn({});
  let leave = () => {};
  void ask('u-1');
  const left = ask('u-2', { onClose: (action) => (leave = action) });
  expect(ends).toHaveLength(1);

  leave();
  ends[0]!({ ...ok, isPrivate: true, principal: { customerId: 'u-1' } });

  await expect(left).rejects.toThrow();
  expect(ends).toHaveLength(1);
});

describe('an operation that has not been executed yet', () => {
  it('is shared between the requests of one customer, and no others', () => {
    const { ask, ends, executions } = given();
    expect(executions()).toBe(2);

    void ask('u-1');
    expect(ends).toHaveLength(2);
  });
});

describe('an operation that has been executed', () => {
  it('is shared by everyone once it came to all of its response without asking who it was for', async () => {
    const { learn, executions } = given();
    await learn({});

    expect(executions()).toBe(1);
    expect(executions(operationOf('{ greeting me }'))).toBe(2);
  });

  it.each(['partial', 'failed', 'rejected'] as const)('is not when it was %s', async (outcome) => {
    const { learn, executions } = given();
    await learn({ outcome });

    expect(executions()).toBe(2);
  });

  it('is private for good once it was, whatever came before and comes after', async () => {
    const { learn, executions } = given();
    for (const isPrivate of [false, true, false]) await learn({ isPrivate });

    expect(executions()).toBe(2);
  });

  it('is shared by nobody where it is no query', async () => {
    const { ask, ends, learn } = given();
    const operation = operationOf('mutation { rename }');
    await learn({ operationType: 'mutation' }, operation);

    void ask('u-1', { operation });
    void ask('u-1', { operation });
    expect(ends).toHaveLength(2);
  });
});

describe('identical operations under way', () => {
  it('are executed once, and each is answered in its own name', async () => {
    const { query, running, answer, calls, sources, lines } = await bffOverUsers();
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
    const { query, answer } = await bffOverUsers({ reuse: { coalesce: false, cacheBytes: 0 } });
    const answers = [query(AUTHOR), query(AUTHOR)];
    await answer(2);

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('are executed anew once they have been answered', async () => {
    const { query, answer, service } = await bffOverUsers();
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
      const { post, answer } = await bffOverUsers();
      const answers = [post({ query: AUTHOR }), post(body, headers)];
      await answer(2);

      for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200);
    },
  );

  it('share errors, each of which names the request that it answers', async () => {
    const { query, running, answer, service, calls } = await bffOverUsers();
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
    const { query, running, answer } = await bffOverUsers({ maxOperations: 2 });
    const answers = [query(AUTHOR), query(AUTHOR)];
    await running(2);

    const full = await query(AUTHOR);
    expect([full.status, full.headers.get('retry-after')]).toEqual([503, '1']);
    await answer(1);
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('that are refused say so each in its own name', async () => {
    const { post, log } = await bffOverUsers();
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
    const { url, running, answer, calls } = await bffOverUsers();
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
    const { query, answer, service } = await bffOverUsers({ cacheControl: 'public, max-age=60' });
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
    const { post, answer } = await bffOverUsers({ apq: true });
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
    const { post, answer } = await bffOverUsers();
    const both = { query: `query A { me } ${RENAME.replace('mutation', 'mutation B')}`, operationName: 'B' };
    const answers = [post(both), post(both)];
    await answer(2);

    for (const { body } of await Promise.all(answers)) expect(body.data).toEqual({ rename: { name: 'Ada' } });
  });
});

describe('a client that leaves', () => {
  it('takes no answer from those who joined it', async () => {
    const { query, running, answer, calls } = await bffOverUsers();
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
    const { query, running, answer } = await bffOverUsers();
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
    const { url, query, running, called, asked, answer, log } = await bffOverUsers();
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
    const { query, running, called, clock, answer, asked } = await bffOverUsers();
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
    const { query, running, called, clock, answer } = await bffOverUsers();
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
    const { query, running, called, clock, calls } = await bffOverUsers();
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
    const { query, called, running, clock } = await bffOverUsers();
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
    const { query, answer } = await bffOverUsers();
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
    const { query, running, answer, calls } = await bffOverUsers();
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
    const { query, running, answer, calls } = await bffOverUsers();
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
    const { post, running, answer } = await bffOverUsers();
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
    const { query, answer } = await bffOverUsers({ cacheControl: 'private, max-age=60' });
    for (let round = 0; round < 2; round++) {
      const answers = ['u-1', 'u-2'].map((id) => query(AUTHOR, customer(id)));
      await answer(2);
      for (const { headers } of await Promise.all(answers)) {
        expect(headers.get('cache-control')).not.toContain('public');
      }
    }
  });
});
