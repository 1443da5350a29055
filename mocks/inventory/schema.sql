CREATE TABLE warehouse (
  code TEXT PRIMARY KEY,
  city TEXT NOT NULL,
  country TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What can be promised to the next customer: reserved pieces are gone from it.
CREATE TABLE stock (
  sku TEXT NOT NULL,
  warehouse TEXT NOT NULL REFERENCES warehouse,
  available INTEGER NOT NULL CHECK (available >= 0),
  PRIMARY KEY (sku, warehouse)
) STRICT, WITHOUT ROWID;

-- Kept after its end: a repeated request is answered as it was the first time.
CREATE TABLE reservation (
  id TEXT PRIMARY KEY,
  idempotency_key TEXT UNIQUE,
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The pieces that a reservation still holds, and where they go back to.
CREATE TABLE held (
  reservation_id TEXT NOT NULL REFERENCES reservation,
  sku TEXT NOT NULL,
  warehouse TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (reservation_id, sku, warehouse)
) STRICT, WITHOUT ROWID;

-- A reservation whose time is over gives its pieces back.
CREATE TRIGGER give_back AFTER DELETE ON held BEGIN
  UPDATE stock SET available = available + old.quantity WHERE sku = old.sku AND warehouse = old.warehouse;
END;
