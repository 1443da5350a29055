import { DEFAULT_DEPRECATION_REASON, parse, type GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { deprecationsOf } from './deprecated-use.ts';
import type { ShippedDocument } from './documents/release.ts';
import { schemaUseOf } from './schema-use.ts';

/**
 * What is deprecated without saying why, or without the last day (`YYYY-MM-DD`) on which it can be counted on. Empty
 * when all is well.
 */
export function undatedDeprecations(schema: GraphQLSchema): readonly string[] {
  return deprecationsOf(schema).flatMap(({ coordinate, reason }) => {
    // graphql-js fills in a reason of its own.
    if (!reason.trim() || reason === DEFAULT_DEPRECATION_REASON)
      return [`${coordinate} is deprecated without a reason`];
    return lastDayOf(reason)
      ? []
      : [`${coordinate} is deprecated without a removal date (YYYY-MM-DD): ${reason}`];
  });
}

/** Something deprecated whose date has passed. */
export interface PassedDeprecation {
  readonly coordinate: string;
  /** The last day on which it could be counted on. */
  readonly lastDay: string;
  /** Who still asks for it, such as `bff-mobile 5.3.0: Home`; when nobody does, it can be removed. */
  readonly usedBy: readonly string[];
}

/**
 * What is deprecated and should be gone by now, with whoever among `documents` still asks for it.
 *
 * @param today `2027-06-30`
 */
export function passedDeprecations(
  schema: GraphQLSchema,
  documents: readonly ShippedDocument[],
  today: string,
): readonly PassedDeprecation[] {
  const uses = documents.map(({ by, name, text }) => ({
    who: `${by}: ${name}`,
    possible: schemaUseOf(schema, parse(text)).possible,
  }));
  return deprecationsOf(schema).flatMap(({ coordinate, reason }) => {
    const lastDay = lastDayOf(reason);
    if (lastDay === undefined || today <= lastDay) return [];
    const users = uses.filter(({ possible }) => possible.has(coordinate));
    return [{ coordinate, lastDay, usedBy: users.map(({ who }) => who) }];
  });
}

function lastDayOf(reason: string): string | undefined {
  return reason.match(/\b\d{4}-\d{2}-\d{2}\b/g)?.find((date) => z.iso.date().safeParse(date).success);
}
