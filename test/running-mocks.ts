import { join } from 'node:path';
import { mocks } from '../mocks/index.ts';
import { startMock } from '../mocks/kit/start-mock.ts';
import type { UpstreamName } from '../shared/upstreams/index.ts';

/** Kept between runs: a seed is the same every time, and is made anew when it changes. */
const dataDir = join(import.meta.dirname, '..', '.data', 'test');

export interface RunningMocks {
  readonly urls: Readonly<Record<UpstreamName, string>>;
  readonly close: () => Promise<void>;
}

/** Starts all eight services on free ports; their time stands still at the seed's now. */
export async function startMocks(): Promise<RunningMocks> {
  const running = await Promise.all(
    mocks.map(async (mock) => ({ name: mock.name, mock: await startMock(mock, { dataDir }) })),
  );
  return {
    urls: Object.fromEntries(running.map(({ name, mock }) => [name, mock.url])) as RunningMocks['urls'],
    close: async () => {
      await Promise.all(running.map(({ mock }) => mock.close()));
    },
  };
}
