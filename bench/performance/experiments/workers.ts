import { percent } from '../../kit/format.ts';
import { isWhole, noStore, summaryCells, summaryHead, withServers, type Experiment } from '../experiment.ts';
import { measure } from '../measure.ts';
import { bff } from '../servers.ts';

const anywhere = { core: undefined };

export const workers: Experiment = {
  name: 'workers',
  title: 'Two workers on two cores',
  how:
    'Varied, `no-store`, 50 connections, the BFF bound to no core. Generator and upstream need a part of the same two ' +
    'cores, which a second worker then cannot have: so the figure is what the workers could do with a core each, by the ' +
    'CPU that an operation costs them, and beside it what they did.',
  run: ({ bench, effort }) =>
    withServers(
      bench,
      noStore,
      [bff('one worker', 'bff-web', {}, anywhere), bff('two workers', 'bff-web', { WORKERS: '2' }, anywhere)],
      async (servers) => {
        const [one, two] = await measure(bench, servers, { workload: 'varied', connections: 50 }, effort);
        const ratio = (2 * one!.cpuMs) / two!.cpuMs;
        const measured = two!.perSecond / one!.perSecond;
        return {
          targets: [
            {
              what: 'two workers on two cores against one',
              toReach: '≥ 1.7 ×',
              measured:
                `${ratio.toFixed(2)} × by CPU; ${measured.toFixed(2)} × with generator and upstream on the same two ` +
                `cores (they took ${percent(2 - two!.serverBusy)} of one)`,
              met: ratio >= 1.7 && isWhole(one!, two!),
              value: ratio,
            },
          ],
          tables: [
            {
              title: 'workers',
              head: ['', ...summaryHead, 'cores used'],
              rows: [one!, two!].map((summary, index) => [
                servers[index]!.name,
                ...summaryCells(summary),
                summary.serverBusy.toFixed(2),
              ]),
            },
          ],
          data: { one, two },
        };
      },
    ),
};
