import type { Charge } from './charge-quota.ts';
import type { CacheableRequest, ExecutableRequest, IdentifiedRequest } from './graphql-request.ts';
import type { ResponseCache } from './response-cache.ts';
import type { Stage } from './stage.ts';

/** Answers with a cached response, which is accounted and paid for as if it had been executed. */
export function serveCached(
  cache: ResponseCache,
  charge: Charge,
): Stage<IdentifiedRequest, CacheableRequest> {
  return async (request, next) => {
    const cacheKey = cacheKeyOf(request);
    const cached = cache.find(cacheKey, request.inputs.principal);
    if (!cached) return next({ ...request, cacheKey });
    const { response, record } = cached;
    Object.assign(request.record, record);
    // Rounded up, so that nobody is promised more time than there is.
    const age = Math.ceil((request.receivedAt - response.lifetime!.madeAt) / 1_000);
    const headers = age > 0 ? { ...response.headers, age: String(age) } : response.headers;
    return charge(request, record.cost!, async () => ({ ...response, source: 'cached', headers }));
  };
}

/** Caches what has been executed, for those who ask later. */
export function storeResponse(cache: ResponseCache): Stage<ExecutableRequest> {
  return async (request, next) => {
    const response = await next(request);
    cache.store(request.cacheKey, { response, record: request.record });
    return response;
  };
}

function cacheKeyOf({
  method,
  preflighted,
  responseType,
  inputs: { locale, currency },
  text,
}: IdentifiedRequest): string {
  // The text stands last, since it alone may contain line breaks.
  return `${method} ${preflighted} ${responseType} ${locale} ${currency}\n${text}`;
}
