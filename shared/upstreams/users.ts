import { z } from 'zod';
import { dateTime, listOf } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
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
  resilience: { deadlineMs: 700, attemptTimeoutMs: 500 },
  endpoints: (http) => ({
    /** The users among `ids` that exist, in any order. At most {@link USERS_MAX_IDS}. */
    usersByIds: (scope: RequestScope, ids: readonly string[]): Promise<readonly User[]> =>
      http
        .get(scope, '/users', { query: { ids: ids.join(',') }, decode: userList })
        .then((answer) => answer.data),

    /** A user's addresses; null when there is no such user. */
    addresses: (scope: RequestScope, userId: string): Promise<readonly Address[] | null> =>
      http
        .find(scope, '/users/:userId/addresses', { params: { userId }, decode: addressList })
        .then((answer) => answer && answer.data),
  }),
});
