/** Records a sale and returns what it costs. */
export function sell(database, name, quantity, now) {
  const product = database.prepare('SELECT id, price FROM products WHERE name = ?').get(name);
  if (product === undefined) throw new Error(`There is no ${name}.`);
  database
    .prepare('INSERT INTO sales (product_id, quantity, sold_at) VALUES (?, ?, ?)')
    .run(product.id, quantity, now.toISOString());
  return product.price * quantity;
}

/** Takings by product, the best first. */
export function takings(database) {
  return database
    .prepare(
      `SELECT products.name AS name, SUM(sales.quantity * products.price) AS total
       FROM sales JOIN products ON products.id = sales.product_id
       GROUP BY products.name ORDER BY total DESC`,
    )
    .all()
    .map((row) => ({ name: row.name, total: row.total }));
}
