/** The parts of JSON Schema that the services' OpenAPI documents use. */
export interface PublishedSchema {
  readonly type?: 'object' | 'array' | 'integer' | 'number' | 'boolean' | 'string' | 'null';
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly anyOf?: readonly PublishedSchema[];
  readonly items?: PublishedSchema;
  readonly properties?: Readonly<Record<string, PublishedSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: PublishedSchema | boolean;
}

/** Which of a schema's alternatives a sample takes. */
interface Choices {
  /** For each `anyOf` with several shapes, in the order met: the index of the shape taken. */
  readonly shapes: readonly number[];
  readonly optionalProperties: boolean;
  readonly nulls: boolean;
  /** Which enum value. */
  readonly turn: number;
}

const isNull = (schema: PublishedSchema) => schema.type === 'null';

function sample(schema: PublishedSchema, choices: Choices): unknown {
  // The same schema object always takes the same shape, so that a list holds items of one kind.
  const taken = new Map<PublishedSchema, number>();

  const make = (at: PublishedSchema): unknown => {
    if ('const' in at) return at.const;
    if (at.enum) return at.enum[choices.turn % at.enum.length];
    if (at.anyOf) {
      if (at.anyOf.some(isNull) && choices.nulls) return null;
      const shapes = at.anyOf.filter((shape) => !isNull(shape));
      if (shapes.every((shape) => 'const' in shape)) return shapes[choices.turn % shapes.length]!.const;
      if (shapes.length === 1) return make(shapes[0]!);
      const index = taken.get(at) ?? choices.shapes[taken.size] ?? 0;
      taken.set(at, index);
      return make(shapes[index % shapes.length]!);
    }
    switch (at.type) {
      case 'object': {
        if (!at.properties) {
          return typeof at.additionalProperties === 'object' ? { key: make(at.additionalProperties) } : {};
        }
        const present = Object.entries(at.properties).filter(
          ([name]) => choices.optionalProperties || at.required?.includes(name),
        );
        return Object.fromEntries(present.map(([name, property]) => [name, make(property)]));
      }
      case 'array':
        return at.items ? [make(at.items)] : [];
      case 'integer':
      case 'number':
        return at.minimum ?? 1;
      case 'boolean':
        return true;
      case 'null':
        return null;
      default:
        if (at.format === 'date-time') return '2026-01-31T12:00:00Z';
        if (at.format === 'uri') return 'https://example.com/picture.svg';
        return at.pattern ? '12' : 'text';
    }
  };
  return make(schema);
}

/**
 * Answers that a published schema allows, by shape. A schema can hold several shapes (a `view` parameter picks one,
 * and leaves properties out); within a shape, a reader must bear every null and every enum value.
 */
export function samplesByShape(schema: PublishedSchema): readonly (readonly unknown[])[] {
  const pairs = [0, 1].flatMap((outer) =>
    [0, 1].flatMap((inner) => [0, 1].map((last) => [outer, inner, last])),
  );
  return pairs.flatMap((shapes) =>
    [true, false].map((optionalProperties) =>
      [true, false].flatMap((nulls) =>
        Array.from({ length: 8 }, (_, turn) => sample(schema, { shapes, optionalProperties, nulls, turn })),
      ),
    ),
  );
}
