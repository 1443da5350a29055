import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../shared/lib/clock.ts';
import { createBff, type Bff } from '../shared/server/create-bff.ts';
import { readDocuments } from '../shared/server/documents.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { createTransport } from '../shared/upstream/client.ts';
import { connectUpstreams } from '../shared/upstreams/index.ts';
import { clients } from './clients.ts';
import { recordWaves, type RecordedCall } from './recorded-waves.ts';
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
    const calls = recorder.take();

    expect(errors).toBeUndefined();
    await expect(describePlan(calls)).toMatchFileSnapshot(
      join(import.meta.dirname, '..', folder, 'documents', `${document.name}.plan.txt`),
    );
  });
});

function describePlan(calls: readonly RecordedCall[]): string {
  const lines = Map.groupBy(
    calls,
    ({ wave, upstream, endpoint }) => `wave ${wave}   % × ${upstream.padEnd(16)}${endpoint}`,
  );
  const waves = Math.max(0, ...calls.map(({ wave }) => wave));
  const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return [
    ...[...lines].map(([line, { length }]) => line.replace('%', String(length))).sort(),
    `${plural(calls.length, 'upstream call')} in ${plural(waves, 'wave')}`,
    '',
  ].join('\n');
}
