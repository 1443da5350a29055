/**
 * Maps `items` through `work` with at most `concurrency` under way at once; answers keep the items' order.
 * Like `Promise.allSettled`, one failure leaves the others running: its place holds the error.
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): Promise<(Result | Error)[]> {
  const results = new Array<Result | Error>(items.length);
  const queue = items.entries();
  // Every worker takes from the one iterator, so a slow item never holds up the ones behind it.
  const worker = async () => {
    for (const [index, item] of queue) {
      try {
        results[index] = await work(item);
      } catch (error) {
        results[index] = error instanceof Error ? error : new Error(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return results;
}
