-- What to show beside a product, as last night's job worked it out of what was in stock then.
CREATE TABLE related (
  product_id TEXT NOT NULL,
  related_id TEXT NOT NULL,
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  PRIMARY KEY (product_id, related_id)
) STRICT, WITHOUT ROWID;
