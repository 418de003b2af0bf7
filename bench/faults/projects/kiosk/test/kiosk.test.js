import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillDatabase, openDatabase } from '../src/database.js';
import { sell, takings } from '../src/sales.js';
import { startServer } from '../src/server.js';
import { readSettings } from '../src/settings.js';

function openKiosk() {
  const settings = readSettings();
  const database = openDatabase(settings.database);
  assert.equal(fillDatabase(database), 3);
  return { database, settings };
}

test('sales add up by product, the best first', () => {
  const { database } = openKiosk();
  const now = new Date('2026-01-01T00:00:00Z');
  assert.equal(sell(database, 'water', 2, now), 240);
  assert.equal(sell(database, 'newspaper', 1, now), 250);
  assert.deepEqual(takings(database), [
    { name: 'newspaper', total: 250 },
    { name: 'water', total: 240 },
  ]);
  assert.throws(() => sell(database, 'bread', 1, now), /no bread/);
});

test('two kiosks answer at the same time', async () => {
  const one = openKiosk();
  const two = openKiosk();
  const servers = [];
  try {
    for (const { database, settings } of [one, two]) {
      servers.push(await startServer(database, { port: 0, currency: settings.currency }));
    }
    for (const server of servers) {
      const address = `http://127.0.0.1:${server.address().port}/`;
      const sold = await fetch(address, {
        method: 'POST',
        body: JSON.stringify({ name: 'chocolate', quantity: 2 }),
      });
      assert.deepEqual([sold.status, await sold.json()], [201, { total: 360, currency: 'EUR' }]);
      const listed = await (await fetch(address)).json();
      assert.deepEqual(listed, { takings: [{ name: 'chocolate', total: 360 }], currency: 'EUR' });
    }
  } finally {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  }
});
