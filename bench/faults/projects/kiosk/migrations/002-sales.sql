CREATE TABLE sales (
  id INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  sold_at TEXT NOT NULL
);

CREATE INDEX sales_by_product ON sales (product_id);
