CREATE TABLE categories (
  id        TEXT PRIMARY KEY,
  name      TEXT NOT NULL,
  parent_id TEXT REFERENCES categories (id),
  -- Among its siblings, from 1.
  position  INTEGER NOT NULL
) STRICT;

-- Every category with each one above it and with itself, so that a filter reaches descendants without recursion.
CREATE TABLE category_paths (
  ancestor_id TEXT NOT NULL REFERENCES categories (id),
  category_id TEXT NOT NULL REFERENCES categories (id),
  PRIMARY KEY (ancestor_id, category_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE products (
  number      INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  slug        TEXT NOT NULL UNIQUE,
  title       TEXT NOT NULL UNIQUE COLLATE NOCASE,
  description TEXT NOT NULL,
  brand       TEXT NOT NULL,
  category_id TEXT NOT NULL REFERENCES categories (id),
  created_at  TEXT NOT NULL,
  new_until   TEXT,
  popularity  INTEGER NOT NULL,
  in_stock    INTEGER NOT NULL, -- 0 or 1: whether any variant was left when the catalog looked last
  -- Read with their product and never alone, hence JSON.
  tags        TEXT NOT NULL, -- ["oak"]
  images      TEXT NOT NULL, -- [{ "alt", "color" }]
  variants    TEXT NOT NULL  -- [{ "sku", "title", "options": [{ "name", "value" }], "image" }]
) STRICT;

-- Holds what facets count, so that counting never reads the products themselves.
CREATE INDEX products_by_category ON products (category_id, brand);
CREATE INDEX products_by_brand ON products (brand);
CREATE INDEX products_by_created_at ON products (created_at, id);
CREATE INDEX products_by_popularity ON products (popularity, id);
CREATE INDEX products_by_title ON products (title, id);

-- What pricing asks for each product, for nothing but sorting and filtering by what a shopper pays: in the smallest
-- unit of the currency, and less from the start of a promotion until its end (RFC 3339 in UTC).
CREATE TABLE prices (
  currency      TEXT NOT NULL,
  number        INTEGER NOT NULL REFERENCES products,
  amount_minor  INTEGER NOT NULL,
  reduced_minor INTEGER,
  starts_at     TEXT,
  ends_at       TEXT,
  PRIMARY KEY (currency, number)
) STRICT, WITHOUT ROWID;

-- Its rowid is products.number; the text itself stays in products.
CREATE VIRTUAL TABLE search USING fts5 (
  title, brand, category, tags, description,
  content = '', tokenize = 'porter unicode61 remove_diacritics 2'
);
