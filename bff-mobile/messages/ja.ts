import type { Messages } from './messages.ts';

export const ja: Messages = {
  sections: { popular: '人気の商品', new: '新着商品' },
  filters: { category: 'カテゴリー', brand: 'ブランド', price: '価格' },
  priceBelow: '{amount}未満',
  priceFrom: '{amount}以上',
  inStock: '在庫あり',
  fewLeft: { other: '残り{count}点' },
  soldOut: '在庫切れ',
  ratings: { other: '評価{count}件' },
  arrivesIn: { other: '{count}日でお届け' },
  items: { other: '{count}点' },
  quantity: '数量：{count}',
  free: '無料',
  orderStatus: {
    PLACED: '注文済み',
    PAID: '支払い済み',
    SHIPPED: '発送済み',
    DELIVERED: '配達済み',
    CANCELLED: 'キャンセル済み',
    RETURNED: '返品済み',
  },
  shipmentStatus: {
    'label-created': '発送準備中',
    'in-transit': '輸送中',
    'out-for-delivery': '配達中',
    'delivered': '配達済み',
  },
};
