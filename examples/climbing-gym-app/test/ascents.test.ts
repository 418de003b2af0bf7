import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ascentBody, insertAscent, insertMember, insertRoute } from './builders.ts';
import { idsOf, startTest } from './helpers.ts';

describe('POST /ascents', () => {
  it('creates an ascent', async () => {
    const { api, database } = startTest();
    const body = ascentBody(database);
    const answer = await api.post('/ascents', body);
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get('Location'), `/ascents/${answer.body.id}`);
    assert.partialDeepStrictEqual(answer.body, body);
  });

  for (const field of ['routeId', 'memberId', 'date']) {
    it(`needs the field ${field}`, async () => {
      const { api, database } = startTest();
      const body = { ...ascentBody(database), [field]: undefined };
      const answer = await api.post('/ascents', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.details[0]?.field, field);
    });
  }

  for (const [field, value, why] of [
    ['routeId', 'first', 'is not an id'],
    ['routeId', 0, 'is zero'],
    ['routeId', null, 'is null'],
    ['memberId', 'first', 'is not an id'],
    ['memberId', 0, 'is zero'],
    ['memberId', null, 'is null'],
    ['notes', '', 'is empty'],
    ['notes', '   ', 'is blank'],
    ['notes', 'x'.repeat(10_001), 'is longer than 10000 characters'],
    ['notes', 42, 'is a number'],
    ['date', '2030-02-30', 'is a day that does not exist'],
    ['date', 'tomorrow', 'is not a date'],
    ['date', null, 'is null'],
  ] as const) {
    it(`answers 422 when ${field} ${why}`, async () => {
      const { api, database } = startTest();
      const body = { ...ascentBody(database), [field]: value };
      const answer = await api.post('/ascents', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.code, 'validation_failed');
      assert.equal(answer.body.error.details[0]?.field, field);
    });
  }

  for (const [field, value, why] of [
    ['notes', 'x'.repeat(10_000), 'has 10000 characters'],
  ] as const) {
    it(`accepts an ascent whose ${field} ${why}`, async () => {
      const { api, database } = startTest();
      const body = { ...ascentBody(database), [field]: value };
      const answer = await api.post('/ascents', body);
      assert.equal(answer.status, 201);
    });
  }

  it('refuses fields that it does not know', async () => {
    const { api, database } = startTest();
    const answer = await api.post('/ascents', { ...ascentBody(database), nonsense: 1 });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.body.error.details[0]?.field, 'nonsense');
  });

  it('answers 422 when routeId names no route', async () => {
    const { api, database } = startTest();
    const body = ascentBody(database, { routeId: 999_999 });
    const answer = await api.post('/ascents', body);
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.code, 'reference_not_found');
    assert.equal(answer.body.error.details[0]?.field, 'routeId');
  });

  it('answers 422 when memberId names no member', async () => {
    const { api, database } = startTest();
    const body = ascentBody(database, { memberId: 999_999 });
    const answer = await api.post('/ascents', body);
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.code, 'reference_not_found');
    assert.equal(answer.body.error.details[0]?.field, 'memberId');
  });
});

