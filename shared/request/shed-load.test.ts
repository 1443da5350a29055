import { request as httpRequest, type ServerResponse } from 'node:http';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { trusting } from '../testing/documents.ts';
import { startSmallBff } from '../testing/small-bff.ts';
import { loadShedder, priorityOf } from './shed-load.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { workedMs } from '../testing/worked-ms.ts';

describe('loadShedder', () => {
  function given(maxOperations = 4) {
    const clock = manualClock();
    const log: Record<string, unknown>[] = [];
    const logger = pino({}, { write: (line) => log.push(JSON.parse(line) as Record<string, unknown>) });
    const metrics = createMetrics();
    const loop = { delayMs: 0 };
    const load = loadShedder({
      limits: { maxOperations, maxEventLoopDelayMs: 100 },
      eventLoopDelayMs: () => loop.delayMs,
      clock,
      logger,
      metrics,
    });
    const normal = () => load.admit(() => 'normal');
    const critical = () => load.admit(() => 'critical');
    /** The lines of the metrics that speak of load. */
    const told = async () =>
      (await metrics.expose()).text.split('\n').filter((line) => /^operations_/.test(line));
    return { load, loop, clock, log, told, normal, critical };
  }

  it('lets in as many as may be under way, and what is critical a quarter beyond', async () => {
    const { normal, critical, told } = given(4);
    for (let n = 0; n < 4; n++) expect(normal()).not.toBeNull();

    expect(normal()).toBeNull();
    expect(critical()).not.toBeNull();
    expect(critical()).toBeNull();
    expect(await told()).toEqual([
      'operations_running 5',
      'operations_shed_total{priority="normal"} 1',
      'operations_shed_total{priority="critical"} 1',
    ]);
  });

  it('gives what is critical room even beyond a single operation', () => {
    const { normal, critical } = given(1);
    normal();

    expect(critical()).not.toBeNull();
    expect(critical()).toBeNull();
  });

  it('gives a place to the next when it is given back, however often that is said', () => {
    const { normal } = given(2);
    normal();
    const leave = normal()!;
    leave();
    leave();

    expect(normal()).not.toBeNull();
    expect(normal()).toBeNull();
  });

  it.each([
    [100, true, true],
    [101, false, true],
    [125, false, true],
    [126, false, false],
  ])('with an event loop %d ms late lets in what is normal: %s, critical: %s', (delayMs, some, most) => {
    const { loop, normal, critical } = given();
    loop.delayMs = delayMs;

    expect([normal() !== null, critical() !== null]).toEqual([some, most]);
  });

  it('asks for nothing while there is room', () => {
    const { load } = given();
    load.admit(() => {
      throw new Error('asked');
    });
  });

  it('says once that it sheds, and once that it no longer does', async () => {
    const { normal, clock, log, loop } = given();
    loop.delayMs = 200.4;
    for (let n = 0; n < 10; n++) {
      normal();
      await clock.advance(1_000);
    }
    expect(log).toMatchObject([{ level: 40, msg: 'shedding load', running: 0, eventLoopDelayMs: 200 }]);

    loop.delayMs = 0;
    await clock.advance(3_999);
    expect(log).toHaveLength(1);
    await clock.advance(1);
    expect(log[1]).toMatchObject({ level: 30, msg: 'shed no more', shed: 10, durationMs: 9_000 });
    expect(clock.pending()).toBe(0);

    loop.delayMs = 200;
    normal();
    expect(log).toHaveLength(3);
  });

  it('leaves no timer behind', () => {
    const { normal, load, loop, clock } = given();
    loop.delayMs = 200;
    normal();

    load.close();

    expect(clock.pending()).toBe(0);
  });
});

