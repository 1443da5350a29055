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

export interface Bench {
  readonly shop: Shop;
  /** A shorter run, to see that all is in order; its figures are rougher. */
  readonly quick: boolean;
}

export interface Experiment {
  /** What `--only` calls it. */
  readonly name: string;
  /** The row of the table of targets. */
  readonly title: string;
  /** How it is measured, for whoever reads the figures. */
  readonly how: string;
  readonly run: (bench: Bench) => Promise<readonly Figure[]>;
}
