import { z } from 'zod';
import { countryCode, dateTime, listOf, partsOf } from '../upstream/decode.ts';
import { defineUpstream } from '../upstream/define-upstream.ts';
import { bulk, find } from '../upstream/endpoint.ts';
import { defaultResilience } from '../resilience/options.ts';

/** Most ids one `GET /users` or `GET /profiles` accepts. */
const USERS_MAX_IDS = 100;

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

const profile = z
  .object({
    type: z.literal('profiles'),
    id: z.string(),
    attributes: z.object({ name: z.string(), avatarUrl: z.string().nullable() }),
  })
  .transform(({ id, attributes }) => ({ id, ...attributes }));

const address = z
  .object({
    type: z.literal('addresses'),
    id: z.string(),
    attributes: z.object({
      label: z.string(),
      recipient: z.string(),
      lines: partsOf(z.string()),
      postalCode: z.string(),
      city: z.string(),
      country: countryCode,
      isDefault: z.boolean(),
    }),
  })
  .transform(({ id, attributes }) => ({ id, ...attributes }));

const userList = z.object({ data: listOf(user) });
const profileList = z.object({ data: listOf(profile) });
const addressList = z.object({ data: listOf(address) });

/** A customer's account, for that customer's eyes alone; others see the {@link Profile}. */
export type User = z.output<typeof user>;
/** A customer as everybody may see them. */
export type Profile = z.output<typeof profile>;
export type Address = z.output<typeof address>;

const byIds = {
  parameter: 'ids',
  maxIds: USERS_MAX_IDS,
  idKey: 'id',
  // Who somebody is, and what they look like, is still true an hour later.
  stale: { maxAgeMs: 3_600_000 },
} as const;

/** The users service: accounts, what others see of them, and addresses, in JSON:API's shape. */
export const users = defineUpstream({
  name: 'users',
  resilience: {
    deadlineMs: 800,
    attemptTimeoutMs: 500,
    breaker: { ...defaultResilience.breaker, slowCallMs: 300 },
  },
  endpoints: {
    /** The users among the ids that exist. */
    usersByIds: bulk('/users', {
      ...byIds,
      decode: userList,
      items: (answer) => answer.data,
      idOf: ({ id }) => id,
      // The e-mail address is in it: customers ask for their own account only, and what is kept of it is theirs.
      varyOn: ['principal'],
    }),

    /** What everybody may know of the users among the ids that exist. */
    profilesByIds: bulk('/profiles', {
      ...byIds,
      decode: profileList,
      items: (answer) => answer.data,
      idOf: ({ id }) => id,
    }),

    /** A user's addresses; null when there is no such user. */
    addresses: find('/users/:userId/addresses', {
      params: (userId: string) => ({ userId }),
      decode: addressList,
      value: (answer) => answer.data,
      varyOn: ['principal'],
      stale: { maxAgeMs: 600_000 },
    }),
  },
});
