import { Kind, type ValueNode } from 'graphql';
import { ClientError } from '../../../shared/lib/client-error.ts';

const isCountryCode = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Z]{2}$/.test(value);

function serialize(value: unknown): string {
  if (isCountryCode(value)) return value;
  throw new ClientError(
    'UPSTREAM_BAD_ANSWER',
    'A service behind this field gave a country that could not be used.',
  );
}

/** Which countries there are is for the services to know: a code that names none finds nothing. */
function parseValue(value: unknown): string {
  if (isCountryCode(value)) return value;
  // No error of ours: graphql-js says around it where the value stands, and what it was.
  throw new TypeError('A country is two capital letters (ISO 3166-1 alpha-2).');
}

/** A bare word would be a name of the schema's own, as those of an enum are, and not a text. */
const parseLiteral = (node: ValueNode): string =>
  parseValue(node.kind === Kind.STRING ? node.value : undefined);

/** Part of a scalar: a whole `GraphQLScalarType` would take the place of what the SDL says of it. */
export const countryCodeResolvers = { CountryCode: { serialize, parseValue, parseLiteral } };
