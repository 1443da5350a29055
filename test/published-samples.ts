/** The parts of JSON Schema that the services' OpenAPI documents use. */
export interface PublishedSchema {
  readonly type?: 'object' | 'array' | 'integer' | 'number' | 'boolean' | 'string' | 'null';
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly PublishedSchema[];
  readonly items?: PublishedSchema;
  readonly properties?: Readonly<Record<string, PublishedSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: PublishedSchema | boolean;
}

const isNull = (schema: PublishedSchema) => schema.type === 'null';

/**
 * The part of `schema` that `examples` show. A route publishes every shape that its `view` parameter can pick; an answer
 * to one view tells which alternatives are taken, and which optional properties that view has.
 */
export function shapeOf(schema: PublishedSchema, examples: readonly unknown[]): PublishedSchema {
  if (schema.anyOf) {
    const present = examples.filter((example) => example !== null);
    const shapes = schema.anyOf.filter((shape) => !isNull(shape));
    const taken =
      shapes.length === 1
        ? shapes
        : shapes.filter((shape) => present.every((example) => fits(shape, example)));
    if (taken.length !== 1) {
      throw new Error(`the examples show ${taken.length} of ${shapes.length} shapes, and must show one`);
    }
    return { anyOf: [shapeOf(taken[0]!, present), ...schema.anyOf.filter(isNull)] };
  }
  if (schema.items) {
    return { ...schema, items: shapeOf(schema.items, (examples as unknown[][]).flat()) };
  }
  const objects = examples as readonly Readonly<Record<string, unknown>>[];
  if (typeof schema.additionalProperties === 'object') {
    const values = objects.flatMap((example) => Object.values(example));
    return { ...schema, additionalProperties: shapeOf(schema.additionalProperties, values) };
  }
  if (!schema.properties || objects.length === 0) return schema;
  const shown = Object.entries(schema.properties).filter(([name]) =>
    objects.some((example) => name in example),
  );
  return {
    ...schema,
    properties: Object.fromEntries(
      shown.map(([name, property]) => [
        name,
        shapeOf(
          property,
          objects.filter((example) => name in example).map((example) => example[name]),
        ),
      ]),
    ),
    required: shown.map(([name]) => name).filter((name) => objects.every((example) => name in example)),
  };
}

/** Whether an object has the properties of `schema`, and no others. */
function fits({ properties = {}, required = [] }: PublishedSchema, example: unknown): boolean {
  const names = Object.keys(example as object);
  return names.every((name) => name in properties) && required.every((name) => names.includes(name));
}

/** Texts of each pattern that the services publish; a new pattern wants its own. */
const textsOf: Readonly<Record<string, readonly string[]>> = {
  '^[0-9]+(\\.[0-9]{2})?$': ['0', '12.50', '1299'],
  '^[0-9]{4}$': ['0000', '4242'],
  '^[A-Z]{2}$': ['DE', 'KR'],
};

/** As many as let every enum, and every pair of two short lists, come round. */
const TURNS = 12;

/** Answers that `schema` allows: with and without what may be missing or null, and with every kind of value. */
export function samplesOf(schema: PublishedSchema): readonly unknown[] {
  const samples = [true, false].flatMap((optionalProperties) =>
    [true, false].flatMap((nulls) =>
      Array.from({ length: TURNS }, (_, turn) => sample(schema, { optionalProperties, nulls, turn })),
    ),
  );
  return [...new Map(samples.map((one) => [JSON.stringify(one), one])).values()];
}

/** Which of a schema's alternatives a sample takes. */
interface Choices {
  readonly optionalProperties: boolean;
  readonly nulls: boolean;
  /** Which of the values that a place can hold. */
  readonly turn: number;
}

function sample(schema: PublishedSchema, choices: Choices): unknown {
  const make = (at: PublishedSchema): unknown => {
    if (at.anyOf) {
      const [shape] = at.anyOf.filter((alternative) => !isNull(alternative));
      return choices.nulls && at.anyOf.some(isNull) ? null : make(shape!);
    }
    if (at.type === 'array') return at.items ? [make(at.items)] : [];
    if (at.type === 'object' && at.properties) {
      const present = Object.entries(at.properties).filter(
        ([name]) => choices.optionalProperties || at.required?.includes(name),
      );
      return Object.fromEntries(present.map(([name, property]) => [name, make(property)]));
    }
    if (at.type === 'object') {
      return typeof at.additionalProperties === 'object' ? { key: make(at.additionalProperties) } : {};
    }
    const values = valuesOf(at);
    return values[choices.turn % values.length];
  };
  return make(schema);
}

/** What a place that holds one value can hold. */
function valuesOf(schema: PublishedSchema): readonly unknown[] {
  if ('const' in schema) return [schema.const];
  if (schema.enum) return schema.enum;
  const { type, format, pattern, minimum = 0, maximum = 1_234_567 } = schema;
  switch (type) {
    case 'integer':
      return [minimum, maximum, minimum + 1];
    case 'number':
      return [minimum, maximum, (minimum + maximum) / 2, minimum + 0.1];
    case 'boolean':
      return [true, false];
    case 'null':
      return [null];
    default:
      if (format === 'date-time') return ['2026-01-31T12:00:00Z', '2026-12-31T23:59:59.999+13:00'];
      if (format === 'uri') return ['https://example.com/picture.svg'];
      if (pattern === undefined) return ['text', ''];
      if (!textsOf[pattern]) throw new Error(`no text is known of the pattern ${pattern}`);
      return textsOf[pattern];
  }
}
