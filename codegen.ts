import type { CodegenConfig } from '@graphql-codegen/cli';
import { mobileMappers } from './bff-mobile/mappers.ts';
import { webMappers } from './bff-web/mappers.ts';

/**
 * Resolver types of each BFF, made from its SDL. `mappers` name what a resolver of the type is handed: a type of
 * an upstream where the schema reshapes it, so that the compiler checks the reshaping.
 */
function resolverTypes(
  context: string,
  mappers: Readonly<Record<string, string>>,
): CodegenConfig['generates'][string] {
  return {
    plugins: ['typescript', 'typescript-resolvers'],
    config: {
      contextType: context,
      mappers,
      enumsAsTypes: true,
      useTypeImports: true,
      immutableTypes: true,
      strictScalars: true,
      scalars: { DateTime: 'string' },
      // Resolvers answer null or a value; `undefined` would be a field that was forgotten.
      maybeValue: 'T | null',
      inputMaybeValue: 'T | null | undefined',
    },
  };
}

const config: CodegenConfig = {
  generates: {
    'bff-web/generated/resolvers.ts': {
      schema: 'bff-web/features/**/*.graphql',
      ...resolverTypes('../context.ts#WebContext', webMappers),
    },
    'bff-mobile/generated/resolvers.ts': {
      schema: 'bff-mobile/features/**/*.graphql',
      ...resolverTypes('../context.ts#MobileContext', mobileMappers),
    },
  },
};

export default config;
