import { makeExecutableSchema } from '@graphql-tools/schema';
import { expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import { createLogger } from '../telemetry/logger.ts';
import type { Upstreams } from '../upstreams/index.ts';
import { createApollo } from './apollo.ts';
import { createRequestContext, inputsFrom } from './context.ts';

it('parses a document once, and keeps no more of them than there is room for', async () => {
  const parsed: string[] = [];
  const apollo = createApollo({
    schema: makeExecutableSchema({ typeDefs: 'type Query { hello: String }' }),
    introspection: false,
    compiledExecution: true,
    logger: createLogger('test', 'silent'),
    plugins: [
      {
        requestDidStart: async () => ({
          parsingDidStart: async ({ source }) => void parsed.push(source.slice(-1)),
        }),
      },
    ],
  });
  const send = async (query: string) => {
    const contextValue = createRequestContext({
      inputs: inputsFrom({}, 1_000),
      requestId: 'test',
      signal: new AbortController().signal,
      clock: systemClock,
      upstreams: {} as Upstreams,
    });
    const { body } = await apollo.executeOperation({ query }, { contextValue });
    expect(body).toMatchObject({ singleResult: { data: { hello: null } } });
  };
  const large = (name: string) => `{ hello } #${'-'.repeat(200_000)}${name}`;

  for (const name of ['a', 'b', 'a', 'b', 'c', 'c', 'b', 'a']) await send(large(name));

  expect(parsed).toEqual(['a', 'b', 'c', 'a']);
});
