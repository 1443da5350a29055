import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manualClock, settle } from '../testing/manual-clock.ts';
import { batcher, type Outcome } from './batcher.ts';
import { UpstreamError } from './errors.ts';
import type { Operation } from './operation.ts';
import { withTimeLimit } from '../resilience/time-limit.ts';
import { runs } from '../../test/long-form.ts';

const MAX_IDS = 3;
const LIMIT_MS = 50;
/** What a wait may last at most (ms). */
const LONGEST_WAIT_MS = 10;
/** Whatever carries it is refused. */
const BAD = 'bad';

const expired = new Error('the operation has no time left');
const timedOut = new Error('the call took too long');
const down = new Error('the service is down');
const refused = new UpstreamError('BAD_USER_INPUT', 'shop', { reason: 'a test', outcome: 'ignored' });

type Step =
  | { readonly type: 'load'; readonly ids: readonly string[]; readonly deadlineMs: number }
  | { readonly type: 'leave' | 'answer' | 'fail'; readonly pick: number }
  | { readonly type: 'advance'; readonly ms: number };

const pick = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('load' as const),
      ids: fc.uniqueArray(fc.constantFrom(...'abcdefgh', BAD), { minLength: 1, maxLength: 8 }),
      deadlineMs: fc.constantFrom(1, 8, 15, 30, 1_000),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('answer' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('fail' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('leave' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('advance' as const), ms: fc.nat(20) }) },
);

interface Asking {
  readonly ids: readonly string[];
  readonly client: AbortController;
  readonly deadlineMs: number;
  readonly startedAt: number;
  settled?: ReadonlyMap<string, Outcome<{ value: string }>>;
}

it.each([
  { batching: true, singleFlight: true },
  { batching: true, singleFlight: false },
  { batching: false, singleFlight: true },
  { batching: false, singleFlight: false },
])(
  'every operation gets every value that is its own, and nothing is left behind ($batching, $singleFlight)',
  async (levers) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const clock = manualClock();
        const calls: { over: boolean; readonly answer: () => void; readonly fail: () => void }[] = [];
        const operations: Asking[] = [];
        const sent: { readonly id: string; readonly at: number }[] = [];
        const failedIds = new Set<string>();
        let underWay = 0;
        let idleSince = false;

        const { load } = batcher<{ value: string }>(
          {
            clock,
            limitMs: LIMIT_MS,
            expired: () => expired,
            maxIds: MAX_IDS,
            ...levers,
            onJoined: () => {},
            onIdle: () => {
              expect(underWay).toBe(0);
              idleSince = true;
            },
          },
          (caller, ids) => {
            expect(ids.length).toBeGreaterThan(0);
            expect(ids.length).toBeLessThanOrEqual(MAX_IDS);
            expect(new Set(ids).size).toBe(ids.length);
            underWay += 1;
            idleSince = false;
            for (const id of ids) sent.push({ id, at: clock.now() });
            const { promise, resolve, reject } =
              Promise.withResolvers<ReadonlyMap<string, Outcome<{ value: string }>>>();
            const call = {
              over: false,
              answer: () => {
                if (ids.includes(BAD)) reject(refused);
                else resolve(new Map(ids.map((id) => [id, { value: `the ${id}` }])));
              },
              fail: () => {
                for (const id of ids) failedIds.add(id);
                reject(down);
              },
            };
            calls.push(call);
            // As the pipeline does: a call ends with its limit, or with the time of those it is made for.
            const leftMs = Math.min(LIMIT_MS, caller.deadlineAt - clock.now());
            const error = leftMs < LIMIT_MS ? expired : timedOut;
            const limited = withTimeLimit(
              clock,
              leftMs,
              caller.signal,
              () => error,
              () => promise,
            );
            const over = () => {
              call.over = true;
              underWay -= 1;
            };
            limited.then(over, over);
            return limited;
          },
        );

        const open = () => calls.filter(({ over }) => !over);
        for (const each of steps) {
          if (each.type === 'load') {
            const client = new AbortController();
            const operation: Asking = { ...each, client, startedAt: clock.now() };
            const scope: Operation = {
              requestId: `r-${operations.length}`,
              signal: client.signal,
              deadlineAt: clock.now() + each.deadlineMs,
              principal: null,
            };
            operations.push(operation);
            void load(scope, each.ids).then((settled) => (operation.settled = settled));
          } else if (each.type === 'leave') {
            operations[each.pick % operations.length]?.client.abort(new Error('gone'));
          } else if (each.type === 'advance') {
            await clock.advance(each.ms);
          } else {
            const some = open();
            some[each.pick % some.length]?.[each.type]();
          }
          await settle();
        }

        // Whoever has not left has been sent for by now.
        await clock.advance(LONGEST_WAIT_MS);
        for (const { ids, startedAt, client } of operations) {
          if (client.signal.aborted) continue;
          for (const id of ids) {
            const inTime = sent.some((call) => call.id === id && call.at <= startedAt + LONGEST_WAIT_MS);
            expect(inTime, `${id} was sent for in time`).toBe(true);
          }
        }
        while (open().length > 0) {
          open()[0]!.answer();
          await settle();
        }

        for (const { ids, settled, client, deadlineMs } of operations) {
          for (const id of ids) {
            const outcome = settled!.get(id)!;
            if ('value' in outcome) {
              expect(outcome.value).toBe(`the ${id}`);
              continue;
            }
            // Nobody has an error that is not their own.
            const { error } = outcome;
            if (error === refused) expect(ids).toContain(BAD);
            else if (error === expired) expect(deadlineMs).toBeLessThan(1_000);
            else if (error === down) expect(failedIds).toContain(id);
            else if (error !== timedOut) expect(error).toBe(client.signal.reason);
          }
          expect(getEventListeners(client.signal, 'abort')).toEqual([]);
        }
        expect(clock.pending()).toBe(0);
        if (calls.length > 0) expect(idleSince).toBe(true);
      }),
      runs(150),
    );
  },
);
