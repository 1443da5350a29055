import { parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
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
  const stage = coalesce({ clock: manualClock(), reuse: { coalesce: true } });
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
