import type { Messages } from './messages.ts';

export const es: Messages = {
  sections: { popular: 'Lo más popular', new: 'Novedades' },
  filters: { category: 'Categoría', brand: 'Marca', price: 'Precio' },
  priceBelow: 'Menos de {amount}',
  priceFrom: '{amount} o más',
  inStock: 'En stock',
  fewLeft: { one: 'Solo queda {count}', other: 'Solo quedan {count}' },
  soldOut: 'Agotado',
  ratings: { one: '{count} valoración', other: '{count} valoraciones' },
  arrivesIn: { one: 'Llega en {count} día', other: 'Llega en {count} días' },
  items: { one: '{count} artículo', other: '{count} artículos' },
  quantity: 'Cant.: {count}',
  free: 'Gratis',
  orderStatus: {
    PLACED: 'Pedido realizado',
    PAID: 'Pagado',
    SHIPPED: 'Enviado',
    DELIVERED: 'Entregado',
    CANCELLED: 'Cancelado',
    RETURNED: 'Devuelto',
  },
  shipmentStatus: {
    'label-created': 'En preparación',
    'in-transit': 'En camino',
    'out-for-delivery': 'En reparto',
    'delivered': 'Entregado',
  },
};
