import { OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import type { ExecutableRequest, PricedRequest } from './graphql-request.ts';
import { joinedBy, type GraphqlResponse } from './graphql-response.ts';
import type { PipelineDeps } from './pipeline-deps.ts';
import { privateKey, publicKey } from './response-cache.ts';
import { singleFlight } from './single-flight.ts';
import type { Stage } from './stage.ts';

/** Between whom a response may be shared. */
type CacheScope = 'public' | 'private';

/** The client has gone, and what others were answered is not for it: there is nobody to respond to. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
}

/**
 * Executes operations, identical ones that are under way at the same time once. Each client keeps its own time: whoever
 * leaves takes no response from the others, and one that was given up for want of time is none to whoever has time left.
 */
export function coalesce({
  clock,
  reuse,
}: Pick<PipelineDeps, 'clock' | 'reuse'>): Stage<PricedRequest, ExecutableRequest> {
  const join = singleFlight<GraphqlResponse>();
  /**
   * What executions have shown of operations. One that has once depended on who asks is private for good, and one that has
   * not been executed yet may be: the price of a wrong guess is an execution too many, never a wrong response.
   */
  const scopes = new WeakMap<OperationDefinitionNode, CacheScope>();

  const learn = (operation: OperationDefinitionNode, { isPrivate, outcome }: GraphqlResponse) => {
    if (isPrivate) scopes.set(operation, 'private');
    // One that failed could have come to ask who it was for.
    else if (outcome === 'ok' && !scopes.has(operation)) scopes.set(operation, 'public');
  };

  /** What says that two executions are the same; null for one that is like no other. */
  const executionKey = ({
    operation,
    cacheKey,
    inputs: { principal, deadlineMs },
  }: PricedRequest): string | null => {
    if (!reuse.coalesce || operation.operation !== OperationTypeNode.QUERY) return null;
    const isPublic = scopes.get(operation) === 'public';
    return `${deadlineMs} ${isPublic ? publicKey(cacheKey) : privateKey(cacheKey, principal)}`;
  };

  /** Whether another's response answers this request too, but for the ids in its errors. */
  const suits = (
    { status, isPrivate, principal: owner, lacksTime }: GraphqlResponse,
    { inputs: { principal, deadlineMs }, receivedAt }: PricedRequest,
  ) => {
    if (status !== 200) return false;
    if (isPrivate && owner?.customerId !== principal?.customerId) return false;
    return !lacksTime || clock.now() >= receivedAt + deadlineMs;
  };

  return async (request, next) => {
    const start = (signal: AbortSignal) => next({ ...request, signal });
    let subscription = join(executionKey(request), start);
    let gone = false;
    request.onClose(() => {
      gone = true;
      subscription.leave();
    });
    for (;;) {
      const response = await subscription.result;
      if (!subscription.joined) {
        learn(request.operation, response);
        return response;
      }
      if (suits(response, request)) return joinedBy(response, request.id);
      if (gone) throw new ClientGoneError();
      // What was refused before it became an operation costs little, and is nobody else's business. Where time was
      // short, whoever goes first has the least of it left: to wait for them again would fail in turn for ever.
      const shareable = response.status === 200 && !response.lacksTime;
      subscription = join(shareable ? executionKey(request) : null, start);
    }
  };
}
