import { percent, times } from '../../kit/format.ts';
import { cores } from '../bench.ts';
import { isWhole, noStore, summaryCells, summaryHead, withServers, type Experiment } from '../experiment.ts';
import { measure } from '../measure.ts';
import { bff } from '../servers.ts';

/** Both have the same processors, whether or not others want them. */
const both = { cores: cores.two };

const twoWorkers = { WORKERS: '2' };

const job = { workload: 'varied', connections: 50 } as const;

export const workers: Experiment = {
  name: 'workers',
  title: 'Two workers on two cores',
  how:
    'Varied, `no-store`, 50 connections. ' +
    (cores.two === undefined
      ? 'This machine has no two cores to spare: generator and upstream need a part of the same two, which a second ' +
        'worker then cannot have. '
      : 'The BFF has two cores to itself; generator and upstream share another. ') +
    'What counts is what was answered. Beside it, what the workers would come to with a core each if nothing held them ' +
    'up, by the CPU that an operation costs them.',
  run: ({ bench, effort }) =>
    withServers(
      bench,
      noStore,
      [bff('one worker', 'bff-web', {}, both), bff('two workers', 'bff-web', twoWorkers, both)],
      async (servers) => {
        const [one, two] = await measure(bench, servers, job, effort);
        const ratio = two!.perSecond / one!.perSecond;
        const byCpu = (2 * one!.cpuMs) / two!.cpuMs;
        const taken = `, with generator and upstream on the same cores (the generator took ${percent(two!.generatorBusy)} of one)`;
        return {
          targets: [
            {
              what: 'two workers on two cores against one',
              toReach: '≥ 1.7 ×',
              measured: `${times(ratio)}${cores.two === undefined ? taken : ''}; ${times(byCpu)} by CPU`,
              met: ratio >= 1.7 && isWhole(one!, two!),
              value: ratio,
              situation: { kind: 'bff-web', environment: twoWorkers, load: { ...job, upstream: noStore } },
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
