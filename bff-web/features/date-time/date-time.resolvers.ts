import { ClientError } from '../../../shared/lib/client-error.ts';

/** RFC 3339, 5.6: the offset is part of it, since a moment without one is another moment everywhere. */
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** Every service writes moments its own way; a browser gets one. */
function serialize(value: unknown): string {
  if (typeof value !== 'string' || !rfc3339.test(value) || Number.isNaN(Date.parse(value))) {
    throw new ClientError(
      'UPSTREAM_BAD_ANSWER',
      'A service behind this field gave a date that could not be used.',
    );
  }
  return new Date(value).toISOString();
}

/** Part of a scalar: a whole `GraphQLScalarType` would take the place of what the SDL says of it. */
export const dateTimeResolvers = { DateTime: { serialize } };
