import { withBff } from '../kit/bff.ts';
import type { Shop } from '../kit/shop.ts';

/** One thing that was measured, and what it was to be. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** Absent for what is told to understand the rest by. */
  readonly target?: string;
  readonly met?: boolean;
  /** The number behind `measured`, in the unit that `what` or `measured` names. */
  readonly value: number;
}

/** What shows that a fault reached those whom it was to harm: without it, figures say nothing about the fault. */
export interface Evidence {
  /** What was counted, such as `calls that reached reviews while it hung`. */
  readonly what: string;
  readonly count: number;
  /** With fewer, the fault was not felt. */
  readonly atLeast: number;
}

/** What an experiment came to. It cannot leave out whether its fault was felt. */
export interface Findings {
  readonly felt: readonly [Evidence, ...Evidence[]];
  readonly figures: readonly Figure[];
}

/**
 * What BFFs are started with: as they come, or so that they answer nothing from a cache. Operations under way at the
 * same time share calls in both.
 */
const cacheSettings = {
  on: {},
  off: { ENTITY_CACHE_MB: '0', RESPONSE_CACHE_MB: '0' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

/** Whether what BFFs were answered before may spare a sick service the call. */
export type Caches = keyof typeof cacheSettings;

export interface Bench {
  readonly shop: Shop;
  /** A shorter run, to see that all is in order; its figures are rougher. */
  readonly quick: boolean;
  readonly caches: Caches;
  /** Lends a BFF with these caches. */
  readonly withBff: typeof withBff;
}

/**
 * What one run of an experiment stands on.
 *
 * @param given.execArgv what Node is told besides when it runs a BFF
 */
export function benchOf({
  shop,
  quick,
  caches,
  execArgv = [],
}: Omit<Bench, 'withBff'> & { readonly execArgv?: readonly string[] }): Bench {
  return {
    shop,
    quick,
    caches,
    withBff: (urls, use, start = {}) =>
      withBff(urls, use, {
        ...start,
        environment: { ...cacheSettings[caches], ...start.environment },
        execArgv: [...execArgv, ...(start.execArgv ?? [])],
      }),
  };
}

export interface Experiment {
  /** What `--only` calls it. */
  readonly name: string;
  /** The row of the table of targets. */
  readonly title: string;
  /** How it is measured, for whoever reads the figures. */
  readonly how: string;
  /** Both unless given. */
  readonly caches?: readonly Caches[];
  readonly run: (bench: Bench) => Promise<Findings>;
}

export function isFelt({ felt }: Findings): boolean {
  return felt.every(({ count, atLeast }) => count >= atLeast);
}

/** The figures as they count: beside a fault that was not felt, no target is met. */
export function judged(findings: Findings): readonly Figure[] {
  if (isFelt(findings)) return findings.figures;
  return findings.figures.map((figure) => {
    if (figure.target === undefined) return figure;
    return { ...figure, measured: `the fault was not felt (${figure.measured})`, met: false };
  });
}
