import swagger from '@fastify/swagger';
import type { MockApp, MockService } from './define-mock.ts';

/** Publishes the OpenAPI 3.1 document at `/openapi.json`, made from the schemas that validate and serialise. */
export async function publishOpenApi(app: MockApp, service: MockService): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: service.title, description: service.description, version: `${service.seedVersion}.0.0` },
    },
  });
  let document: unknown;
  app.get('/openapi.json', { schema: { hide: true } }, () => (document ??= corrected(app.swagger())));
}

/** Says what the generator cannot know: problems have a media type of their own, a defaulted parameter is optional. */
function corrected(document: object): object {
  return JSON.parse(JSON.stringify(document), (key, value: unknown) => {
    if (isObject(value) && /^[45]/.test(key) && isObject(value.content)) {
      const { 'application/json': body, ...others } = value.content;
      return { ...value, content: body ? { 'application/problem+json': body, ...others } : others };
    }
    if (isObject(value) && 'in' in value && isObject(value.schema) && 'default' in value.schema) {
      return { ...value, required: false };
    }
    return value;
  }) as object;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
