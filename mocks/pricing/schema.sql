-- What a product costs without any promotion, in the smallest unit of the currency.
CREATE TABLE price (
  product_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  PRIMARY KEY (product_id, currency)
) STRICT, WITHOUT ROWID;

-- What it costs from the start of the promotion until its end (RFC 3339 in UTC, so that text sorts as time does).
CREATE TABLE promotion (
  product_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  -- What a shopper reads: worked out of both prices and rounded down, the same in every currency.
  percent_off INTEGER NOT NULL CHECK (percent_off BETWEEN 1 AND 99),
  label TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  PRIMARY KEY (product_id, currency),
  FOREIGN KEY (product_id, currency) REFERENCES price
) STRICT, WITHOUT ROWID;

CREATE INDEX promotion_by_discount ON promotion (currency, percent_off DESC, product_id);
