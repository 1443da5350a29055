import {
  getNamedType,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import type { ShippedDocument } from './release.ts';

/**
 * Why a document does not work any more with `schema`, each reason with the field and with who asks for it:
 * `bff-mobile 5.3.0: Home asks for Card.badge, which is gone`. Empty when it works.
 */
export function brokenBy(schema: GraphQLSchema, { by, name, text }: ShippedDocument): readonly string[] {
  const document = parse(text);
  const places = placesOf(schema, document);
  return validate(schema, document).map((error) => {
    const place = error.nodes?.map((node) => places.get(node)).find((found) => found !== undefined);
    return `${by}: ${name} asks for ${whatIsWrong(error, place)}`;
  });
}

interface Place {
  /** The schema coordinate of the field or type. */
  readonly coordinate: string;
  readonly gone: boolean;
}

function whatIsWrong({ message }: GraphQLError, place: Place | undefined): string {
  if (!place) return `what the schema refuses: ${message}`;
  return place.gone ? `${place.coordinate}, which is gone` : `${place.coordinate}: ${message}`;
}

/** Where in the schema each node of the document stands: in which field, or on which type. */
function placesOf(schema: GraphQLSchema, document: DocumentNode): ReadonlyMap<ASTNode, Place> {
  const places = new Map<ASTNode, Place>();
  const typeInfo = new TypeInfo(schema);
  const open: (Place | undefined)[] = [];
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      enter: (node) => {
        const place = placeOf(node, typeInfo, schema) ?? open.at(-1);
        open.push(place);
        if (place) places.set(node, place);
      },
      leave: () => void open.pop(),
    }),
  );
  return places;
}

function placeOf(node: ASTNode, typeInfo: TypeInfo, schema: GraphQLSchema): Place | undefined {
  if (node.kind === Kind.NAMED_TYPE) {
    return { coordinate: node.name.value, gone: !schema.getType(node.name.value) };
  }
  if (node.kind !== Kind.FIELD) return undefined;
  const parent = getNamedType(typeInfo.getParentType());
  return parent
    ? { coordinate: `${parent.name}.${node.name.value}`, gone: !typeInfo.getFieldDef() }
    : undefined;
}
