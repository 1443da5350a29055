import { ms } from '../../kit/format.ts';
import { oneByOne } from '../../kit/load.ts';
import { median } from '../../kit/statistics.ts';
import { noStore, withServers, type Experiment } from '../experiment.ts';
import { bff } from '../servers.ts';

/** With code that was compiled before at hand, as on any but the first start of an installation, and without. */
const starts = (['bff-web', 'bff-mobile'] as const).flatMap((kind) => [
  { kind, what: kind, environment: {} },
  { kind, what: `${kind}, no compile cache`, environment: { NODE_DISABLE_COMPILE_CACHE: '1' } },
]);

export const start: Experiment = {
  name: 'start',
  title: 'From start to ready',
  how:
    'From the start of the process until it says that it listens, several times: with code that was compiled before at ' +
    'hand, and without (`NODE_DISABLE_COMPILE_CACHE=1`), as when a container starts for the first time.',
  run: async ({ bench, quick }) => {
    const times = await oneByOne(starts.length, async (index) => {
      const { kind, what, environment } = starts[index]!;
      const once = async () => {
        const startedAt = performance.now();
        const start = bff(what, kind, environment);
        return withServers(bench, noStore, [start], async () => performance.now() - startedAt);
      };
      // The first one compiles what the others find.
      await once();
      return oneByOne(quick ? 3 : 7, once);
    });
    return {
      targets: starts.map(({ kind, what, environment }, index) => {
        const middle = median(times[index]!);
        return {
          what: `start to ready, ${what}`,
          toReach: '≤ 1 s',
          measured: `${ms(middle)} (${times[index]!.map((time) => time.toFixed(0)).join(', ')})`,
          met: middle <= 1_000,
          value: middle,
          situation: { kind, environment },
        };
      }),
      data: Object.fromEntries(starts.map(({ what }, index) => [what, times[index]])),
    };
  },
};
