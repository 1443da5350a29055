import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { readDocuments } from '../shared/graphql/documents/client-documents.ts';
import { redisIsThere, redisUrl, testBuild } from '../shared/testing/redis.ts';
import { reuseOptionsOf } from '../shared/upstream/reuse-options.ts';
import { clients } from './clients.ts';
import { connectedLevel } from './connected-level.ts';
import { startRecordedBff } from './recorded-bff.ts';
import { send } from './running-bff.ts';
import { startMocks } from './running-mocks.ts';

beforeEach(({ skip }) => skip(!redisIsThere && !process.env.CI, `there is no Redis at ${redisUrl}`));

it.each(clients)(
  'a second $folder answers every document like the first, and asks nothing of services whose answers keep',
  async ({ define }) => {
    const definition = await define();
    const documents = await readDocuments(definition.documents);
    const mocks = await startMocks();
    onTestFinished(mocks.close);
    const build = testBuild();

    const run = async () => {
      const { level, written } = await connectedLevel(build);
      const sharing = reuseOptionsOf({ BATCHING: true, SINGLE_FLIGHT: true, ENTITY_CACHE_MB: 32 }, level);
      const bff = await startRecordedBff(definition, mocks.urls, { sharing });
      onTestFinished(bff.close);
      const answers = [];
      for (const document of documents) answers.push({ [document.name]: await send(bff.url, document) });
      await written();
      return { answers, asked: new Set(bff.take().map(({ upstream }) => upstream)) };
    };
    const first = await run();
    const second = await run();

    // Those whose answers stay true for longer than this takes.
    const cacheable = ['catalog', 'reviews'];
    expect([...first.asked]).toEqual(expect.arrayContaining(cacheable));
    expect([...second.asked].filter((upstream) => cacheable.includes(upstream))).toEqual([]);
    expect(second.answers).toStrictEqual(first.answers);
  },
);
