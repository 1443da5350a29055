import { ms } from '../../kit/format.ts';
import { oneByOne } from '../../kit/load.ts';
import { median } from '../../kit/statistics.ts';
import { noStore, withServers, type Experiment } from '../experiment.ts';
import { bff } from '../servers.ts';

const kinds = ['bff-web', 'bff-mobile'] as const;

export const start: Experiment = {
  name: 'start',
  title: 'From start to ready',
  how: 'From the start of the process until it says that it listens, several times; code compiled before is at hand.',
  run: async ({ bench, quick }) => {
    const times = await oneByOne(kinds.length, async (index) => {
      const kind = kinds[index]!;
      return oneByOne(quick ? 3 : 7, async () => {
        const startedAt = performance.now();
        return withServers(bench, noStore, [bff(kind, kind)], async () => performance.now() - startedAt);
      });
    });
    const medians = times.map(median);
    return {
      targets: kinds.map((kind, index) => ({
        what: `start to ready, ${kind}`,
        toReach: '≤ 1 s',
        measured: `${ms(medians[index]!)} (${times[index]!.map((time) => time.toFixed(0)).join(', ')})`,
        met: medians[index]! <= 1_000,
        value: medians[index]!,
      })),
      data: Object.fromEntries(kinds.map((kind, index) => [kind, times[index]])),
    };
  },
};
