import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { insertAscent, insertMember, memberBody } from './builders.ts';
import { idsOf, startTest } from './helpers.ts';

describe('POST /members', () => {
  it('creates a member', async () => {
    const { api, database } = startTest();
    const body = memberBody(database);
    const answer = await api.post('/members', body);
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get('Location'), `/members/${answer.body.id}`);
    assert.partialDeepStrictEqual(answer.body, body);
  });

  for (const field of ['name', 'email']) {
    it(`needs the field ${field}`, async () => {
      const { api, database } = startTest();
      const body = { ...memberBody(database), [field]: undefined };
      const answer = await api.post('/members', body);
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
    ['email', 'not an address', 'is not an email address'],
    ['email', null, 'is null'],
    ['phone', 'call me', 'is not a phone number'],
    ['joinedOn', '2030-02-30', 'is a day that does not exist'],
    ['joinedOn', 'tomorrow', 'is not a date'],
  ] as const) {
    it(`answers 422 when ${field} ${why}`, async () => {
      const { api, database } = startTest();
      const body = { ...memberBody(database), [field]: value };
      const answer = await api.post('/members', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.code, 'validation_failed');
      assert.equal(answer.body.error.details[0]?.field, field);
    });
  }

  for (const [field, value, why] of [['name', 'x'.repeat(200), 'has 200 characters']] as const) {
    it(`accepts a member whose ${field} ${why}`, async () => {
      const { api, database } = startTest();
      const body = { ...memberBody(database), [field]: value };
      const answer = await api.post('/members', body);
      assert.equal(answer.status, 201);
    });
  }

  it('refuses fields that it does not know', async () => {
    const { api, database } = startTest();
    const answer = await api.post('/members', { ...memberBody(database), nonsense: 1 });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.body.error.details[0]?.field, 'nonsense');
  });
});

describe('GET /members', () => {
  it('pages through all members', async () => {
    const { api, database } = startTest();
    for (let n = 0; n < 5; n += 1) {
      insertMember(database);
    }
    const first = await api.get('/members?limit=2');
    assert.equal(first.status, 200);
    assert.equal(first.body.total, 5);
    assert.equal(first.body.items.length, 2);
    const last = await api.get('/members?limit=2&offset=4');
    assert.equal(last.body.items.length, 1);
  });

  it('answers 422 to a page that can not be', async () => {
    const { api } = startTest();
    const answer = await api.get('/members?limit=0');
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.details[0]?.field, 'limit');
  });

  it('orders them by a field, both ways', async () => {
    const { api, database } = startTest();
    const first = insertMember(database);
    const second = insertMember(database);
    const up = await api.get('/members?sort=id');
    const down = await api.get('/members?sort=-id');
    const ids = [first.id, second.id];
    assert.deepEqual(idsOf(up), ids);
    assert.deepEqual(idsOf(down), ids.reverse());
  });
});

describe('GET /members/:id', () => {
  it('shows a member', async () => {
    const { api, database } = startTest();
    const member = insertMember(database);
    const answer = await api.get(`/members/${member.id}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.id, member.id);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.get('/members/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('PATCH /members/:id', () => {
  it('changes the name and nothing else', async () => {
    const { api, database, clock } = startTest();
    const member = insertMember(database);
    const changes = { name: 'Some 900' };
    clock.now = '2029-06-02T12:00:00.000Z';
    const answer = await api.patch(`/members/${member.id}`, changes);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, { ...member, ...changes, updatedAt: clock.now });
  });

  it('answers 422 when the name is empty', async () => {
    const { api, database } = startTest();
    const member = insertMember(database);
    const answer = await api.patch(`/members/${member.id}`, { name: '' });
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.code, 'validation_failed');
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.patch('/members/999999', {});
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('DELETE /members/:id', () => {
  it('deletes a member', async () => {
    const { api, database } = startTest();
    const member = insertMember(database);
    const answer = await api.delete(`/members/${member.id}`);
    assert.equal(answer.status, 204);
    const again = await api.delete(`/members/${member.id}`);
    assert.equal(again.status, 404);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.delete('/members/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('rule: No two members have the same email', () => {
  it('refuses a second one', async () => {
    const { api, database } = startTest();
    const first = insertMember(database);
    const answer = await api.post('/members', memberBody(database, { email: first.email }));
    assert.equal(answer.status, 409);
    assert.equal(answer.body.error.code, 'member_email_taken');
  });

  it('lets a row keep its own', async () => {
    const { api, database } = startTest();
    const first = insertMember(database);
    const changes = { email: first.email };
    const answer = await api.patch(`/members/${first.id}`, changes);
    assert.equal(answer.status, 200);
  });
});

describe('GET /members/:id/ascents', () => {
  it('lists the ascents of one member only', async () => {
    const { api, database } = startTest();
    const parent = insertMember(database);
    const wanted = insertAscent(database, { memberId: parent.id });
    insertAscent(database);
    const answer = await api.get(`/members/${parent.id}/ascents`);
    assert.equal(answer.status, 200);
    assert.deepEqual(idsOf(answer), [wanted.id]);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.get('/members/999999/ascents');
    assert.equal(answer.status, 404);
  });
});

describe('deleting the member of others', () => {
  it('is refused: a member is not deleted while it has ascents', async () => {
    const { api, database } = startTest();
    const parent = insertMember(database);
    insertAscent(database, { memberId: parent.id });
    const answer = await api.delete(`/members/${parent.id}`);
    assert.equal(answer.status, 409);
    assert.equal(answer.body.error.code, 'member_has_ascents');
  });
});
