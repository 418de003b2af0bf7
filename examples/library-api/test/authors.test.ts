import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorBody, insertAuthor, insertBook } from './builders.ts';
import { idsOf, startTest } from './helpers.ts';

describe('POST /authors', () => {
  it('creates an author', async () => {
    const { api, database } = startTest();
    const body = authorBody(database);
    const answer = await api.post('/authors', body);
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get('Location'), `/authors/${answer.body.id}`);
    assert.partialDeepStrictEqual(answer.body, body);
  });

  for (const field of ['name']) {
    it(`needs the field ${field}`, async () => {
      const { api, database } = startTest();
      const body = { ...authorBody(database), [field]: undefined };
      const answer = await api.post('/authors', body);
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
    ['biography', '', 'is empty'],
    ['biography', '   ', 'is blank'],
    ['biography', 'x'.repeat(10_001), 'is longer than 10000 characters'],
    ['biography', 42, 'is a number'],
    ['birthDate', '2030-02-30', 'is a day that does not exist'],
    ['birthDate', 'tomorrow', 'is not a date'],
    ['nationality', '', 'is empty'],
    ['nationality', '   ', 'is blank'],
    ['nationality', 'x'.repeat(201), 'is longer than 200 characters'],
    ['nationality', 42, 'is a number'],
  ] as const) {
    it(`answers 422 when ${field} ${why}`, async () => {
      const { api, database } = startTest();
      const body = { ...authorBody(database), [field]: value };
      const answer = await api.post('/authors', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.code, 'validation_failed');
      assert.equal(answer.body.error.details[0]?.field, field);
    });
  }

  for (const [field, value, why] of [
    ['name', 'x'.repeat(200), 'has 200 characters'],
    ['biography', 'x'.repeat(10_000), 'has 10000 characters'],
    ['nationality', 'x'.repeat(200), 'has 200 characters'],
  ] as const) {
    it(`accepts an author whose ${field} ${why}`, async () => {
      const { api, database } = startTest();
      const body = { ...authorBody(database), [field]: value };
      const answer = await api.post('/authors', body);
      assert.equal(answer.status, 201);
    });
  }

  it('refuses fields that it does not know', async () => {
    const { api, database } = startTest();
    const answer = await api.post('/authors', { ...authorBody(database), nonsense: 1 });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.body.error.details[0]?.field, 'nonsense');
  });
});

describe('GET /authors', () => {
  it('pages through all authors', async () => {
    const { api, database } = startTest();
    for (let n = 0; n < 5; n += 1) {
      insertAuthor(database);
    }
    const first = await api.get('/authors?limit=2');
    assert.equal(first.status, 200);
    assert.equal(first.body.total, 5);
    assert.equal(first.body.items.length, 2);
    const last = await api.get('/authors?limit=2&offset=4');
    assert.equal(last.body.items.length, 1);
  });

  it('answers 422 to a page that can not be', async () => {
    const { api } = startTest();
    const answer = await api.get('/authors?limit=0');
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.details[0]?.field, 'limit');
  });

  it('orders them by a field, both ways', async () => {
    const { api, database } = startTest();
    const first = insertAuthor(database);
    const second = insertAuthor(database);
    const up = await api.get('/authors?sort=id');
    const down = await api.get('/authors?sort=-id');
    const ids = [first.id, second.id];
    assert.deepEqual(idsOf(up), ids);
    assert.deepEqual(idsOf(down), ids.reverse());
  });
});

describe('GET /authors/:id', () => {
  it('shows an author', async () => {
    const { api, database } = startTest();
    const author = insertAuthor(database);
    const answer = await api.get(`/authors/${author.id}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.id, author.id);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.get('/authors/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('PATCH /authors/:id', () => {
  it('changes the name and nothing else', async () => {
    const { api, database, clock } = startTest();
    const author = insertAuthor(database);
    const changes = { name: 'Some 900' };
    clock.now = '2029-06-02T12:00:00.000Z';
    const answer = await api.patch(`/authors/${author.id}`, changes);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, { ...author, ...changes, updatedAt: clock.now });
  });

  it('answers 422 when the name is empty', async () => {
    const { api, database } = startTest();
    const author = insertAuthor(database);
    const answer = await api.patch(`/authors/${author.id}`, { name: '' });
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.code, 'validation_failed');
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.patch('/authors/999999', {});
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('DELETE /authors/:id', () => {
  it('deletes an author', async () => {
    const { api, database } = startTest();
    const author = insertAuthor(database);
    const answer = await api.delete(`/authors/${author.id}`);
    assert.equal(answer.status, 204);
    const again = await api.delete(`/authors/${author.id}`);
    assert.equal(again.status, 404);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.delete('/authors/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('GET /authors/:id/books', () => {
  it('lists the books of one author only', async () => {
    const { api, database } = startTest();
    const parent = insertAuthor(database);
    const wanted = insertBook(database, { authorId: parent.id });
    insertBook(database);
    const answer = await api.get(`/authors/${parent.id}/books`);
    assert.equal(answer.status, 200);
    assert.deepEqual(idsOf(answer), [wanted.id]);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.get('/authors/999999/books');
    assert.equal(answer.status, 404);
  });
});

describe('deleting the author of others', () => {
  it('is refused: an author is not deleted while it has books', async () => {
    const { api, database } = startTest();
    const parent = insertAuthor(database);
    insertBook(database, { authorId: parent.id });
    const answer = await api.delete(`/authors/${parent.id}`);
    assert.equal(answer.status, 409);
    assert.equal(answer.body.error.code, 'author_has_books');
  });
});