describe('GET /ascents', () => {
  it('pages through all ascents', async () => {
    const { api, database } = startTest();
    for (let n = 0; n < 5; n += 1) {
      insertAscent(database);
    }
    const first = await api.get('/ascents?limit=2');
    assert.equal(first.status, 200);
    assert.equal(first.body.total, 5);
    assert.equal(first.body.items.length, 2);
    const last = await api.get('/ascents?limit=2&offset=4');
    assert.equal(last.body.items.length, 1);
  });

  it('answers 422 to a page that can not be', async () => {
    const { api } = startTest();
    const answer = await api.get('/ascents?limit=0');
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.details[0]?.field, 'limit');
  });

  it('orders them by a field, both ways', async () => {
    const { api, database } = startTest();
    const first = insertAscent(database);
    const second = insertAscent(database);
    const up = await api.get('/ascents?sort=id');
    const down = await api.get('/ascents?sort=-id');
    const ids = [first.id, second.id];
    assert.deepEqual(idsOf(up), ids);
    assert.deepEqual(idsOf(down), ids.reverse());
  });

  it('lists those of one route', async () => {
    const { api, database } = startTest();
    const parent = insertRoute(database);
    const wanted = insertAscent(database, { routeId: parent.id });
    insertAscent(database);
    const answer = await api.get(`/ascents?routeId=${parent.id}`);
    assert.deepEqual(idsOf(answer), [wanted.id]);
  });

  it('lists those of one member', async () => {
    const { api, database } = startTest();
    const parent = insertMember(database);
    const wanted = insertAscent(database, { memberId: parent.id });
    insertAscent(database);
    const answer = await api.get(`/ascents?memberId=${parent.id}`);
    assert.deepEqual(idsOf(answer), [wanted.id]);
  });
});

describe('GET /ascents/:id', () => {
  it('shows an ascent', async () => {
    const { api, database } = startTest();
    const ascent = insertAscent(database);
    const answer = await api.get(`/ascents/${ascent.id}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.id, ascent.id);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.get('/ascents/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('PATCH /ascents/:id', () => {
  it('changes the notes and nothing else', async () => {
    const { api, database, clock } = startTest();
    const ascent = insertAscent(database);
    const changes = { notes: 'Some 900' };
    clock.now = '2029-06-02T12:00:00.000Z';
    const answer = await api.patch(`/ascents/${ascent.id}`, changes);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, { ...ascent, ...changes, updatedAt: clock.now });
  });

  it('answers 422 when the notes is empty', async () => {
    const { api, database } = startTest();
    const ascent = insertAscent(database);
    const answer = await api.patch(`/ascents/${ascent.id}`, { notes: '' });
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.code, 'validation_failed');
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.patch('/ascents/999999', {});
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('DELETE /ascents/:id', () => {
  it('deletes an ascent', async () => {
    const { api, database } = startTest();
    const ascent = insertAscent(database);
    const answer = await api.delete(`/ascents/${ascent.id}`);
    assert.equal(answer.status, 204);
    const again = await api.delete(`/ascents/${ascent.id}`);
    assert.equal(again.status, 404);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.delete('/ascents/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('rule: No two ascents have the same member and route and date', () => {
  it('refuses a second one', async () => {
    const { api, database } = startTest();
    const first = insertAscent(database);
    const answer = await api.post(
      '/ascents',
      ascentBody(database, { memberId: first.memberId, routeId: first.routeId, date: first.date }),
    );
    assert.equal(answer.status, 409);
    assert.equal(answer.body.error.code, 'ascent_member_route_date_taken');
  });

  it('lets a row keep its own', async () => {
    const { api, database } = startTest();
    const first = insertAscent(database);
    const changes = { memberId: first.memberId, routeId: first.routeId, date: first.date };
    const answer = await api.patch(`/ascents/${first.id}`, changes);
    assert.equal(answer.status, 200);
  });

  it('accepts another member with the same route and date', async () => {
    const { api, database } = startTest();
    const first = insertAscent(database);
    const answer = await api.post(
      '/ascents',
      ascentBody(database, { routeId: first.routeId, date: first.date }),
    );
    assert.equal(answer.status, 201);
  });

  it('accepts another route with the same member and date', async () => {
    const { api, database } = startTest();
    const first = insertAscent(database);
    const answer = await api.post(
      '/ascents',
      ascentBody(database, { memberId: first.memberId, date: first.date }),
    );
    assert.equal(answer.status, 201);
  });

  it('accepts another date with the same member and route', async () => {
    const { api, database } = startTest();
    const first = insertAscent(database);
    const answer = await api.post(
      '/ascents',
      ascentBody(database, { memberId: first.memberId, routeId: first.routeId }),
    );
    assert.equal(answer.status, 201);
  });
});
