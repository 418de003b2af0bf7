import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { insertAscent, insertRoute, routeBody } from './builders.ts';
import { idsOf, startTest } from './helpers.ts';

describe('POST /routes', () => {
  it('creates a route', async () => {
    const { api, database } = startTest();
    const body = routeBody(database);
    const answer = await api.post('/routes', body);
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get('Location'), `/routes/${answer.body.id}`);
    assert.partialDeepStrictEqual(answer.body, body);
  });

  for (const field of ['grade']) {
    it(`needs the field ${field}`, async () => {
      const { api, database } = startTest();
      const body = { ...routeBody(database), [field]: undefined };
      const answer = await api.post('/routes', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.details[0]?.field, field);
    });
  }

  for (const [field, value, why] of [
    ['name', '', 'is empty'],
    ['name', '   ', 'is blank'],
    ['name', 'x'.repeat(201), 'is longer than 200 characters'],
    ['name', 42, 'is a number'],
    ['grade', '', 'is empty'],
    ['grade', '   ', 'is blank'],
    ['grade', 'x'.repeat(201), 'is longer than 200 characters'],
    ['grade', 42, 'is a number'],
    ['grade', null, 'is null'],
  ] as const) {
    it(`answers 422 when ${field} ${why}`, async () => {
      const { api, database } = startTest();
      const body = { ...routeBody(database), [field]: value };
      const answer = await api.post('/routes', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.code, 'validation_failed');
      assert.equal(answer.body.error.details[0]?.field, field);
    });
  }

  for (const [field, value, why] of [
    ['name', 'x'.repeat(200), 'has 200 characters'],
    ['grade', 'x'.repeat(200), 'has 200 characters'],
  ] as const) {
    it(`accepts a route whose ${field} ${why}`, async () => {
      const { api, database } = startTest();
      const body = { ...routeBody(database), [field]: value };
      const answer = await api.post('/routes', body);
      assert.equal(answer.status, 201);
    });
  }

  it('refuses fields that it does not know', async () => {
    const { api, database } = startTest();
    const answer = await api.post('/routes', { ...routeBody(database), nonsense: 1 });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.body.error.details[0]?.field, 'nonsense');
  });
});

describe('GET /routes', () => {
  it('pages through all routes', async () => {
    const { api, database } = startTest();
    for (let n = 0; n < 5; n += 1) {
      insertRoute(database);
    }
    const first = await api.get('/routes?limit=2');
    assert.equal(first.status, 200);
    assert.equal(first.body.total, 5);
    assert.equal(first.body.items.length, 2);
    const last = await api.get('/routes?limit=2&offset=4');
    assert.equal(last.body.items.length, 1);
  });

  it('answers 422 to a page that can not be', async () => {
    const { api } = startTest();
    const answer = await api.get('/routes?limit=0');
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.details[0]?.field, 'limit');
  });

  it('orders them by a field, both ways', async () => {
    const { api, database } = startTest();
    const first = insertRoute(database);
    const second = insertRoute(database);
    const up = await api.get('/routes?sort=id');
    const down = await api.get('/routes?sort=-id');
    const ids = [first.id, second.id];
    assert.deepEqual(idsOf(up), ids);
    assert.deepEqual(idsOf(down), ids.reverse());
  });
});

describe('GET /routes/:id', () => {
  it('shows a route', async () => {
    const { api, database } = startTest();
    const route = insertRoute(database);
    const answer = await api.get(`/routes/${route.id}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.id, route.id);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.get('/routes/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('PATCH /routes/:id', () => {
  it('changes the name and nothing else', async () => {
    const { api, database, clock } = startTest();
    const route = insertRoute(database);
    const changes = { name: 'Some 900' };
    clock.now = '2029-06-02T12:00:00.000Z';
    const answer = await api.patch(`/routes/${route.id}`, changes);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, { ...route, ...changes, updatedAt: clock.now });
  });

  it('answers 422 when the name is empty', async () => {
    const { api, database } = startTest();
    const route = insertRoute(database);
    const answer = await api.patch(`/routes/${route.id}`, { name: '' });
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.code, 'validation_failed');
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.patch('/routes/999999', {});
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('DELETE /routes/:id', () => {
  it('deletes a route', async () => {
    const { api, database } = startTest();
    const route = insertRoute(database);
    const answer = await api.delete(`/routes/${route.id}`);
    assert.equal(answer.status, 204);
    const again = await api.delete(`/routes/${route.id}`);
    assert.equal(again.status, 404);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.delete('/routes/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('GET /routes/:id/ascents', () => {
  it('lists the ascents of one route only', async () => {
    const { api, database } = startTest();
    const parent = insertRoute(database);
    const wanted = insertAscent(database, { routeId: parent.id });
    insertAscent(database);
    const answer = await api.get(`/routes/${parent.id}/ascents`);
    assert.equal(answer.status, 200);
    assert.deepEqual(idsOf(answer), [wanted.id]);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.get('/routes/999999/ascents');
    assert.equal(answer.status, 404);
  });
});

describe('deleting the route of others', () => {
  it('is refused: a route is not deleted while it has ascents', async () => {
    const { api, database } = startTest();
    const parent = insertRoute(database);
    insertAscent(database, { routeId: parent.id });
    const answer = await api.delete(`/routes/${parent.id}`);
    assert.equal(answer.status, 409);
    assert.equal(answer.body.error.code, 'route_has_ascents');
  });
});
