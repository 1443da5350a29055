CREATE TABLE reviews (
  number INTEGER PRIMARY KEY,
  product_id TEXT NOT NULL,
  author_id TEXT NOT NULL,
  rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  language TEXT NOT NULL,
  created_at INTEGER NOT NULL, -- epoch seconds
  helpful_votes INTEGER NOT NULL
) STRICT;

CREATE INDEX reviews_by_helpfulness ON reviews (product_id, helpful_votes, number);

-- One row per reviewed product, so that a rating costs the same whether five or five hundred people gave one.
CREATE TABLE ratings (
  product_id TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  total INTEGER NOT NULL, -- of all stars
  one INTEGER NOT NULL,
  two INTEGER NOT NULL,
  three INTEGER NOT NULL,
  four INTEGER NOT NULL,
  five INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ratings_follow_reviews AFTER INSERT ON reviews BEGIN
  INSERT INTO ratings (product_id, count, total, one, two, three, four, five)
  VALUES (
    new.product_id, 1, new.rating,
    new.rating = 1, new.rating = 2, new.rating = 3, new.rating = 4, new.rating = 5
  )
  ON CONFLICT (product_id) DO UPDATE SET
    count = count + 1,
    total = total + excluded.total,
    one = one + excluded.one,
    two = two + excluded.two,
    three = three + excluded.three,
    four = four + excluded.four,
    five = five + excluded.five;
END;
