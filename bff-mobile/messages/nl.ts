import type { Messages } from './messages.ts';

export const nl: Messages = {
  sections: { popular: 'Nu populair', new: 'Net binnen' },
  filters: { category: 'Categorie', brand: 'Merk', price: 'Prijs' },
  priceBelow: 'Minder dan {amount}',
  priceFrom: 'Vanaf {amount}',
  inStock: 'Op voorraad',
  fewLeft: { other: 'Nog maar {count} beschikbaar' },
  soldOut: 'Uitverkocht',
  ratings: { one: '{count} beoordeling', other: '{count} beoordelingen' },
  arrivesIn: { one: 'Bezorgd binnen {count} dag', other: 'Bezorgd binnen {count} dagen' },
  items: { one: '{count} artikel', other: '{count} artikelen' },
  quantity: 'Aantal: {count}',
  free: 'Gratis',
  orderStatus: {
    PLACED: 'Besteld',
    PAID: 'Betaald',
    SHIPPED: 'Verzonden',
    DELIVERED: 'Bezorgd',
    CANCELLED: 'Geannuleerd',
    RETURNED: 'Geretourneerd',
  },
  shipmentStatus: {
    'label-created': 'In voorbereiding',
    'in-transit': 'Onderweg',
    'out-for-delivery': 'In bezorging',
    'delivered': 'Bezorgd',
  },
};
