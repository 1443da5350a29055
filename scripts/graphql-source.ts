import {
  buildASTSchema,
  concatAST,
  GraphQLError,
  parse,
  Source,
  validateSchema,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { CommandError } from './command.ts';

/** The text of a file, and the path by which it is spoken of. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Where in a file an error is: `Home.graphql:3:5`; the file alone where the error does not say. */
export function placeIn(file: string, { locations }: GraphQLError): string {
  const [location] = locations ?? [];
  return location ? `${file}:${location.line}:${location.column}` : file;
}

/** @throws {CommandError} naming the file and the line of what is no GraphQL */
export function parseFile({ path, text }: SourceFile): DocumentNode {
  try {
    return parse(new Source(text, path));
  } catch (error) {
    if (error instanceof GraphQLError) throw new CommandError(`${placeIn(path, error)}: ${error.message}`);
    throw error;
  }
}

/**
 * The schema that the files of SDL below `folder` say.
 *
 * @throws {CommandError} naming the files and lines of what is no schema
 */
export function schemaOfFiles(folder: string, files: readonly SourceFile[]): GraphQLSchema {
  const document = concatAST(files.map(parseFile));
  let schema: GraphQLSchema;
  try {
    schema = buildASTSchema(document);
  } catch (error) {
    // What it finds wrong before there are any types, without a place.
    throw new CommandError(`${folder}: ${(error as Error).message.replaceAll(/\n+/g, ' ')}`);
  }
  const problems = validateSchema(schema).map(
    (error) => `${placeIn(error.source?.name ?? folder, error)}: ${error.message}`,
  );
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  return schema;
}
