import type { OperationLimits } from '../shared/graphql/limits.ts';

/** What one operation of an app may ask for. Pages hold up to 20 items, see `arguments.ts`. */
export const mobileLimits: OperationLimits = {
  maxTextBytes: 10_000,
  maxTokens: 600,
  maxDepth: 8,
  maxFields: 200,
  maxAliases: 15,
  maxDirectives: 30,
  maxSpreads: 30,
  maxRootFields: 3,
  maxCost: 500,
  costPerMinute: 30_000,
};
