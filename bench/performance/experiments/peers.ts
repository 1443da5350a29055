import { times } from '../../kit/format.ts';
import { barChart } from '../chart.ts';
import {
  cacheable,
  compare,
  hand,
  honest,
  isWhole,
  brief,
  lighter,
  mercurius,
  noStore,
  ours,
  speedRatios,
  summaryCells,
  summaryHead,
  withServers,
  type Experiment,
  type Setting,
  type Table,
  type Target,
} from '../experiment.ts';
import { answerOf, measure, type Summary } from '../measure.ts';
import {
  bff,
  cachingPeer,
  peer,
  precomputed,
  sheddingAsItComes,
  type Server,
  type ServerStart,
} from '../servers.ts';
import type { Situation } from '../situation.ts';
import type { UpstreamSettings } from '../upstream.ts';
import { workloads, type WorkloadName } from '../workloads.ts';

const CONNECTIONS = 50;

/** Fewer and more, for the table that compares them. */
const OTHER_CONNECTIONS = [1, 300];

/** Summaries by the server's name. */
type Summaries = Readonly<Record<string, Summary>>;

/** Ours and those that it is compared with at other numbers of connections. */
const few = [ours, hand, mercurius];
const rest = [hand, mercurius, peer('yoga'), peer('plain')];
const shedding = bff('ours, shedding', 'bff-web', sheddingAsItComes);
const graphs: readonly ServerStart[] = [...few, peer('yoga'), peer('plain'), shedding];

/** Where answers may be kept: besides those that keep nothing, the same with a cache below them. */
const keeping = [...rest, cachingPeer('hand'), cachingPeer('mercurius')];

export const peers: Experiment = {
  name: 'peers',
  title: 'Against other servers',
  how:
    `Closed loop of ${CONNECTIONS} connections, where no other number is given. **varied**: each operation another page of a listing, its place drawn ` +
    'by Zipf over the products, in one of 12 shapes (the whole listing, which needs five services; without reviews; ' +
    'without stock; cards; each in three orders and page sizes). **identical**: the first page of the whole listing. ' +
    '**product page**: products drawn by Zipf. **home**: the first screen of the app for customers in turn. **no-op**: ' +
    '`{ __typename }`. ± is half of the distance between the slowest and the fastest round; **core** is how much of its ' +
    'core the server used. **HTTP cache**: the peer with an HTTP client that keeps answers as the services allow (undici). Of a ratio by operations a second and the same by CPU an operation, the lower one counts: ' +
    'they part where something else than the server was the limit, such as the generator. **ours** refuses nobody for being ' +
    'late, as the peers do not; **ours, shedding** does, as it comes. With honest `Cache-Control`, what a server keeps is ' +
    'filled again before each of its rounds, as it would be under steady load.',
  run: async (setting) => {
    const { bench, effort } = setting;
    const lightly = { ...setting, effort: lighter(effort) };
    const briefly = { ...setting, effort: brief(effort) };

    const { varied, identical, productPage, noOp, otherConnections } = await withServers(
      bench,
      noStore,
      graphs,
      async (all) => ({
        varied: await compared(setting, all, 'varied'),
        identical: await besidePrecomputed(setting, noStore, all),
        productPage: await compared(lightly, all, 'product-page'),
        noOp: await compared(briefly, all, 'no-op'),
        otherConnections: await atOtherConnections(briefly, all.slice(0, few.length)),
      }),
    );
    const variedHonest = await withServers(bench, honest, [ours, ...keeping], (servers) =>
      compared(lightly, servers, 'varied'),
    );
    const identicalCacheable = await withServers(bench, cacheable, [ours, ...keeping], (servers) =>
      besidePrecomputed(lightly, cacheable, servers),
    );
    const phone = bff('ours', 'bff-mobile');
    const [home, homeHonest] = [
      await withServers(bench, noStore, [phone, ...rest], (servers) => compared(briefly, servers, 'home')),
      await withServers(bench, honest, [phone, ...keeping], (servers) => compared(briefly, servers, 'home')),
    ];

    const variedBars = Object.entries(varied).map(([name, { perSecond }]) => ({ name, value: perSecond }));
    return {
      targets: [
        ratioTarget('varied, `no-store`, 50 connections', varied, ['plain', 10], under('varied', noStore)),
        ratioTarget(
          'varied, `no-store`, 50 connections',
          varied,
          ['mercurius', 1.5],
          under('varied', noStore),
        ),
        ratioTarget('varied, `no-store`, 50 connections', varied, ['hand', 1], under('varied', noStore)),
        ratioTarget('identical, `no-store`', identical, ['precomputed', 0.25], under('identical', noStore)),
        ratioTarget(
          'identical, cacheable',
          identicalCacheable,
          ['precomputed', 0.5],
          under('identical', cacheable),
        ),
        ratioTarget(
          'varied, honest Cache-Control, warm',
          variedHonest,
          ['mercurius', 3],
          under('varied', honest),
        ),
      ],
      tables: [
        table('varied, `no-store`', varied),
        table('identical, `no-store`', identical),
        connectionsTable('`no-store` at other numbers of connections', otherConnections),
        table('product page, `no-store`', productPage),
        table('no-op', noOp),
        table('varied, honest Cache-Control', variedHonest),
        table('identical, cacheable', identicalCacheable),
        table('home of the mobile BFF, `no-store`', home),
        table('home of the mobile BFF, honest Cache-Control', homeHonest),
      ],
      charts: [
        {
          file: 'performance-varied.svg',
          title: 'Operations a second, varied listings',
          svg: barChart(
            { title: 'Varied listings, no-store, 50 connections, one core', xLabel: 'operations a second' },
            variedBars,
          ),
        },
      ],
      data: {
        varied,
        identical,
        productPage,
        noOp,
        otherConnections,
        variedHonest,
        identicalCacheable,
        home,
        homeHonest,
      },
    };
  },
};

