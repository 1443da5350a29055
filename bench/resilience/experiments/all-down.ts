import { readDocuments } from '../../../shared/graphql/documents/client-documents.ts';
import type { Bff } from '../../kit/bff.ts';
import { isFresh, isServed, isValid, type Answer } from '../../kit/client.ts';
import { ms, percent } from '../../kit/format.ts';
import { oneByOne } from '../../kit/load.ts';
import { startShop } from '../../kit/shop.ts';
import { percentile } from '../../kit/statistics.ts';
import type { Evidence, Experiment, Figure } from '../experiment.ts';
import { noOp } from '../operations.ts';

const TARGET_MS = 50;
const WARM_UP = 200;

export const allDown: Experiment = {
  name: 'all-down',
  title: 'all upstreams down',
  how:
    'Every document of both clients in turn, one at a time. After: the eight services end while the BFF runs, which has ' +
    'answered each document before. From the start: the services of a new BFF were never there, so that nothing is ' +
    'stale, and its first answer to each document is among those measured. Valid: HTTP 200, `data`, a code with each ' +
    'error. Caches may answer for a service that is down as long as what they have is fresh; every round must still hold an ' +
    'operation that is harmed.',
  run: async ({ shop, quick, withBff }) => {
    const rounds = quick ? 6 : 40;
    const nowhere = Object.fromEntries(Object.keys(shop.urls).map((name) => [name, 'http://127.0.0.1:1']));
    const ofBff = async (name: 'bff-web' | 'bff-mobile') => {
      const documents = await readDocuments(new URL(`../../../${name}/documents/`, import.meta.url));
      const askAll = async (bff: Bff, times: number) =>
        (
          await oneByOne(times, () => oneByOne(documents.length, (index) => bff.ask(documents[index]!)))
        ).flat();

      const dying = await startShop();
      const after = await withBff(
        dying.urls,
        async (bff) => {
          await askAll(bff, 3);
          await dying.stop();
          return askAll(bff, rounds);
        },
        { name },
      ).finally(dying.stop);
      const never = await withBff(
        nowhere as typeof shop.urls,
        async (bff) => {
          await oneByOne(WARM_UP, () => bff.ask(noOp));
          return askAll(bff, rounds);
        },
        { name },
      );
      const felt: [Evidence, Evidence] = [
        harmed(`${name}, after`, after, rounds),
        harmed(`${name}, from the start`, never, rounds),
      ];
      return { felt, figures: [figure(`${name}, after`, after), figure(`${name}, from the start`, never)] };
    };
    const [web, mobile] = [await ofBff('bff-web'), await ofBff('bff-mobile')];
    return { felt: [...web.felt, ...mobile.felt], figures: [...web.figures, ...mobile.figures] };
  },
};

/** Some document of every round asks for what may not be kept, whatever else caches answer. */
function harmed(what: string, answers: readonly Answer[], atLeast: number): Evidence {
  const count = answers.filter((answer) => !isFresh(answer)).length;
  return { what: `${what}: operations that were not answered fresh, of ${answers.length}`, count, atLeast };
}

function figure(what: string, answers: readonly Answer[]): Figure {
  const latencies = answers.map(({ latencyMs }) => latencyMs);
  const p99Ms = percentile(latencies, 0.99);
  const valid = answers.filter(isValid).length;
  return {
    what: `${what}: p99 of ${answers.length} operations`,
    measured: `${ms(p99Ms)}, the slowest ${ms(percentile(latencies, 1))}; ${valid} valid, ${percent(answers.filter(isServed).length / answers.length)} whole (stale)`,
    target: `all valid, < ${TARGET_MS} ms`,
    met: valid === answers.length && p99Ms < TARGET_MS,
    value: p99Ms,
  };
}
