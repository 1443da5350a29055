import Type, { type TSchema } from 'typebox';
import { badRequest } from './problems.ts';

/** Most ids that one bulk read takes. */
const MAX_IDS = 100;

/** A comma separated list of ids; read it with {@link parseIds}. `of` says what they name, in the plural. */
export const Ids = (of: string) =>
  Type.String({ description: `1 to ${MAX_IDS} ${of}, comma separated. Unknown ones are left out.` });

/** How many items one page of a list holds. */
export const Limit = Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'Items in a page.' });

/** Where the previous page of a list ended; read it with `decodeCursor`. */
export const Cursor = Type.Optional(Type.String({ description: 'Continues after the page that named it.' }));

/** Allows null beside `schema`. */
export const Nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** One of these strings, as an enumeration that OpenAPI and its code generators know. */
export const OneOf = <const Value extends string>(
  values: readonly Value[],
  options: { default?: Value; description?: string } = {},
) => Type.Unsafe<Value>({ type: 'string', enum: [...values], ...options });

/** What every error answer looks like (RFC 9457). */
export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          pointer: Type.Optional(Type.String({ description: 'JSON pointer into the request body.' })),
          parameter: Type.Optional(Type.String({ description: 'Name of a parameter or header.' })),
          detail: Type.String(),
        }),
      ),
    ),
  },
  { description: 'Problem details' },
);

/**
 * The ids in `raw`, each once, in the order asked.
 * @throws {Problem} 400 naming `parameter` when there is none or more than {@link MAX_IDS}.
 */
export function parseIds(raw: string, parameter: string): string[] {
  const ids = [...new Set(raw.split(',').map((id) => id.trim()))].filter((id) => id !== '');
  if (ids.length === 0) throw badRequest(parameter, 'must name at least one id');
  if (ids.length > MAX_IDS)
    throw badRequest(parameter, `must name at most ${MAX_IDS} ids, not ${ids.length}`);
  return ids;
}
