import { getNullableType, isListType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { mobileCosts } from './costs.ts';
import { loadMobileSchema } from './schema.ts';

const schema = await loadMobileSchema();

it.each(Object.entries(mobileCosts))('%s is a field, and costs something', (name, { points, items }) => {
  const [type, field] = name.split('.') as [string, string];
  const parent = schema.getType(type);
  const definition = isObjectType(parent) ? parent.getFields()[field]! : undefined;
  expect(definition).toBeDefined();
  expect((points ?? 0) + (items?.otherwise ?? 0)).toBeGreaterThan(0);
  if (!items) return;

  expect(isListType(getNullableType(definition!.type))).toBe(true);
  if (items.argument) expect(definition!.args.map((argument) => argument.name)).toContain(items.argument);
});
