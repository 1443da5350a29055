import Type, { type Static } from 'typebox';
import { random } from './random.ts';
import { OneOf } from './schemas.ts';

const kind = <Kind extends string, Properties extends Type.TProperties>(name: Kind, properties: Properties) =>
  Type.Object({ kind: Type.Literal(name), ...properties }, { additionalProperties: false });

const KINDS = [
  kind('error', {
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  kind('hang', {}),
  kind('reset', { at: OneOf(['before-body', 'inside-body']) }),
  kind('truncated', {}),
  kind('html', {}),
  kind('wrong-shape', {}),
  kind('drip', { bytesPerSecond: Type.Integer({ minimum: 1 }) }),
  kind('endless', {}),
  kind('items', { mutation: OneOf(['missing', 'duplicated', 'shuffled', 'null', 'swapped-ids']) }),
] as const;

/** One way to go wrong. */
export type Fault = Static<(typeof KINDS)[number]>;

/** The validator picks the variant by `kind`, so that an error speaks of the one that was meant. */
const FaultSchema = Type.Unsafe<Fault>({
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: [...KINDS],
});

const Rule = Type.Object(
  {
    route: Type.Optional(
      Type.String({ description: 'E.g. `GET /products/:id`; every API route when absent.' }),
    ),
    ratio: Type.Number({ minimum: 0, maximum: 1, default: 1 }),
    latencyMs: Type.Number({ minimum: 0, default: 0 }),
    jitterMs: Type.Number({ minimum: 0, default: 0 }),
    fault: Type.Optional(FaultSchema),
  },
  { additionalProperties: false },
);

/** Body of `PUT /_faults`. */
export const FaultPlan = Type.Object(
  { seed: Type.Integer({ default: 1 }), rules: Type.Array(Rule) },
  { additionalProperties: false },
);
export type FaultPlan = Static<typeof FaultPlan>;

/** What happens to one request. */
export interface Hit {
  delayMs: number;
  fault: Fault | undefined;
}

/**
 * Decides, request by request, what the plan does to it: the first rule that names its route and whose draw hits.
 * A request that a rule's `ratio` spares goes on to the next rule. Each rule draws from a generator of its own, so
 * the same plan hits the same requests again, whatever arrives at other routes in between.
 */
export function followPlan({ seed, rules }: FaultPlan): (route: string) => Hit | undefined {
  const drawn = rules.map((rule, index) => ({ rule, draw: random(`${seed}/${index}`) }));

  return (route) => {
    for (const { rule, draw } of drawn) {
      if (rule.route !== undefined && rule.route !== route) continue;
      if (!draw.chance(rule.ratio)) continue;
      const jitterMs = (2 * draw.next() - 1) * rule.jitterMs;
      return { delayMs: Math.max(0, rule.latencyMs + jitterMs), fault: rule.fault };
    }
    return undefined;
  };
}
