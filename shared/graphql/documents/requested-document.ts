import { errorCodes, type ErrorCode } from '../../lib/client-error.ts';
import type { ApqStore } from './apq-store.ts';
import { documentIdOf, withoutPrefix } from './manifest.ts';
import type { TrustedDocument, TrustedDocuments } from './trusted-documents.ts';

/** A request as it came in, as far as it says what is to be executed: a POST's body, or a GET's query parameters. */
export interface DocumentRequest {
  readonly query?: unknown;
  readonly documentId?: unknown;
  /** In a GET, JSON. */
  readonly extensions?: unknown;
}

/** What a request asks to be executed. */
export type RequestedDocument =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'id';
      readonly id: string;
      readonly via: 'documentId' | 'persistedQuery';
      /** Sent along: to register it by its hash, or because the id was not known when it was sent alone. */
      readonly text: string | undefined;
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** What the lookup of a document came to. */
export type ResolvedDocument =
  | {
      readonly text: string;
      /** Undefined where it is executed because any text is. */
      readonly trusted: TrustedDocument | undefined;
    }
  | { readonly refusal: ErrorCode; readonly message: string };

/**
 * Reads how a request names its document:
 *
 * - `documentId`, plain or as `sha256:…`, as GraphQL over HTTP has it, and as a network layer of Relay sends it that is
 *   written so (Relay leaves the parameter's name to the app);
 * - `extensions.persistedQuery`, version 1, as Apollo Client's link sends it, with the text in a second attempt; with the
 *   prefix too, since an app whose code generator writes prefixed ids hands them on as they are;
 * - `query`, the text.
 *
 * What is null or empty counts as not given: Relay has `text: null` beside an id.
 *
 * @see https://github.com/graphql/graphql-over-http/blob/main/spec/Appendix%20A%20--%20Persisted%20Documents.md
 * @see https://www.apollographql.com/docs/react/api/link/persisted-queries
 * @see https://relay.dev/docs/guides/persisted-queries/#network-layer-changes
 */
export function requestedDocument({ query, documentId, extensions }: DocumentRequest): RequestedDocument {
  const text = given(query);
  if (text !== undefined && typeof text !== 'string') return malformed('query must be one string');
  const plainId = given(documentId);
  if (plainId !== undefined && typeof plainId !== 'string') return malformed('documentId must be one string');
  const persisted = given(persistedQueryOf(extensions));
  if (persisted !== undefined && !isPersistedQuery(persisted)) {
    return malformed('extensions.persistedQuery must hold version 1 and sha256Hash');
  }

  const id = plainId && withoutPrefix(plainId);
  const hash = persisted && withoutPrefix(persisted.sha256Hash);
  if (id !== undefined && hash !== undefined && id !== hash) {
    return malformed('documentId and extensions.persistedQuery differ');
  }
  if (id !== undefined) return { kind: 'id', id, via: 'documentId', text };
  if (hash !== undefined) return { kind: 'id', id: hash, via: 'persistedQuery', text };
  return text === undefined ? { kind: 'none' } : { kind: 'text', text };
}

/**
 * Finds the document that a request asks for, or says why it is not executed. The two messages of persisted queries are what
 * clients react to: at `PersistedQueryNotFound` Apollo Client's link repeats the request with its text, and at
 * `PersistedQueryNotSupported` it does so and sends no hashes any more; it reads the codes or the messages, whatever the
 * status. Relay's network layers are the apps' own, and hand any error on.
 *
 * @param lookup `mode` trusted refuses every text that is no trusted document; `apq` is where texts may be registered by
 *   their hashes, null where they may not, and only asked in mode open
 */
export async function resolveDocument(
  request: DocumentRequest,
  lookup: DocumentLookup,
): Promise<ResolvedDocument> {
  const requested = requestedDocument(request);
  switch (requested.kind) {
    case 'none':
      return refused('BAD_REQUEST', 'Send query, documentId or extensions.persistedQuery.');
    case 'malformed':
      return refused('BAD_REQUEST', requested.reason);
    case 'text':
      return byText(requested.text, lookup);
    case 'id': {
      const { text } = requested;
      return text === undefined ? byId(requested, lookup) : byBoth({ ...requested, text }, lookup);
    }
  }
}

/** Where documents are looked up. */
export interface DocumentLookup {
  readonly trusted: TrustedDocuments;
  readonly mode: 'open' | 'trusted';
  readonly apq: ApqStore | null;
}

type ById = Extract<RequestedDocument, { kind: 'id' }>;

async function byText(text: string, { trusted, mode }: DocumentLookup): Promise<ResolvedDocument> {
  if (mode === 'open') return { text, trusted: undefined };
  const document = await trusted.findByText(text);
  return document ? found(document) : notTrusted();
}

async function byId({ id, via }: ById, { trusted, mode, apq }: DocumentLookup): Promise<ResolvedDocument> {
  const document = await trusted.find(id);
  if (document) return found(document);
  if (mode === 'open') {
    const text = apq?.get(id);
    if (text !== undefined) return { text, trusted: undefined };
    if (!apq && via === 'persistedQuery') {
      return refused('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
    }
  }
  return refused('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
}

async function byBoth(
  { id, via, text }: ById & { readonly text: string },
  { trusted, mode, apq }: DocumentLookup,
): Promise<ResolvedDocument> {
  const isItsHash = id === documentIdOf(text);
  if (mode === 'open' && isItsHash && via === 'persistedQuery') apq?.register(id, text);
  const document = await trusted.findByText(text);
  if (document) return isItsHash || id === document.id ? found(document) : differing();
  if (mode === 'open') return isItsHash ? { text, trusted: undefined } : differing();
  // Of an id that is not known either, nothing says that it is the wrong one: the text is what is refused.
  return (await trusted.find(id)) ? differing() : notTrusted();
}

const found = (document: TrustedDocument): ResolvedDocument => ({ text: document.text, trusted: document });

const refused = (refusal: ErrorCode, message: string): ResolvedDocument => ({ refusal, message });

const differing = () => refused('BAD_REQUEST', 'The id and the text are not of the same document.');

const notTrusted = () => refused('DOCUMENT_NOT_TRUSTED', errorCodes.DOCUMENT_NOT_TRUSTED);

const malformed = (reason: string): RequestedDocument => ({ kind: 'malformed', reason: `${reason}.` });

const given = (value: unknown): unknown => (value === null || value === '' ? undefined : value);

interface PersistedQuery {
  readonly version: 1;
  readonly sha256Hash: string;
}

function isPersistedQuery(value: unknown): value is PersistedQuery {
  if (typeof value !== 'object' || value === null) return false;
  const { version, sha256Hash } = value as Partial<Record<string, unknown>>;
  return version === 1 && typeof sha256Hash === 'string';
}

function persistedQueryOf(extensions: unknown): unknown {
  const value = typeof extensions === 'string' ? parsedJson(extensions) : extensions;
  return typeof value === 'object' && value !== null && 'persistedQuery' in value
    ? value.persistedQuery
    : undefined;
}

/** What is no JSON says nothing of a document; that it is no JSON is said by whoever reads the other extensions. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
