import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocuments } from '../shared/server/documents.ts';
import type { RunningBff } from '../shared/server/run-bff.ts';
import { definitions, type UpstreamName } from '../shared/upstreams/index.ts';
import { clients } from './clients.ts';
import { send, startQuietBff, type GraphQLAnswer } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

/** Nothing listens on the discard port. */
const NOBODY = 'http://127.0.0.1:9';

/** Fields put together from several services, which say less when one of them is silent. */
const derived = /(jsonLd|badge)$/;

const names = Object.keys(definitions) as UpstreamName[];

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

describe.each(clients)('$folder', async ({ define }) => {
  const definition = await define();
  const documents = await readDocuments(definition.documents);
  const healthy = new Map<string, GraphQLAnswer>();

  beforeAll(async () => {
    const bff = await startQuietBff(definition, mocks.urls);
    for (const document of documents) healthy.set(document.name, await send(bff.url, document));
    await bff.close();
  });

  describe.each(names)('without %s', (down) => {
    let bff: RunningBff;
    beforeAll(async () => {
      bff = await startQuietBff(definition, { ...mocks.urls, [down]: NOBODY });
    });
    afterAll(() => bff.close());

    it.each(documents)('loses no more of $name than comes from there', async (document) => {
      const answer = await send(bff.url, document);
      const whole = healthy.get(document.name)!;

      expect(whole.errors).toBeUndefined();
      expect(answer.status).toBe(200);
      for (const { path, message, extensions } of answer.errors ?? []) {
        expect(path).toBeDefined();
        expect(extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', upstream: down, retryable: true });
        expect(message).not.toMatch(/127\.0\.0\.1|ECONN|http/);
      }
      const failed = (answer.errors ?? []).map(({ path }) => path!.join('.'));
      expect(
        changes(whole.data, answer.data).filter((path) => !failed.includes(path) && !derived.test(path)),
      ).toEqual([]);
    });
  });
});

/** The paths at which `after` is not what `before` was. */
function changes(before: unknown, after: unknown, path: readonly (string | number)[] = []): string[] {
  if (typeof before === 'object' && before !== null && typeof after === 'object' && after !== null) {
    return Object.entries(before).flatMap(([key, value]) =>
      changes(value, (after as Record<string, unknown>)[key], [...path, key]),
    );
  }
  return before === after ? [] : [path.join('.')];
}
