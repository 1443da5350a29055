import { vi } from 'vitest';

/** Resolves with what `check` returns once it no longer throws: on a busy machine that may take a while. */
export const eventually = <Value>(check: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(check, { timeout: 60_000, interval: 20 });
