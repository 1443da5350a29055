import { requireOwner } from '../../../shared/auth/principal.ts';
import { loads } from '../../../shared/graphql/loads.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

export const customerResolvers: Resolvers = {
  Query: {
    customer: loads(
      'user',
      (_root, { id }, { principal }) => {
        requireOwner(principal, id);
        return id;
      },
      (user) => user,
    ),
  },
  Customer: {
    addresses: loads(
      'addresses',
      ({ id }) => id,
      (addresses) => addresses,
    ),
  },
};
