/**
 * Every code an error can carry to a client: the closed list that frontends switch on. Values say what a
 * code means; the README's table is this list.
 */
export const errorCodes = {
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The document holds no operation of that name.',
  BAD_REQUEST: 'The HTTP request is not a GraphQL request.',
  BAD_USER_INPUT: 'An argument, variable or header has a value that is not allowed.',
  PERSISTED_QUERY_NOT_FOUND: 'No document is known by this hash; send it in full.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Documents by hash are not served here.',
  DOCUMENT_NOT_TRUSTED: 'Only documents that a supported release ships are served here.',
  UNAUTHENTICATED: 'The field needs a customer, and none is signed in.',
  FORBIDDEN: 'The field belongs to another customer.',
  NOT_FOUND: 'There is nothing at this address. (A field that may well be empty is null instead.)',
  UPSTREAM_UNAVAILABLE: 'A service behind this field is down, refuses, or is being spared.',
  UPSTREAM_TIMEOUT: 'A service behind this field did not answer in time.',
  UPSTREAM_BAD_ANSWER: 'A service behind this field answered something that is not its contract.',
  DEADLINE_EXCEEDED: 'The time budget of the whole operation was spent.',
  LIMIT_EXCEEDED:
    'The document, or what it costs with these variables, is beyond what one operation may ask for.',
  RATE_LIMITED: 'This client has spent what it may spend in a minute; try again after `Retry-After`.',
  UPGRADE_REQUIRED:
    'This version of the app is no longer served; `extensions.storeUrl` says where to get a newer one.',
  OVERLOADED: 'This server has more work than it can take; try again shortly.',
  INTERNAL: 'A fault of this server.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** What another try a moment later could mend. */
const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'DEADLINE_EXCEEDED',
  'OVERLOADED',
  'RATE_LIMITED',
]);

export function isRetryable(code: ErrorCode): boolean {
  return retryableCodes.has(code);
}

/**
 * An error whose message and code are meant for the client. Anything else that is thrown reaches the client
 * as `INTERNAL` with its words withheld.
 */
export class ClientError extends Error {
  override readonly name: string = 'ClientError';
  readonly code: ErrorCode;
  /** What else the client is told, in the error's `extensions`. */
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: ErrorCode,
    message: string,
    { details = {}, ...options }: ErrorOptions & { readonly details?: ClientError['details'] } = {},
  ) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** The value `given` for `name` (an argument or header) is not allowed; says what was expected. */
export function badInput(name: string, given: unknown, expected: string): ClientError {
  const shown = JSON.stringify(given) ?? 'nothing';
  const short = shown.length > 80 ? `${shown.slice(0, 78)}…"` : shown;
  return new ClientError('BAD_USER_INPUT', `${name} must be ${expected}, and was ${short}.`);
}
