-- A parcel on its way; an order may come in several. Times are RFC 3339 in UTC.
CREATE TABLE shipment (
  shipment_id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL,
  carrier TEXT NOT NULL,
  tracking_code TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('label-created', 'in-transit', 'out-for-delivery', 'delivered')),
  shipped_at TEXT,
  delivered_at TEXT,
  transit_hours INTEGER,
  parcel_weight_grams INTEGER NOT NULL,
  skus TEXT NOT NULL CHECK (json_valid(skus))
) STRICT, WITHOUT ROWID;

CREATE INDEX shipment_by_order ON shipment (order_id);

-- Where parcels go, by whom and how fast; no express where it is null.
CREATE TABLE destination (
  country TEXT PRIMARY KEY,
  carrier TEXT NOT NULL,
  minimum_hours INTEGER NOT NULL,
  maximum_hours INTEGER NOT NULL,
  express_hours INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE parcel (
  product_id TEXT PRIMARY KEY,
  weight_grams INTEGER NOT NULL,
  bulky INTEGER NOT NULL CHECK (bulky IN (0, 1))
) STRICT, WITHOUT ROWID;
