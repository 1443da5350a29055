import type { OrderStatus } from '../../shared/upstreams/orders.ts';
import type { ShipmentStatus } from '../../shared/upstreams/shipping.ts';

/** A message by the number in it, in every plural form that its language has (CLDR); `{count}` is the number. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/**
 * Everything that the shop itself says to a customer, in one language. What services say is not here, and stays in the
 * language that it was written in.
 */
export interface Messages {
  readonly sections: { readonly popular: string; readonly new: string };
  /** What a listing can be narrowed by. */
  readonly filters: { readonly category: string; readonly brand: string; readonly price: string };
  /** `{amount}` is the price that all lie below, and that they begin with. */
  readonly priceBelow: string;
  readonly priceFrom: string;
  readonly inStock: string;
  readonly fewLeft: PluralForms;
  readonly soldOut: string;
  readonly ratings: PluralForms;
  /** `{count}` is a number of days, or a range such as `2–3`. */
  readonly arrivesIn: PluralForms;
  readonly items: PluralForms;
  /** `{count}` pieces of one product in an order. */
  readonly quantity: string;
  /** Stands where a shipping cost would. */
  readonly free: string;
  readonly orderStatus: Readonly<Record<OrderStatus, string>>;
  readonly shipmentStatus: Readonly<Record<ShipmentStatus, string>>;
}