describe('priorityOf', () => {
  const critical = new Set(['Checkout']);

  it.each([
    ['the name sent along', { operationName: 'Checkout', query: 'query Other { me }' }],
    ['the name in the document', { query: '# buy\nquery Checkout($id: ID!) { me }' }],
    ['a fragment first', { query: 'fragment F on User { id }query Checkout { me }' }],
    ['a mutation', { query: 'mutation { buy }' }],
    ['a mutation with a name', { query: '  mutation Buy($id: ID!) { buy }' }],
    ['a mutation beside a query', { query: 'query A { me } mutation B { buy }', operationName: 'B' }],
  ])('is critical for %s', (_what, operation) => {
    expect(priorityOf(operation, critical, [])).toBe('critical');
  });

  it.each([
    ['another name', { operationName: 'Other', query: 'query Checkout { me }' }],
    ['no name', { query: '{ me }' }],
    ['a name that begins alike', { query: 'query CheckoutAll { me }' }],
    ['a field called mutations', { query: '{ mutations }' }],
    ['no document', {}],
    ['values of other types', { operationName: 1, query: { mutation: true } }],
  ])('is normal for %s', (_what, operation) => {
    expect(priorityOf(operation, critical, [])).toBe('normal');
  });

  it('reads the document that something stands for', async () => {
    const text = 'query Checkout { greeting }';
    const trusted = trusting([text]).all();
    const { id } = trusted[0]!;

    expect(priorityOf({ documentId: id }, critical, trusted)).toBe('critical');
    const extensions = { persistedQuery: { version: 1, sha256Hash: id } };
    expect(priorityOf({ extensions }, critical, trusted)).toBe('critical');
    expect(priorityOf({ documentId: 'another' }, critical, trusted)).toBe('normal');
  });

  it.each(['query '.repeat(150_000), `query${' '.repeat(900_000)}{`, '#'.repeat(900_000)])(
    'reads the longest document in no time',
    (query) => {
      const before = workedMs();
      priorityOf({ query }, critical, []);

      expect(workedMs() - before).toBeLessThan(100);
    },
  );
});

