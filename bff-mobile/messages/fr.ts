import type { Messages } from './messages.ts';

export const fr: Messages = {
  sections: { popular: 'Populaires en ce moment', new: 'Nouveautés' },
  filters: { category: 'Catégorie', brand: 'Marque', price: 'Prix' },
  priceBelow: 'Moins de {amount}',
  priceFrom: '{amount} et plus',
  inStock: 'En stock',
  fewLeft: { one: 'Plus que {count} disponible', other: 'Plus que {count} disponibles' },
  soldOut: 'Épuisé',
  ratings: { other: '{count} avis' },
  arrivesIn: { one: 'Livraison en {count} jour', other: 'Livraison en {count} jours' },
  items: { one: '{count} article', other: '{count} articles' },
  quantity: 'Qté : {count}',
  free: 'Offerte',
  orderStatus: {
    PLACED: 'Commande passée',
    PAID: 'Payée',
    SHIPPED: 'Expédiée',
    DELIVERED: 'Livrée',
    CANCELLED: 'Annulée',
    RETURNED: 'Retournée',
  },
  shipmentStatus: {
    'label-created': 'En préparation',
    'in-transit': 'En chemin',
    'out-for-delivery': 'En cours de livraison',
    'delivered': 'Livré',
  },
};
