-- The database that the pipelines of this folder read and write: demo.db.
PRAGMA journal_mode = WAL; -- the source asks for it: readers do not lock out writers
CREATE TABLE users (
  id   INTEGER PRIMARY KEY,
  name TEXT
);
INSERT INTO users (id, name) VALUES (1, 'Ada'), (2, 'Grace');