describe('a BFF with more work than it can take', () => {
  const USER = '{ user(id: "u-1") { id } }';

  /** A BFF of two places, over services that answer when told to. */
  async function given({ eventLoopDelayMs }: { eventLoopDelayMs?: () => number } = {}) {
    const asked: ServerResponse[] = [];
    const bff = await startSmallBff((_request, response) => void asked.push(response), {
      limits: { maxOperations: 2, maxEventLoopDelayMs: 100 },
      ...(eventLoopDelayMs && { eventLoopDelayMs }),
      playground: true,
    });
    const send = (body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${bff.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    /** Takes both places, with operations that wait for a service. */
    const fill = async () => {
      const running = [send({ query: USER }), send({ query: USER })];
      while (asked.length < 2) await settle();
      return running;
    };
    const answerAll = () => {
      for (const response of asked.splice(0)) {
        response.setHeader('content-type', 'application/json').end('{"data":[]}');
      }
    };
    const shed = async () =>
      (await bff.metrics.expose()).text
        .split('\n')
        .filter((line) => line.startsWith('operations_shed_total'));
    return { ...bff, asked, send, fill, answerAll, shed };
  }

  it('refuses before it has read the document, in the shape of GraphQL', async () => {
    const { send, fill, asked, answerAll, shed } = await given();
    const running = await fill();

    const refused = await send({ query: '{ this is not GraphQL' }, { 'x-request-id': 'r-1' });

    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('x-request-id')).toBe('r-1');
    expect(refused.headers.get('content-type')).toContain('application/json');
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: 'This server has more work than it can take; try again shortly.',
          extensions: { code: 'OVERLOADED', retryable: true, requestId: 'r-1' },
        },
      ],
    });
    expect(asked).toHaveLength(2);
    expect(await shed()).toEqual([
      'operations_shed_total{priority="normal"} 1',
      'operations_shed_total{priority="critical"} 0',
    ]);

    answerAll();
    for (const answer of await Promise.all(running)) expect(answer.status).toBe(200);
  });

  it('refuses in under 10 ms, and does not fill the log with it', async () => {
    const { send, fill, answerAll, log } = await given();
    const running = await fill();
    const durations: number[] = [];
    for (let n = 0; n < 50; n++) {
      const before = workedMs();
      expect((await send({ query: USER })).status).toBe(503);
      // With what the client takes, which works in this thread as well.
      durations.push(workedMs() - before);
    }

    expect(durations.sort((a, b) => a - b)[25]).toBeLessThan(10);
    expect(log.filter(({ level }) => Number(level) >= 30)).toMatchObject([
      { msg: 'shedding load', running: 2 },
    ]);
    answerAll();
    await Promise.all(running);
  });

  it('lets in a critical document, and a mutation', async () => {
    const { send, fill, answerAll } = await given();
    const running = await fill();

    const [query, named, mutation] = [
      await send({ query: 'query Checkout { twice(n: 2) }' }),
      await send({ query: '{ twice(n: 2) }', operationName: 'Checkout' }),
      await send({ query: 'mutation { buy }' }),
    ];

    expect(await query.json()).toEqual({ data: { twice: 4 } });
    // Let in, and then refused by GraphQL: there is no operation of that name, and nothing to change.
    expect(await named.json()).toMatchObject({
      errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }],
    });
    expect(mutation.status).not.toBe(503);
    answerAll();
    await Promise.all(running);
  });

  it('stays in good health, and shows its page', async () => {
    const { url, fill, answerAll } = await given();
    const running = await fill();

    const pages = ['/livez', '/readyz', '/graphql'].map((path) =>
      fetch(url + path, { headers: { accept: 'text/html' } }),
    );

    expect((await Promise.all(pages)).map(({ status }) => status)).toEqual([200, 200, 200]);
    answerAll();
    await Promise.all(running);
  });

  it('refuses questions by GET as well', async () => {
    const { url, fill, answerAll } = await given();
    const running = await fill();
    const ask = (query: string) =>
      fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: { 'apollo-require-preflight': '1' },
      });

    expect((await ask('{ twice(n: 2) }')).status).toBe(503);
    expect((await ask('query Checkout { twice(n: 2) }')).status).toBe(200);
    answerAll();
    await Promise.all(running);
  });

  it('has room again once operations are answered', async () => {
    const { send, fill, answerAll } = await given();
    for (let n = 0; n < 3; n++) {
      const running = await fill();
      expect((await send({ query: '{ twice(n: 2) }' })).status).toBe(503);
      answerAll();
      await Promise.all(running);
      expect((await send({ query: '{ twice(n: 2) }' })).status).toBe(200);
    }
  });

  it('has room again once a client has left', async () => {
    const { url, send, asked } = await given();
    const leavers = [1, 2].map(() => {
      const request = httpRequest(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      request.on('error', () => {});
      request.end(JSON.stringify({ query: USER }));
      return request;
    });
    while (asked.length < 2) await settle();
    expect((await send({ query: '{ twice(n: 2) }' })).status).toBe(503);

    for (const request of leavers) request.destroy();

    while (asked.some(({ destroyed }) => !destroyed)) await settle();
    expect((await send({ query: '{ twice(n: 2) }' })).status).toBe(200);
  });

  it.each([
    ['a header that is not allowed', { query: '{ me }' }, { 'x-currency': 'GBP' }, 400],
    ['a document that does not parse', { query: '{' }, {}, 200],
    ['no document', {}, {}, 400],
  ])('keeps no place for %s', async (_what, body, headers, status) => {
    const { send } = await given();
    for (let n = 0; n < 5; n++) expect((await send(body, headers)).status).toBe(status);

    expect((await send({ query: '{ twice(n: 2) }' })).status).toBe(200);
  });

  it('leaves no timer behind when it closes', async () => {
    const { send, close, clock } = await given({ eventLoopDelayMs: () => 500 });
    await send({ query: '{ me }' });
    expect(clock.pending()).toBe(1);

    await close();

    expect(clock.pending()).toBe(0);
  });

  it('refuses when its event loop is late', async () => {
    let delayMs = 0;
    const { send } = await given({ eventLoopDelayMs: () => delayMs });
    const statuses = async () => [
      (await send({ query: '{ twice(n: 2) }' })).status,
      (await send({ query: 'query Checkout { twice(n: 2) }' })).status,
    ];

    expect(await statuses()).toEqual([200, 200]);
    delayMs = 110;
    expect(await statuses()).toEqual([503, 200]);
    delayMs = 500;
    expect(await statuses()).toEqual([503, 503]);
    delayMs = 0;
    expect(await statuses()).toEqual([200, 200]);
  });
});
