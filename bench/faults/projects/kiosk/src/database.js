import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const folder = new URL('../migrations/', import.meta.url);

/** Opens the database and brings it up to date. */
export function openDatabase(file) {
  const database = new DatabaseSync(file);
  for (const name of readdirSync(folder).sort()) {
    database.exec(readFileSync(new URL(name, folder), 'utf8'));
  }
  return database;
}

/** Fills an empty database with the usual products. */
export function fillDatabase(database) {
  const products = JSON.parse(readFileSync(new URL('../data/products.json', import.meta.url), 'utf8'));
  const insert = database.prepare('INSERT INTO products (name, price) VALUES (?, ?)');
  for (const { name, price } of products) insert.run(name, price);
  return products.length;
}