/** The identical workload, with the same answer as a body that is never computed beside it. */
async function besidePrecomputed(
  setting: Setting,
  settings: UpstreamSettings,
  servers: readonly Server[],
): Promise<Summaries> {
  const { bench } = setting;
  const operation = workloads.identical.operations(bench.recording, 1)();
  const body = JSON.stringify({ data: await answerOf(servers[0]!, operation) });
  return withServers(bench, settings, [precomputed(body)], (limit) =>
    compared(setting, [...servers, ...limit], 'identical'),
  );
}

/** The main workloads, which have been measured at {@link CONNECTIONS}. */
async function atOtherConnections(setting: Setting, servers: readonly Server[]) {
  const found: { what: string; summaries: Summaries }[] = [];
  for (const workload of ['varied', 'identical'] as const) {
    for (const connections of OTHER_CONNECTIONS) {
      const summaries = await compared(setting, servers, workload, connections);
      found.push({ what: `${workload}, ${connections}`, summaries });
    }
  }
  return found;
}

async function compared(
  { bench, effort }: Setting,
  servers: readonly Server[],
  workload: WorkloadName,
  connections = CONNECTIONS,
): Promise<Summaries> {
  await compare(bench, servers, workload);
  const summaries = await measure(bench, servers, { workload, connections }, effort);
  return Object.fromEntries(servers.map(({ name }, index) => [name, summaries[index]!]));
}

const under = (workload: WorkloadName, upstream: UpstreamSettings): Situation => ({
  kind: 'bff-web',
  load: { workload, connections: CONNECTIONS, upstream },
});

/** What targets call the servers that they are set by. */
const otherNames = {
  plain: 'the plain stack',
  mercurius: 'Mercurius with JIT',
  hand: 'the hand-assembled limit',
  precomputed: 'the precomputed body',
};

function ratioTarget(
  what: string,
  summaries: Summaries,
  [other, factor]: readonly [keyof typeof otherNames, number],
  situation: Situation,
): Target {
  const { byOperations, byCpu, counts } = speedRatios(summaries['ours']!, summaries[other]!);
  return {
    what,
    toReach: `≥ ${factor} × ${otherNames[other]}`,
    measured: `${times(byOperations)} by operations a second, ${times(byCpu)} by CPU`,
    met: counts >= factor && isWhole(summaries['ours']!, summaries[other]!),
    value: counts,
    situation,
  };
}

const head = ['server', ...summaryHead, 'ours is, by ops/s', 'by CPU'];

function table(title: string, summaries: Summaries): Table {
  return { title, head, rows: rows(summaries) };
}

function connectionsTable(
  title: string,
  found: readonly { readonly what: string; readonly summaries: Summaries }[],
): Table {
  return {
    title,
    head: ['workload, connections', ...head],
    rows: found.flatMap(({ what, summaries }) => rows(summaries).map((cells) => [what, ...cells])),
  };
}

function rows({ ours: own, ...others }: Summaries): Table['rows'] {
  return [
    ['**ours**', ...summaryCells(own!), '', ''],
    ...Object.entries(others).map(([name, summary]) => [
      name,
      ...summaryCells(summary),
      times(speedRatios(own!, summary).byOperations),
      times(speedRatios(own!, summary).byCpu),
    ]),
  ];
}
