import { createHash } from 'node:crypto';

/** A part of all mutants, the same part each time for the same seed and the same code. */
export interface Sample {
  /** From 0 (none) to 1 (all). */
  readonly ratio: number;
  readonly seed: number;
}

interface Mutant {
  readonly id: string;
}

function isSampled({ ratio, seed }: Sample, { id }: Mutant): boolean {
  return createHash('sha256').update(`${seed}:${id}`).digest().readUInt32BE() < ratio * 2 ** 32;
}

/** Stands where Stryker asks a compiler: mutants outside the sample count as ones that cannot be built. */
class SampleChecker {
  static readonly inject = ['options'] as const;
  readonly #sample: Sample;

  constructor({ sample }: { sample: Sample }) {
    this.#sample = sample;
  }

  async init() {}

  async group(mutants: readonly Mutant[]) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants: readonly Mutant[]) {
    return Object.fromEntries(
      mutants.map((mutant) => [
        mutant.id,
        isSampled(this.#sample, mutant)
          ? { status: 'passed' }
          : { status: 'compileError', reason: 'not in the sample' },
      ]),
    );
  }
}

/** Read by Stryker. */
export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: SampleChecker }];
