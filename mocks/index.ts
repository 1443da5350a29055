import { catalog } from './catalog/main.ts';
import { inventory } from './inventory/main.ts';
import type { MockService } from './kit/define-mock.ts';
import { orders } from './orders/main.ts';
import { pricing } from './pricing/main.ts';
import { recommendations } from './recommendations/main.ts';
import { reviews } from './reviews/main.ts';
import { shipping } from './shipping/main.ts';
import { users } from './users/main.ts';

/** Every downstream service, in the order of its port. */
export const mocks: readonly MockService[] = [
  catalog,
  pricing,
  inventory,
  reviews,
  users,
  orders,
  recommendations,
  shipping,
];
