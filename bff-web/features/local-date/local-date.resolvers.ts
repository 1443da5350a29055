/** Days are made here, of moments and hours; no service sends one. */
function serialize(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return value;
  throw new TypeError(`not a day of the calendar: ${String(value)}`);
}

/** Part of a scalar: a whole `GraphQLScalarType` would take the place of what the SDL says of it. */
export const localDateResolvers = { LocalDate: { serialize } };
