import { expect, onTestFinished } from 'vitest';
import { redisSharedCache } from '../shared/cache/shared-cache.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { redisUrl } from '../shared/testing/redis.ts';
import type { CacheEntry } from '../shared/upstream/cache-entry.ts';
import { stopped } from './recorded-bff.ts';
import { eventually } from '../shared/testing/eventually.ts';

/**
 * A second level in Redis that is connected, for the length of the test, and is waited for however slow the machine.
 *
 * @returns written resolves when all that has been offered before is there
 */
export async function connectedLevel(build: string) {
  const redis = redisSharedCache<CacheEntry>(redisUrl, {
    build,
    clock: stopped,
    logger: createLogger('test', 'silent'),
  });
  onTestFinished(redis.close);
  // Time stands still in the BFFs that these tests start, and not in Redis, which would forget what is still fresh to them.
  const level: typeof redis = {
    ...redis,
    set: (key, value, lifetimeMs) => redis.set(key, value, lifetimeMs * 100),
  };
  const written = () => {
    const mark = `mark-${Math.random()}`;
    return eventually(async () => {
      level.set(mark, {} as CacheEntry, 60_000);
      expect((await level.get([mark])).size).toBe(1);
    });
  };
  await written();
  return { level, written };
}
