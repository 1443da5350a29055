import { isFresh, type Answer } from '../kit/client.ts';
import { openLoop } from '../kit/load.ts';

/** All is well when it has been for so long. */
const STEADY_MS = 1_500;

/**
 * Asks until all is well again, or `limitMs` have passed: from now to the first answer after which every one was whole
 * and fresh (ms), which is Infinity when there is none.
 */
export async function recovery(
  ask: (index: number) => Promise<Answer>,
  { perSecond, limitMs }: { perSecond: number; limitMs: number },
): Promise<{ readonly tookMs: number; readonly answers: readonly Answer[] }> {
  const healedAt = performance.now();
  let lastBadAt = healedAt;
  const answers = await openLoop(
    {
      perSecond,
      durationMs: limitMs + STEADY_MS,
      until: () => performance.now() - lastBadAt > STEADY_MS,
    },
    async (index) => {
      const answer = await ask(index);
      if (!isFresh(answer)) lastBadAt = performance.now();
      return answer;
    },
  );
  const first = answers[answers.findLastIndex((each) => !isFresh(each)) + 1];
  return { tookMs: first ? first.sentAt + first.latencyMs - healedAt : Infinity, answers };
}
