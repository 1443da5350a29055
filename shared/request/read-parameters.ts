import { ClientError } from '../lib/client-error.ts';
import { documentIdOf } from '../graphql/documents/manifest.ts';
import { requestedDocument } from '../graphql/documents/requested-document.ts';
import type {
  AccountedRequest,
  CacheableRequest,
  OperationRecord,
  RawParameters,
  ReadRequest,
  OperationParameters,
} from './graphql-request.ts';
import type { Stage } from './stage.ts';

/**
 * Reads the parameters of a request, however it came; what is null is as good as left out.
 *
 * @param encoded in a URL, where objects are JSON
 * @throws {ClientError} `BAD_REQUEST` for a parameter of another type
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters
 */
export function operationParameters(request: RawParameters, encoded: boolean): OperationParameters {
  if (Array.isArray(request)) {
    throw new ClientError(
      'BAD_REQUEST',
      'Batching is off: a request holds one operation, not a list of them.',
    );
  }
  const { query, documentId, operationName } = request;
  const read = encoded ? fromJson : asIs;
  if (query !== undefined && query !== null && typeof query !== 'string') throw wrong('query', 'a string');
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw wrong('operationName', 'a string');
  }
  const extensions = objectOf('extensions', read('extensions', request.extensions));
  return {
    document: { query, documentId, extensions },
    operationName: operationName || undefined,
    variables: objectOf('variables', read('variables', request.variables)) ?? {},
  };
}

/** Reads the parameters of a request. */
export const readParameters: Stage<CacheableRequest, ReadRequest> = async (request, next) =>
  next({ ...request, parameters: parametersOf(request) });

/** Reads the parameters of a request, and notes what it calls its operation. */
export function parametersOf({ rawParameters, method, record }: AccountedRequest): OperationParameters {
  const parameters = operationParameters(rawParameters(), method === 'GET');
  Object.assign(record, requestedNames(parameters));
  return parameters;
}

/** Longer than any SHA-256, and than most names. */
const MAX_NAME_LENGTH = 64;

/** What a request calls its operation, where there is no document that would say it. */
export function requestedNames({
  document,
  operationName,
}: OperationParameters): Pick<OperationRecord, 'name' | 'documentId'> {
  const requested = requestedDocument(document);
  return {
    name: operationName?.slice(0, MAX_NAME_LENGTH),
    documentId:
      requested.kind === 'id'
        ? requested.id.slice(0, MAX_NAME_LENGTH)
        : requested.kind === 'text'
          ? documentIdOf(requested.text)
          : undefined,
  };
}

const asIs = (_name: string, value: unknown): unknown => value;

function fromJson(name: string, value: unknown): unknown {
  if (value === undefined || value === '') return undefined;
  try {
    return JSON.parse(typeof value === 'string' ? value : '-');
  } catch {
    throw wrong(name, 'one JSON object');
  }
}

function objectOf(name: string, value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong(name, 'an object');
  return value as Record<string, unknown>;
}

function wrong(name: string, expected: string): ClientError {
  return new ClientError('BAD_REQUEST', `${name} must be ${expected}.`);
}
