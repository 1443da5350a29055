import type { CodegenConfig } from '@graphql-codegen/cli';
import { mobileMappers } from './bff-mobile/mappers.ts';
import { webMappers } from './bff-web/mappers.ts';
import { clientForm } from './shared/graphql/documents/manifest.ts';

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
      scalars: { CountryCode: 'string', DateTime: 'string', LocalDate: 'string' },
      // Resolvers answer null or a value; `undefined` would be a field that was forgotten.
      maybeValue: 'T | null',
      inputMaybeValue: 'T | null | undefined',
    },
  };
}

/**
 * What a frontend imports: of each document of its folder a `TypedDocumentNode`, with the types of its result and its
 * variables, and its id. The nodes are the documents of the manifest.
 *
 * @see https://the-guild.dev/graphql/codegen/plugins/typescript/typed-document-node
 */
const typedDocuments: CodegenConfig['generates'][string] = {
  plugins: ['typescript-operations', 'typed-document-node', './scripts/document-ids.ts'],
  documentTransforms: [
    {
      transform: ({ documents }) =>
        documents.map(({ document, ...file }) => ({ ...file, document: clientForm(document!) })),
    },
  ],
  config: {
    enumType: 'string-literal',
    useTypeImports: true,
    immutableTypes: true,
    strictScalars: true,
    scalars: { CountryCode: 'string', DateTime: 'string', LocalDate: 'string' },
    // Complete in itself: a client that sends texts needs no more than the node.
    documentMode: 'documentNode',
  },
};

const config: CodegenConfig = {
  generates: {
    'bff-web/generated/documents.ts': {
      schema: 'bff-web/features/**/*.graphql',
      documents: 'bff-web/documents/*.graphql',
      ...typedDocuments,
    },
    'bff-web/generated/resolvers.ts': {
      schema: 'bff-web/features/**/*.graphql',
      ...resolverTypes('../context.ts#WebContext', webMappers),
    },
    'bff-mobile/generated/documents.ts': {
      schema: 'bff-mobile/features/**/*.graphql',
      documents: 'bff-mobile/documents/*.graphql',
      ...typedDocuments,
    },
    'bff-mobile/generated/resolvers.ts': {
      schema: 'bff-mobile/features/**/*.graphql',
      ...resolverTypes('../context.ts#MobileContext', mobileMappers),
    },
  },
};

export default config;
