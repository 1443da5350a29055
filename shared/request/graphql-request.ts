import type { OperationDefinitionNode } from 'graphql';
import type { ClientIdentity, Headers, OperationInputs } from '../graphql/context.ts';
import type { PreparedDocument } from '../graphql/documents/prepared-documents.ts';
import type { DocumentRequest } from '../graphql/documents/requested-document.ts';
import type { ResponseType } from './negotiation.ts';

/** The parameters of a GraphQL request, each of its type (GraphQL over HTTP, "Request Parameters"). */
export interface OperationParameters {
  readonly document: DocumentRequest;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A request to the GraphQL endpoint, whatever server has received it. */
export interface GraphqlRequest {
  readonly id: string;
  /** A HEAD is answered as the GET would be, without the body (RFC 9110, 9.3.2). */
  readonly method: 'GET' | 'POST';
  readonly headers: Headers;
  /** Whether a browser would have asked before it let another site's page send this. */
  readonly preflighted: boolean;
  readonly responseType: ResponseType;
  /** Where the parameters stand: the URL of a GET, the body of a POST. */
  readonly text: string;
  /**
   * The parameters as they were sent.
   *
   * @throws {ClientError} `BAD_REQUEST` for a body that is no JSON
   */
  readonly rawParameters: () => RawParameters;
  /** The network that the client's address belongs to. */
  readonly network: () => string;
  /** Calls `action` once the response has been sent, or the client has gone. */
  readonly onClose: (action: () => void) => void;
}

/** The parameters of a GraphQL request, each of any type. */
export interface RawParameters {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

/** What an operation is accounted for by, in the log, in metrics and in quotas. Stages fill it in as they find it out. */
export interface OperationRecord {
  name?: string | undefined;
  documentId?: string | undefined;
  /** What it asks for that is going away, such as `Product.oldPrice`. */
  deprecated?: readonly string[];
  /** In points. */
  cost?: number;
}

// What the stages have found out of a request, in their order.

export interface AccountedRequest extends GraphqlRequest {
  /** On the clock's scale (ms). */
  readonly receivedAt: number;
  readonly client: ClientIdentity;
  readonly record: OperationRecord;
}

export interface IdentifiedRequest extends AccountedRequest {
  readonly inputs: OperationInputs;
  /** Whose quota it is paid from: the customer's, or for whoever is not signed in, that of all at one address. */
  readonly rateLimitKey: string;
}

export interface CacheableRequest extends IdentifiedRequest {
  /** All that the response may depend on but for who asks and how long there is. */
  readonly cacheKey: string;
}

export interface ReadRequest extends CacheableRequest {
  readonly parameters: OperationParameters;
}

export interface FoundRequest extends ReadRequest, FoundDocument {}

export interface PricedRequest extends FoundRequest {
  /** The variables of `parameters`, coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** In points. */
  readonly cost: number;
}

export interface ExecutableRequest extends PricedRequest {
  /** Aborts when nobody waits for the response any more. */
  readonly signal: AbortSignal;
}

/** The valid document of a request, and which of its operations is meant. */
export interface FoundDocument {
  readonly document: PreparedDocument;
  readonly operation: OperationDefinitionNode;
}
