CREATE TABLE orders (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  customer_id TEXT NOT NULL,
  placed_at TEXT NOT NULL, -- RFC 3339 in UTC, so that text sorts as time does
  status TEXT NOT NULL CHECK (status IN ('PLACED', 'PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'RETURNED')),
  currency TEXT NOT NULL,
  shipping_minor INTEGER NOT NULL,
  tax_minor INTEGER NOT NULL, -- included in what is paid
  -- As they were when it was placed; read with their order and never alone, hence JSON.
  delivery_address TEXT NOT NULL CHECK (json_valid(delivery_address)),
  payment TEXT NOT NULL CHECK (json_valid(payment))
) STRICT, WITHOUT ROWID;

CREATE INDEX orders_by_customer ON orders (customer_id, placed_at, id);

CREATE TABLE order_lines (
  order_id TEXT NOT NULL REFERENCES orders,
  position INTEGER NOT NULL,
  product_id TEXT NOT NULL,
  sku TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  unit_price_minor INTEGER NOT NULL,
  PRIMARY KEY (order_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_history (
  order_id TEXT NOT NULL REFERENCES orders,
  position INTEGER NOT NULL,
  status TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (order_id, position)
) STRICT, WITHOUT ROWID;
