import { requireOwner } from '../../../shared/auth/principal.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

export const customerResolvers: Resolvers = {
  Query: {
    customer: async (_root, { id }, { principal, loaders }) => {
      requireOwner(principal, id);
      return loaders.user.load(id);
    },
  },
  Customer: {
    addresses: ({ id }, _args, { loaders }) => loaders.addresses.load(id),
  },
};
