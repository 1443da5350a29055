import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { redisSecondLevel } from '../shared/cache/second-level.ts';
import { readDocuments } from '../shared/server/documents.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { redisIsThere, redisUrl, testBuild } from '../shared/testing/redis.ts';
import type { Kept } from '../shared/upstream/kept-answers.ts';
import { sharingOf } from '../shared/upstream/sharing.ts';
import { clients } from './clients.ts';
import { startRecordedBff, stopped } from './recorded-bff.ts';
import { send } from './running-bff.ts';
import { startMocks } from './running-mocks.ts';

beforeEach(({ skip }) => skip(!redisIsThere && !process.env.CI, `there is no Redis at ${redisUrl}`));

/** A second level that is connected. */
async function connectedLevel(build: string) {
  const level = redisSecondLevel<Kept>(redisUrl, {
    build,
    clock: stopped,
    logger: createLogger('test', 'silent'),
  });
  onTestFinished(level.close);
  const written = () => {
    const mark = `mark-${Math.random()}`;
    return vi.waitFor(async () => {
      level.set(mark, {} as Kept, 60_000);
      expect((await level.get([mark])).size).toBe(1);
    });
  };
  await written();
  return { level, written };
}

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
      const sharing = sharingOf({ BATCHING: true, SINGLE_FLIGHT: true, ENTITY_CACHE_MB: 32 }, level);
      const bff = await startRecordedBff(definition, mocks.urls, sharing);
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
