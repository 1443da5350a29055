import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocuments } from '../shared/graphql/documents/client-documents.ts';
import { clients } from './clients.ts';
import { startRecordedBff, type RecordedBff } from './recorded-bff.ts';
import type { RecordedCall } from './recorded-waves.ts';
import { send } from './running-bff.ts';
import { startMocks, type RunningMocks } from './running-mocks.ts';

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks();
});
afterAll(() => mocks.close());

describe.each(
  await Promise.all(clients.map(async ({ folder, define }) => ({ folder, definition: await define() }))),
)('the call plans of $folder', async ({ folder, definition }) => {
  const documents = await readDocuments(definition.documents);
  let bff: RecordedBff;

  beforeAll(async () => {
    bff = await startRecordedBff(definition, mocks.urls);
  });
  afterAll(() => bff.close());

  it.each(documents)('$name makes the calls that its plan says, and answers in full', async (document) => {
    const { errors } = await send(bff.url, document);
    const calls = bff.take();

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
