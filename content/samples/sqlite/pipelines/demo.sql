-- Tables for the pipelines of this folder:
--   sqlite3 demo.db < demo.sql
-- The source needs WAL mode; it is stored in the file, so once is enough.
PRAGMA journal_mode = WAL;

CREATE TABLE users (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL,
  active  BOOLEAN
);
CREATE TABLE orders (
  shop    INTEGER,
  number  TEXT,
  total   REAL,
  placed  DATETIME DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (shop, number)
);

INSERT INTO users VALUES (1, 'Ada', TRUE), (2, 'Grace', NULL);
INSERT INTO orders (shop, number, total)
VALUES (1, 'A-7', 12.5), (1, 'B-2', NULL);
