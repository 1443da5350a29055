import type { GraphqlResponse } from './graphql-response.ts';

/** The rest of the way, to the response. */
export type Next<Request> = (request: Request) => Promise<GraphqlResponse>;

/**
 * One step of answering a request, in the shape of a `Policy` around a call: it responds itself, or hands the request on
 * with what it has found out (`Passed`). What it throws becomes the response where operations are accounted for.
 */
export type Stage<Request, Passed = Request> = (
  request: Request,
  next: Next<Passed>,
) => Promise<GraphqlResponse>;

/** Stages in a row, the first outermost. */
interface Chain<Request, Passed> {
  readonly to: <More>(stage: Stage<Passed, More>) => Chain<Request, More>;
  readonly end: (last: Next<Passed>) => Next<Request>;
}

export const chain = <Request, Passed>(stage: Stage<Request, Passed>): Chain<Request, Passed> => ({
  to: (inner) => chain((request, next) => stage(request, (passed) => inner(passed, next))),
  end: (last) => (request) => stage(request, last),
});
