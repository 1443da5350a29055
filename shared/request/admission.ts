import {
  getOperationAST,
  getVariableValues,
  OperationTypeNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { ClientError } from '../lib/client-error.ts';
import { costOf, type FieldCosts } from '../graphql/cost.ts';
import { deprecatedInputs } from '../graphql/deprecated-use.ts';
import { quotaHeaders, type CostQuota } from '../graphql/cost-quota.ts';
import { textBeyond } from '../graphql/document-limits.ts';
import type { OperationLimits } from '../graphql/limits.ts';
import { resolveDocument, type DocumentLookup } from '../graphql/documents/requested-document.ts';
import { preflightHeaders } from './cross-site.ts';
import type { OperationParameters } from './parameters.ts';
import {
  coded,
  DocumentError,
  type PreparedDocument,
  type PreparedDocuments,
} from '../graphql/documents/prepared-documents.ts';

/** An operation whose document is known, and valid. */
export interface FoundOperation {
  /** The document, whatever stood for it in the request. */
  readonly text: string;
  readonly document: PreparedDocument;
  readonly operation: OperationDefinitionNode;
  /** What it and its variables ask for that is going away, such as `Product.oldPrice`. */
  readonly deprecated: readonly string[];
}

/** The client has spent what it may spend in a minute. */
export class QuotaError extends ClientError {
  override readonly name = 'QuotaError';
  readonly headers: QuotaHeaders;

  /** @param resetMs until the client may ask again */
  constructor(quota: QuotaHeaders, resetMs: number) {
    super('RATE_LIMITED', 'Too much was asked for within a minute; try again later.');
    this.headers = { ...quota, 'retry-after': String(Math.ceil(resetMs / 1_000)) };
  }
}

/** A GET asks for something other than a query. */
export class ChangeByGetError extends ClientError {
  override readonly name = 'ChangeByGetError';

  constructor() {
    super('BAD_REQUEST', 'Only queries can be asked for by GET: send it by POST.');
  }
}

/** What another site's page could have sent asks for more than a trusted document. */
function notPreflighted(): ClientError {
  const [header] = preflightHeaders;
  return new ClientError(
    'BAD_REQUEST',
    `By GET, ask for a trusted document, or send the header ${header}, which no other site's page can.`,
  );
}

/** Decides, step by step and before anything is executed or asked for, whether an operation may be. */
export interface Admission {
  /**
   * Finds out which document and which of its operations is meant, and whether that is within the limits and valid.
   *
   * @param asking `preflighted` is whether a browser would have asked first before it let another site's page send it
   * @throws {DocumentError} for a document that cannot be executed
   * @throws {ClientError} for anything else that speaks against it
   */
  readonly find: (
    parameters: OperationParameters,
    asking: { readonly preflighted: boolean },
  ) => Promise<FoundOperation>;
  /**
   * What it costs with these variables, in points.
   *
   * @param asking `mayChange` is whether the request may change anything: one by GET may not (RFC 9110, 9.2.1)
   * @throws {DocumentError} `BAD_USER_INPUT` for the first variable that does not fit
   * @throws {ClientError} where it costs too much, or is a change that the request may not make
   */
  readonly price: (
    found: FoundOperation,
    variables: Readonly<Record<string, unknown>>,
    asking: { readonly mayChange: boolean },
  ) => number;
  /**
   * Spends points of a client's quota; returns headers that say what is left of it.
   *
   * @throws {QuotaError} where that is less
   */
  readonly charge: (rateLimitKey: string, points: number) => Promise<QuotaHeaders>;
}

/** What an operation costs, and what its client has left: headers of the answer. */
export type QuotaHeaders = Readonly<Record<string, string>>;

export function admission({
  schema,
  limits,
  costs,
  documents,
  lookup,
  quota,
  suggestions,
}: {
  schema: GraphQLSchema;
  limits: OperationLimits;
  costs: FieldCosts;
  documents: PreparedDocuments;
  /** Where documents are found that something stands for, and whether others are executed at all. */
  lookup: DocumentLookup;
  quota: CostQuota;
  /** Whether errors may say what of the schema was meant, perhaps. */
  suggestions: boolean;
}): Admission {
  const deprecatedIn = deprecatedInputs(schema);
  return {
    find: async ({ document: requested, operationName, variables }, { preflighted }) => {
      const { query } = requested;
      const tooLong = typeof query === 'string' ? textBeyond(query, limits) : undefined;
      if (tooLong) throw new DocumentError([tooLong]);
      // What another site's page may have sent is executed where it is a trusted document, and registers nothing.
      const isForeign = Boolean(query) && !preflighted;
      const resolved = await resolveDocument(
        requested,
        isForeign ? { ...lookup, mode: 'trusted', apq: null } : lookup,
      );
      if ('refusal' in resolved) {
        throw isForeign ? notPreflighted() : new ClientError(resolved.refusal, resolved.message);
      }
      // A text that somebody has registered by its hash is as foreign as any other.
      if (!resolved.trusted && !preflighted) throw notPreflighted();
      const { text } = resolved;
      const document = documents.prepare(text, { trusted: resolved.trusted !== undefined });
      const operation = operationOf(document, operationName);
      // Validation of graphql-js 16 lets it pass, and its execution would take it for a fault of ours.
      if (!schema.getRootType(operation.operation)) {
        throw new ClientError('OPERATION_RESOLUTION_FAILURE', `There is no ${operation.operation} here.`);
      }
      const deprecated = new Set([...document.deprecated, ...deprecatedIn(operation, variables)]);
      return { text, document, operation, deprecated: [...deprecated] };
    },
    price: ({ document, operation }, variables, { mayChange }) => {
      if (!mayChange && operation.operation !== OperationTypeNode.QUERY) throw new ChangeByGetError();
      const cost = costOf(schema, costs, document.document, operation, coercedBy(operation, variables));
      if (cost <= limits.maxCost) return cost;
      throw new ClientError(
        'LIMIT_EXCEEDED',
        `The operation costs ${cost} points, and may cost ${limits.maxCost}.`,
        { details: { cost, maxCost: limits.maxCost } },
      );
    },
    charge: async (rateLimitKey, points) => {
      const spending = await quota.take(rateLimitKey, points);
      const headers = quotaHeaders(points, quota.pointsPerMinute, spending);
      if (!spending.allowed) throw new QuotaError(headers, spending.resetMs);
      return headers;
    },
  };

  /** @throws {DocumentError} `BAD_USER_INPUT` for the first variable that does not fit */
  function coercedBy(operation: OperationDefinitionNode, given: Readonly<Record<string, unknown>>) {
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
      // Each error repeats the whole value: twenty of a large one are megabytes, and most of a second.
      maxErrors: 1,
    });
    if (coerced) return coerced;
    throw new DocumentError([coded(errors[0]!, 'BAD_USER_INPUT', { suggestions })]);
  }
}

/** @throws {ClientError} `OPERATION_RESOLUTION_FAILURE` */
function operationOf({ document }: PreparedDocument, name: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (operation) return operation;
  throw new ClientError(
    'OPERATION_RESOLUTION_FAILURE',
    name === undefined
      ? 'The document holds several operations: say which one by operationName.'
      : `The document holds no operation called ${JSON.stringify(name.slice(0, 64))}.`,
  );
}
