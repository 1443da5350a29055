import { formatMoney } from '../../../shared/lib/money.ts';
import type { Resolvers } from '../../generated/resolvers.ts';

export const moneyResolvers: Resolvers = {
  Money: {
    formatted: ({ amountMinor, currency }, _args, { locale }) => formatMoney(amountMinor, currency, locale),
  },
};
