import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../shared/lib/clock.ts';
import { createBff, type Bff } from '../shared/server/create-bff.ts';
import { readDocuments } from '../shared/server/documents.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { createTransport } from '../shared/upstream/client.ts';
import { connectUpstreams } from '../shared/upstreams/index.ts';
import { clients } from './clients.ts';
import { recordWaves, type Wave } from './recorded-waves.ts';
import { send } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

/** No time limit ever fires: a plan says which calls are made, however slow the machine. */
const withoutTimers: Clock = { now: systemClock.now, after: () => () => {} };

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

describe.each(
  await Promise.all(clients.map(async ({ folder, define }) => ({ folder, definition: await define() }))),
)('the call plans of $folder', async ({ folder, definition }) => {
  const documents = await readDocuments(definition.documents);
  const transport = createTransport();
  const recorder = recordWaves(transport.send);
  let bff: Bff;
  let url: string;

  beforeAll(async () => {
    const observe = () => {};
    bff = await createBff(definition, {
      upstreams: connectUpstreams(mocks.urls, { transport: recorder.send, clock: withoutTimers, observe }),
      clock: withoutTimers,
      logger: createLogger(folder, 'silent'),
      playground: true,
    });
    url = await bff.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await bff.close();
    transport.close();
  });

  it.each(documents)('$name makes the calls that its plan says, and answers in full', async (document) => {
    const { errors } = await send(url, document);
    const waves = recorder.take();

    expect(errors).toBeUndefined();
    await expect(describePlan(waves)).toMatchFileSnapshot(
      join(import.meta.dirname, '..', folder, 'documents', `${document.name}.plan.txt`),
    );
  });
});

function describePlan(waves: readonly Wave[]): string {
  const calls = waves.flat().length;
  const lines = waves.flatMap((wave, index) => {
    const counts = Map.groupBy(wave, ({ upstream, endpoint }) => `${upstream.padEnd(16)}${endpoint}`);
    return [...counts].map(([call, { length }]) => `wave ${index + 1}   ${length} × ${call}`).sort();
  });
  return [
    ...lines,
    `${calls} upstream call${calls === 1 ? '' : 's'} in ${waves.length} wave${waves.length === 1 ? '' : 's'}`,
    '',
  ].join('\n');
}
