import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { insertBook, insertLoan, insertMember, loanBody } from './builders.ts';
import { idsOf, startTest } from './helpers.ts';

describe('POST /loans', () => {
  it('creates a loan', async () => {
    const { api, database } = startTest();
    const body = loanBody(database);
    const answer = await api.post('/loans', body);
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get('Location'), `/loans/${answer.body.id}`);
    assert.partialDeepStrictEqual(answer.body, body);
  });

  it('starts a loan with what nobody said', async () => {
    const { api, database, clock } = startTest();
    const answer = await api.post('/loans', loanBody(database));
    assert.equal(answer.body.loanedAt, clock.now);
    assert.equal(answer.body.returnedAt, null);
  });

  for (const field of ['bookId', 'memberId']) {
    it(`needs the field ${field}`, async () => {
      const { api, database } = startTest();
      const body = { ...loanBody(database), [field]: undefined };
      const answer = await api.post('/loans', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.details[0]?.field, field);
    });
  }

  for (const [field, value, why] of [
    ['bookId', 'first', 'is not an id'],
    ['bookId', 0, 'is zero'],
    ['bookId', null, 'is null'],
    ['memberId', 'first', 'is not an id'],
    ['memberId', 0, 'is zero'],
    ['memberId', null, 'is null'],
    ['loanedAt', '2030-01-01', 'has no time of day'],
    ['loanedAt', 'tomorrow', 'is not a time'],
    ['loanedAt', null, 'is null'],
    ['dueAt', '2030-01-01', 'has no time of day'],
    ['dueAt', 'tomorrow', 'is not a time'],
  ] as const) {
    it(`answers 422 when ${field} ${why}`, async () => {
      const { api, database } = startTest();
      const body = { ...loanBody(database), [field]: value };
      const answer = await api.post('/loans', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.code, 'validation_failed');
      assert.equal(answer.body.error.details[0]?.field, field);
    });
  }

  it('refuses fields that it does not know', async () => {
    const { api, database } = startTest();
    const answer = await api.post('/loans', { ...loanBody(database), nonsense: 1 });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.body.error.details[0]?.field, 'nonsense');
  });

  it('answers 422 when bookId names no book', async () => {
    const { api, database } = startTest();
    const body = loanBody(database, { bookId: 999_999 });
    const answer = await api.post('/loans', body);
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.code, 'reference_not_found');
    assert.equal(answer.body.error.details[0]?.field, 'bookId');
  });

  it('answers 422 when memberId names no member', async () => {
    const { api, database } = startTest();
    const body = loanBody(database, { memberId: 999_999 });
    const answer = await api.post('/loans', body);
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.code, 'reference_not_found');
    assert.equal(answer.body.error.details[0]?.field, 'memberId');
  });
});

describe('GET /loans', () => {
  it('pages through all loans', async () => {
    const { api, database } = startTest();
    for (let n = 0; n < 5; n += 1) {
      insertLoan(database);
    }
    const first = await api.get('/loans?limit=2');
    assert.equal(first.status, 200);
    assert.equal(first.body.total, 5);
    assert.equal(first.body.items.length, 2);
    const last = await api.get('/loans?limit=2&offset=4');
    assert.equal(last.body.items.length, 1);
  });

  it('answers 422 to a page that can not be', async () => {
    const { api } = startTest();
    const answer = await api.get('/loans?limit=0');
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.details[0]?.field, 'limit');
  });

  it('orders them by a field, both ways', async () => {
    const { api, database } = startTest();
    const first = insertLoan(database);
    const second = insertLoan(database);
    const up = await api.get('/loans?sort=id');
    const down = await api.get('/loans?sort=-id');
    const ids = [first.id, second.id];
    assert.deepEqual(idsOf(up), ids);
    assert.deepEqual(idsOf(down), ids.reverse());
  });

  it('lists those of one book', async () => {
    const { api, database } = startTest();
    const parent = insertBook(database);
    const wanted = insertLoan(database, { bookId: parent.id });
    insertLoan(database);
    const answer = await api.get(`/loans?bookId=${parent.id}`);
    assert.deepEqual(idsOf(answer), [wanted.id]);
  });

  it('lists those of one member', async () => {
    const { api, database } = startTest();
    const parent = insertMember(database);
    const wanted = insertLoan(database, { memberId: parent.id });
    insertLoan(database);
    const answer = await api.get(`/loans?memberId=${parent.id}`);
    assert.deepEqual(idsOf(answer), [wanted.id]);
  });
});

describe('GET /loans/:id', () => {
  it('shows a loan', async () => {
    const { api, database } = startTest();
    const loan = insertLoan(database);
    const answer = await api.get(`/loans/${loan.id}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.id, loan.id);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.get('/loans/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('PATCH /loans/:id', () => {
  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.patch('/loans/999999', {});
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('DELETE /loans/:id', () => {
  it('deletes a loan', async () => {
    const { api, database } = startTest();
    const loan = insertLoan(database);
    const answer = await api.delete(`/loans/${loan.id}`);
    assert.equal(answer.status, 204);
    const again = await api.delete(`/loans/${loan.id}`);
    assert.equal(again.status, 404);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.delete('/loans/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('POST /loans/:id/return', () => {
  it('does it to a loan', async () => {
    const { api, database, clock } = startTest();
    const loan = insertLoan(database, { returnedAt: null });
    const answer = await api.post(`/loans/${loan.id}/return`);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.returnedAt, clock.now);
  });

  it('answers 409 when the returned at is set', async () => {
    const { api, database } = startTest();
    const loan = insertLoan(database, { returnedAt: '2054-08-23T09:00:00.000Z' });
    const answer = await api.post(`/loans/${loan.id}/return`);
    assert.equal(answer.status, 409);
    assert.equal(answer.body.error.code, 'loan_return_not_possible');
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.post('/loans/999999/return');
    assert.equal(answer.status, 404);
  });
});

describe('rule: A member has at most 5 loans that are not returned', () => {
  it('accepts loan number 5', async () => {
    const { api, database } = startTest();
    const member = insertMember(database);
    for (let n = 0; n < 4; n += 1) {
      insertLoan(database, { memberId: member.id });
    }
    const answer = await api.post('/loans', loanBody(database, { memberId: member.id }));
    assert.equal(answer.status, 201);
  });

  it('refuses loan number 6', async () => {
    const { api, database } = startTest();
    const member = insertMember(database);
    for (let n = 0; n < 5; n += 1) {
      insertLoan(database, { memberId: member.id });
    }
    const answer = await api.post('/loans', loanBody(database, { memberId: member.id }));
    assert.equal(answer.status, 409);
    assert.equal(answer.body.error.code, 'loan_limit_per_member');
  });

  it('does not count loans with a set returned at', async () => {
    const { api, database } = startTest();
    const member = insertMember(database);
    for (let n = 0; n < 5; n += 1) {
      insertLoan(database, { memberId: member.id, returnedAt: '2054-08-23T09:00:00.000Z' });
    }
    const answer = await api.post('/loans', loanBody(database, { memberId: member.id }));
    assert.equal(answer.status, 201);
  });

  it('counts for each on its own', async () => {
    const { api, database } = startTest();
    const member = insertMember(database);
    for (let n = 0; n < 5; n += 1) {
      insertLoan(database, { memberId: member.id });
    }
    const answer = await api.post('/loans', loanBody(database));
    assert.equal(answer.status, 201);
  });
});
