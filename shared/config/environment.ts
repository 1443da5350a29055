import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { addressBlock, type AddressBlock } from '../lib/ip-address.ts';

/** One variable that stops the start. */
export interface EnvironmentProblem {
  readonly variable: string;
  /** The value as it may be shown: credentials in URLs are masked. */
  readonly value: string;
  readonly expected: string;
}

/** Every wrong variable of the environment at once, so that one restart mends them all. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly problems: readonly EnvironmentProblem[];

  constructor(problems: readonly EnvironmentProblem[]) {
    super(
      [
        `The environment has ${problems.length === 1 ? 'a wrong variable' : `${problems.length} wrong variables`}:`,
        ...problems.map(({ variable, value, expected }) => `  ${variable}=${value}  expected ${expected}`),
        'Each variable is documented in README.md, under "Environment".',
      ].join('\n'),
    );
    this.problems = problems;
  }
}

/**
 * Masks what an address may carry in secret: the user part and the query. It is shown because it is wrong, so it
 * need not have the form of an address: everything before the last `@` may be a password.
 */
function showable(value: string): string {
  return value.replace(/^([a-z]+:\/\/)?.*@/is, '$1***@').replace(/([?#]).*$/s, '$1***');
}

/**
 * Reads `environment` once through `schema`. A variable set to the empty string counts as not set, as shells
 * and compose files write it.
 *
 * @throws {EnvironmentError} naming every wrong variable
 */
export function parseEnvironment<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: NodeJS.ProcessEnv,
): z.output<z.ZodObject<Shape>> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  throw new EnvironmentError(
    result.error.issues.map(({ path, message }) => {
      const variable = String(path[0]);
      const value = /_TOKEN$/.test(variable) ? '***' : showable(present[variable] ?? '');
      return { variable, value, expected: message };
    }),
  );
}

/** A TCP port; 0 lets the system choose one. */
export const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'a port from 0 to 65535')
    .transform(Number)
    .refine((value) => value <= 65_535, 'a port from 0 to 65535')
    .default(fallback);

/** The most that a number may be: below this all arithmetic is exact, and no limit is meant to be reached. */
const MOST = 999_999_999;

/** A whole number, of things or of milliseconds; none unless given. */
export const optionalWholeNumber = ({ from }: { from: number }) => {
  const expected = `a whole number from ${from} to ${MOST}`;
  return z
    .string()
    .regex(/^\d+$/, expected)
    .transform(Number)
    .refine((value) => value >= from && value <= MOST, expected)
    .optional();
};

/** A whole number, of things or of milliseconds. */
export const wholeNumber = (fallback: number, range: { from: number }) =>
  optionalWholeNumber(range).default(fallback);

/** One of `values`, spelt exactly so. */
export const oneOf = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  fallback: Values[number],
) => z.enum(values, `one of ${values.join(', ')}`).default(fallback as never);

/** The base URL of a service, with or without a path of its own. Ends without a slash. */
export const baseUrl = (fallback: string) =>
  z
    .string()
    .trim()
    .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), {
      error: 'an http or https URL',
      abort: true,
    })
    .refine((value) => !/[?#]/.test(value), 'a URL without ? or #')
    .transform((value) => value.replace(/\/+$/, ''))
    .default(fallback);

/** A host name or address to listen on. */
export const host = (fallback: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'a host name or an IP address')
    .default(fallback);

/** What callers must know: long enough that nobody guesses it, and of what a header can carry (RFC 6750, 2.1). */
export const token = z
  .string()
  .regex(/^[\w.~+/-]{16,}=*$/, 'at least 16 of A-Z a-z 0-9 - . _ ~ + /')
  .optional();

/** A list with commas between; empty unless given. */
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

/** Host names or addresses, with commas between, as they stand in URLs. */
export const hosts = list.refine(
  (all) => all.every((item) => /^(\[[\da-f:.]+\]|[\w.-]+)$/i.test(item)),
  'host names without ports, with commas between',
);

/** Where a Redis is, with its password and the number of its database; none unless given. */
export const redisUrl = z
  .string()
  .trim()
  .refine((value) => /^rediss?:\/\/[^/]/i.test(value) && URL.canParse(value), {
    error: 'a redis or rediss URL',
    abort: true,
  })
  // The library would take options from it.
  .refine((value) => !/[?#]/.test(value), 'a URL without ? or #')
  .optional();

/** Something that is switched `on` or `off`. */
export const onOff = (fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'], 'one of on, off')
    .transform((value) => value === 'on')
    .default(fallback === 'on');

/** A folder, from where the process was started; none unless given. Ends with a slash. */
export const folder = z
  .string()
  .transform((value) => pathToFileURL(`${value}/`))
  .optional();

/**
 * Spelt as browsers do: `https://shop.example`, with the port where it is not the usual one. A star is a letter like any
 * other to a URL, and would match no browser's origin.
 */
const isOrigin = (text: string) =>
  /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** The origin of pages; none unless given. */
export const origin = z
  .string()
  .refine(isOrigin, 'an origin such as https://shop.example, without a path or a slash at the end')
  .optional();

/** Origins of pages. */
export const origins = list.refine(
  (all) => all.every(isOrigin),
  'origins such as https://shop.example, without a path or a slash at the end, with commas between',
);

/** IP addresses or blocks of them (CIDR). */
export const addresses = list.transform((all, context): readonly AddressBlock[] => {
  const blocks = all.map(addressBlock);
  if (blocks.every((block) => block !== null)) return blocks;
  context.addIssue('IP addresses or blocks such as 10.0.0.0/8, with commas between');
  return z.NEVER;
});
