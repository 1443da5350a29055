CREATE TABLE users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  locale TEXT NOT NULL,
  member_since TEXT NOT NULL, -- RFC 3339
  monogram TEXT -- what the avatar shows; null where there is none
) STRICT, WITHOUT ROWID;

CREATE TABLE addresses (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users,
  label TEXT NOT NULL,
  recipient TEXT NOT NULL,
  lines TEXT NOT NULL, -- JSON array
  postal_code TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL,
  is_default INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX addresses_by_user ON addresses (user_id);
