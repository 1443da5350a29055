import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { MockApp } from './define-mock.ts';

/** One thing wrong with a request: a JSON pointer into its body, or the name of a parameter or header. */
type ProblemDetail = { detail: string } & ({ pointer: string } | { parameter: string });

/** An error that a route throws on purpose; the caller gets it as problem details (RFC 9457). */
class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly errors: readonly ProblemDetail[] | undefined;

  constructor(status: number, title: string, detail: string, errors?: readonly ProblemDetail[]) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.errors = errors;
  }
}

/** 404: there is no such thing, e.g. `notFound('product', 'p-9999')`. */
export function notFound(what: string, id: string): Problem {
  return problem(404, `There is no ${what} ${id}.`);
}

/** 400: one parameter is wrong in a way that its schema cannot say. */
export function badRequest(parameter: string, detail: string): Problem {
  return problem(400, `The parameter ${parameter} is not valid.`, [{ parameter, detail }]);
}

/** 409: right in itself, and not possible in the present state. */
export function conflict(detail: string, errors?: readonly ProblemDetail[]): Problem {
  return problem(409, detail, errors);
}

/** A problem titled as HTTP titles its status. */
export function problem(status: number, detail: string, errors?: readonly ProblemDetail[]): Problem {
  return new Problem(status, STATUS_CODES[status] ?? 'Error', detail, errors);
}

/** Makes problem details of every error: thrown by a route, found by a schema, unknown address, our own fault. */
export function answerProblems(app: MockApp): void {
  app.setErrorHandler<FastifyError | Problem>(sendProblem);
  app.setNotFoundHandler((request, reply) =>
    sendProblem(problem(404, `There is no ${request.method} ${pathOf(request)} here.`), request, reply),
  );
}

/** Answers with the problem that `error` stands for; an unforeseen error is logged and stays unexplained. */
export function sendProblem(error: FastifyError | Problem, request: FastifyRequest, reply: FastifyReply) {
  const { status, title, message, errors } = asProblem(error);
  if (status === 500) request.log.error({ err: error }, 'request failed');
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title, status, detail: message, ...(errors && { errors }) });
}

function asProblem(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error;
  if (error.validation) return problem(400, 'The request does not fit its schema.', validationErrors(error));
  const { statusCode = 500, message } = error;
  return statusCode < 500 ? problem(statusCode, message) : problem(500, 'The service failed to answer.');
}

function validationErrors({ validation = [], validationContext }: FastifyError): ProblemDetail[] {
  return validation.map(({ instancePath, message = 'is not valid', params }) => {
    // Of a missing or a surplus property, the path names the parent only.
    const property = params.missingProperty ?? params.additionalProperty;
    const pointer = typeof property === 'string' ? `${instancePath}/${property}` : instancePath;
    const allowed = Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(', ')}` : '';
    const detail = `${message}${allowed}`;
    return validationContext === 'body' ? { pointer, detail } : { parameter: pointer.slice(1), detail };
  });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url;
}
