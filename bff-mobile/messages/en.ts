import type { Messages } from './messages.ts';

export const en: Messages = {
  sections: { popular: 'Popular right now', new: 'Just in' },
  filters: { category: 'Category', brand: 'Brand', price: 'Price' },
  priceBelow: 'Under {amount}',
  priceFrom: '{amount} and more',
  inStock: 'In stock',
  fewLeft: { other: 'Only {count} left' },
  soldOut: 'Sold out',
  ratings: { one: '{count} rating', other: '{count} ratings' },
  arrivesIn: { one: 'Arrives in {count} day', other: 'Arrives in {count} days' },
  items: { one: '{count} item', other: '{count} items' },
  quantity: 'Qty {count}',
  free: 'Free',
  orderStatus: {
    PLACED: 'Order placed',
    PAID: 'Paid',
    SHIPPED: 'Shipped',
    DELIVERED: 'Delivered',
    CANCELLED: 'Cancelled',
    RETURNED: 'Returned',
  },
  shipmentStatus: {
    'label-created': 'Getting ready',
    'in-transit': 'On its way',
    'out-for-delivery': 'Out for delivery',
    'delivered': 'Delivered',
  },
};
