import type { TSchema } from 'typebox';
import { Check } from 'typebox/schema';
import { badRequest } from './problems.ts';

/** Packs where a page ended into text that callers hand back unread. */
export function encodeCursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/**
 * Unpacks a cursor that a caller sends back.
 * @param schema what the endpoint itself packs; a cursor of another list, or one made up, does not fit it.
 * @throws {Problem} 400 naming `parameter`.
 */
export function decodeCursor<T>(raw: string, schema: TSchema, parameter = 'cursor'): T {
  const value = parse(Buffer.from(raw, 'base64url').toString());
  if (!Check(schema, value)) throw badRequest(parameter, 'is not a cursor of this list');
  return value as T;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
