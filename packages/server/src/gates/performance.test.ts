import { expect, test } from 'vitest';
import { checkOne } from './testing.ts';

const looped = `export function totals(database, orders) {
  const totals = [];
  for (const order of orders) {
    const rows = database.prepare('SELECT price FROM items WHERE order_id = ?').all(order.id);
    totals.push(rows.length);
  }
  return totals;
}
`;

test('the performance gate warns of a question to the database in a loop, with its place', async () => {
  expect(await checkOne('performance', { 'src/totals.js': looped })).toMatchObject({
    verdict: 'warned',
    problems: [{ file: 'src/totals.js', line: 4, code: 'n-plus-one' }],
  });
  const python =
    'def names(db, ids):\n    for one in ids:\n        db.execute("SELECT name FROM books WHERE id = ?", (one,))\n';
  expect(await checkOne('performance', { 'books.py': python })).toMatchObject({ verdict: 'warned' });
});

test('the performance gate passes questions outside of loops, the head of one, and tests', async () => {
  const good = `export function totals(database) {
  for (const row of database.prepare('SELECT price FROM items').all()) {
    count(row);
  }
  return database.prepare('SELECT count(*) FROM items').get();
}
`;
  expect(await checkOne('performance', { 'src/totals.js': good, 'test/totals.test.js': looped })).toMatchObject({
    verdict: 'passed',
    reason: 'No database is asked row by row in 1 sources.',
  });
  expect(await checkOne('performance', { 'README.md': 'SELECT\n' })).toMatchObject({ verdict: 'not-checked' });
});
