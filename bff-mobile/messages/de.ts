import type { Messages } from './messages.ts';

export const de: Messages = {
  sections: { popular: 'Gerade beliebt', new: 'Neu eingetroffen' },
  filters: { category: 'Kategorie', brand: 'Marke', price: 'Preis' },
  priceBelow: 'Unter {amount}',
  priceFrom: 'Ab {amount}',
  inStock: 'Auf Lager',
  fewLeft: { other: 'Nur noch {count} verfügbar' },
  soldOut: 'Ausverkauft',
  ratings: { one: '{count} Bewertung', other: '{count} Bewertungen' },
  arrivesIn: { one: 'Lieferung in {count} Tag', other: 'Lieferung in {count} Tagen' },
  items: { other: '{count} Artikel' },
  quantity: 'Menge: {count}',
  free: 'Kostenlos',
  orderStatus: {
    PLACED: 'Bestellt',
    PAID: 'Bezahlt',
    SHIPPED: 'Versandt',
    DELIVERED: 'Zugestellt',
    CANCELLED: 'Storniert',
    RETURNED: 'Zurückgesendet',
  },
  shipmentStatus: {
    'label-created': 'Wird vorbereitet',
    'in-transit': 'Unterwegs',
    'out-for-delivery': 'In Zustellung',
    'delivered': 'Zugestellt',
  },
};
