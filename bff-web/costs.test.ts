import { getNamedType, getNullableType, isListType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { webCosts } from './costs.ts';
import { loadWebSchema } from './schema.ts';

const schema = await loadWebSchema();

const fieldOf = (type: unknown, name: string) => (isObjectType(type) ? type.getFields()[name] : undefined);

it.each(Object.entries(webCosts))('%s is a field, and costs something', (name, { points, items }) => {
  const [type, field] = name.split('.') as [string, string];
  const definition = fieldOf(schema.getType(type), field)!;
  expect(definition).toBeDefined();
  expect((points ?? 0) + (items?.otherwise ?? 0)).toBeGreaterThan(0);
  if (!items) return;

  const counted = items.below ? fieldOf(getNamedType(definition.type), items.below)! : definition;
  expect(isListType(getNullableType(counted.type))).toBe(true);
  if (items.argument) expect(definition.args.map((argument) => argument.name)).toContain(items.argument);
});
