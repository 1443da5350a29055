import { getOperationAST, OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import { deprecatedInputs } from '../graphql/deprecated-use.ts';
import { textBeyond } from '../graphql/document-limits.ts';
import { DocumentError, type PreparedDocument } from '../graphql/documents/prepared-documents.ts';
import { resolveDocument } from '../graphql/documents/requested-document.ts';
import { ClientError } from '../lib/client-error.ts';
import { preflightHeaders } from './cross-site.ts';
import { StatusError } from './error-response.ts';
import type { AccountedRequest, FoundDocument, FoundRequest, ReadRequest } from './graphql-request.ts';
import type { EndpointDefinition, PipelineDeps } from './pipeline-deps.ts';
import type { Stage } from './stage.ts';

/**
 * Finds out which document and which of its operations is meant, and whether that is within the limits and valid.
 *
 * @throws {DocumentError} for a document that cannot be executed
 * @throws {ClientError} for anything else that speaks against it
 */
export type DocumentFinder = (
  request: AccountedRequest & Pick<ReadRequest, 'parameters'>,
) => Promise<FoundDocument>;

export function documentFinder(
  { schema, limits }: Pick<EndpointDefinition, 'schema' | 'limits'>,
  { documents, prepared }: Pick<PipelineDeps, 'documents' | 'prepared'>,
): DocumentFinder {
  const deprecatedIn = deprecatedInputs(schema);
  return async ({ parameters, preflighted, record }) => {
    const { document: requested, operationName, variables } = parameters;
    const { query } = requested;
    const tooLong = typeof query === 'string' ? textBeyond(query, limits) : undefined;
    if (tooLong) throw new DocumentError([tooLong]);
    // What another site's page may have sent is executed where it is a trusted document, and registers nothing.
    const isForeign = Boolean(query) && !preflighted;
    const resolved = await resolveDocument(
      requested,
      isForeign ? { ...documents, mode: 'trusted', apq: null } : documents,
    );
    if ('refusal' in resolved) {
      throw isForeign ? notPreflighted() : new ClientError(resolved.refusal, resolved.message);
    }
    // A text that somebody has registered by its hash is as foreign as any other.
    if (!resolved.trusted && !preflighted) throw notPreflighted();
    const document = prepared.prepare(resolved.text, { trusted: resolved.trusted !== undefined });
    const operation = operationOf(document, operationName);
    // Validation of graphql-js 16 lets it pass, and its execution would take it for a fault of ours.
    if (!schema.getRootType(operation.operation)) {
      throw new ClientError('OPERATION_RESOLUTION_FAILURE', `There is no ${operation.operation} here.`);
    }
    record.name = operation.name?.value;
    record.documentId = document.id;
    // Counted whatever becomes of it: an app that is refused would ask for it all the same.
    record.deprecated = [...new Set([...document.deprecated, ...deprecatedIn(operation, variables)])];
    return { document, operation };
  };
}

/** Finds the document, and refuses a GET that would change anything (RFC 9110, 9.2.1). */
export function findDocument(find: DocumentFinder): Stage<ReadRequest, FoundRequest> {
  return async (request, next) => {
    const found = await find(request);
    const allowMutations = request.method === 'POST';
    if (!allowMutations && found.operation.operation !== OperationTypeNode.QUERY) {
      const message = 'Only queries can be asked for by GET: send it by POST.';
      throw new StatusError(405, 'BAD_REQUEST', message, { allow: 'POST' });
    }
    return next({ ...request, ...found });
  };
}

/** What another site's page could have sent asks for more than a trusted document. */
function notPreflighted(): ClientError {
  const [header] = preflightHeaders;
  return new ClientError(
    'BAD_REQUEST',
    `By GET, ask for a trusted document, or send the header ${header}, which no other site's page can.`,
  );
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
