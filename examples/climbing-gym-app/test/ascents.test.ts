import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ascentBody, insertAscent } from './builders.ts';
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

  it('starts an ascent with what nobody said', async () => {
    const { api, database } = startTest();
    const answer = await api.post('/ascents', ascentBody(database));
    assert.equal(answer.body.active, true);
  });

  for (const field of ['name']) {
    it(`needs the field ${field}`, async () => {
      const { api, database } = startTest();
      const body = { ...ascentBody(database), [field]: undefined };
      const answer = await api.post('/ascents', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.details[0]?.field, field);
    });
  }

  for (const [field, value, why] of [
    ['name', '', 'is empty'],
    ['name', '   ', 'is blank'],
    ['name', 'x'.repeat(201), 'is longer than 200 characters'],
    ['name', 42, 'is a number'],
    ['name', null, 'is null'],
    ['description', '', 'is empty'],
    ['description', '   ', 'is blank'],
    ['description', 'x'.repeat(10_001), 'is longer than 10000 characters'],
    ['description', 42, 'is a number'],
    ['active', 'yes', 'is not true or false'],
    ['active', null, 'is null'],
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
    ['name', 'x'.repeat(200), 'has 200 characters'],
    ['description', 'x'.repeat(10_000), 'has 10000 characters'],
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

  it('lists those whose active is true', async () => {
    const { api, database } = startTest();
    const wanted = insertAscent(database, { active: true });
    insertAscent(database, { active: false });
    const answer = await api.get('/ascents?active=true');
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
  it('changes the name and nothing else', async () => {
    const { api, database, clock } = startTest();
    const ascent = insertAscent(database);
    const changes = { name: 'Some 900' };
    clock.now = '2029-06-02T12:00:00.000Z';
    const answer = await api.patch(`/ascents/${ascent.id}`, changes);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, { ...ascent, ...changes, updatedAt: clock.now });
  });

  it('answers 422 when the name is empty', async () => {
    const { api, database } = startTest();
    const ascent = insertAscent(database);
    const answer = await api.patch(`/ascents/${ascent.id}`, { name: '' });
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
