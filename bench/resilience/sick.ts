import type { FaultRule, Service } from '../kit/shop.ts';

/** Makes a service sick while `work` runs, and counts the calls that reach it meanwhile. */
export async function whileSick<Result>(
  service: Service,
  rule: FaultRule,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly calls: number }> {
  const before = await service.calls();
  await service.fault(rule);
  try {
    const result = await work();
    return { result, calls: (await service.calls()) - before };
  } finally {
    await service.fault();
  }
}
