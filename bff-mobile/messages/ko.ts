import type { Messages } from './messages.ts';

export const ko: Messages = {
  sections: { popular: '인기 상품', new: '신상품' },
  filters: { category: '카테고리', brand: '브랜드', price: '가격' },
  priceBelow: '{amount} 미만',
  priceFrom: '{amount} 이상',
  inStock: '재고 있음',
  fewLeft: { other: '{count}개 남음' },
  soldOut: '품절',
  ratings: { other: '평점 {count}개' },
  arrivesIn: { other: '{count}일 이내 도착' },
  items: { other: '상품 {count}개' },
  quantity: '수량: {count}',
  free: '무료',
  orderStatus: {
    PLACED: '주문 완료',
    PAID: '결제 완료',
    SHIPPED: '발송 완료',
    DELIVERED: '배송 완료',
    CANCELLED: '주문 취소',
    RETURNED: '반품 완료',
  },
  shipmentStatus: {
    'label-created': '발송 준비 중',
    'in-transit': '배송 중',
    'out-for-delivery': '배달 출발',
    'delivered': '배송 완료',
  },
};
