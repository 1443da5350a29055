import Type, { type Static } from 'typebox';
import { Nullable } from '../kit/schemas.ts';

/** JSON:API's media type. */
export const JSON_API = 'application/vnd.api+json';

/** What everybody may know of a customer, as a JSON:API resource. */
export const Profile = Type.Object({
  type: Type.Literal('profiles'),
  id: Type.String({ description: "The user's." }),
  attributes: Type.Object({
    name: Type.String(),
    avatarUrl: Nullable(Type.String({ format: 'uri' })),
  }),
});
export type Profile = Static<typeof Profile>;

/** A customer's account as a JSON:API resource. */
export const User = Type.Object({
  type: Type.Literal('users'),
  id: Type.String(),
  attributes: Type.Object({
    name: Type.String(),
    email: Type.String(),
    locale: Type.String({ description: 'BCP 47.' }),
    memberSince: Type.String({ format: 'date-time' }),
    avatarUrl: Nullable(Type.String({ format: 'uri' })),
  }),
});
export type User = Static<typeof User>;

/** Where a customer wants parcels to go, as a JSON:API resource. */
export const Address = Type.Object({
  type: Type.Literal('addresses'),
  id: Type.String(),
  attributes: Type.Object({
    label: Type.String({ description: 'What the customer calls it.' }),
    recipient: Type.String(),
    lines: Type.Array(Type.String(), { description: 'Street and the like, as printed, top to bottom.' }),
    postalCode: Type.String(),
    city: Type.String(),
    country: Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.' }),
    isDefault: Type.Boolean(),
  }),
});
export type Address = Static<typeof Address>;
