import { z } from 'zod';
import { dateTime, listOf } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import { defaultResilience } from '../upstream/resilience.ts';
import type { RequestScope } from '../upstream/scope.ts';

/** Most ids one `GET /users` accepts. */
export const USERS_MAX_IDS = 100;

const user = z
  .object({
    type: z.literal('users'),
    id: z.string(),
    attributes: z.object({
      name: z.string(),
      email: z.string(),
      locale: z.string(),
      memberSince: dateTime,
      avatarUrl: z.string().nullable(),
    }),
  })
  .transform(({ id, attributes }) => ({ id, ...attributes }));

const address = z
  .object({
    type: z.literal('addresses'),
    id: z.string(),
    attributes: z.object({
      label: z.string(),
      recipient: z.string(),
      lines: z.array(z.string()),
      postalCode: z.string(),
      city: z.string(),
      /** ISO 3166-1 alpha-2. */
      country: z.string(),
      isDefault: z.boolean(),
    }),
  })
  .transform(({ id, attributes }) => ({ id, ...attributes }));

const userList = z.object({ data: listOf(user) });
const addressList = z.object({ data: listOf(address) });

/** A person with an account. The e-mail address is theirs alone: never show it to another customer. */
export type User = z.output<typeof user>;
export type Address = z.output<typeof address>;

/** The users service: accounts and addresses, in JSON:API's shape. */
export const users = defineUpstream({
  name: 'users',
  resilience: {
    deadlineMs: 800,
    attemptTimeoutMs: 500,
    breaker: { ...defaultResilience.breaker, slowCallMs: 300 },
  },
  endpoints: (http) => ({
    /** The users among `ids` that exist, in any order. At most {@link USERS_MAX_IDS}. */
    usersByIds: (scope: RequestScope, ids: readonly string[]): Promise<readonly User[]> =>
      http.getMany(scope, '/users', {
        parameter: 'ids',
        ids,
        decode: userList,
        items: (answer) => answer.data,
        idOf: ({ id }) => id,
        // The service answers the same whoever asks; what of it is shown to whom is decided above.
        stale: { maxAgeMs: 3_600_000, of: 'everyone' },
      }),

    /** A user's addresses; null when there is no such user. */
    addresses: (scope: RequestScope, userId: string): Promise<readonly Address[] | null> =>
      http
        .find(scope, '/users/:userId/addresses', {
          params: { userId },
          decode: addressList,
          stale: { maxAgeMs: 600_000, of: 'principal' },
        })
        .then((answer) => answer && answer.data),
  }),
});
