import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bookBody, insertAuthor, insertBook, insertLoan } from './builders.ts';
import { idsOf, startTest } from './helpers.ts';

describe('POST /books', () => {
  it('creates a book', async () => {
    const { api, database } = startTest();
    const body = bookBody(database);
    const answer = await api.post('/books', body);
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get('Location'), `/books/${answer.body.id}`);
    assert.partialDeepStrictEqual(answer.body, body);
  });

  for (const field of ['authorId', 'title']) {
    it(`needs the field ${field}`, async () => {
      const { api, database } = startTest();
      const body = { ...bookBody(database), [field]: undefined };
      const answer = await api.post('/books', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.details[0]?.field, field);
    });
  }

  for (const [field, value, why] of [
    ['authorId', 'first', 'is not an id'],
    ['authorId', 0, 'is zero'],
    ['authorId', null, 'is null'],
    ['title', '', 'is empty'],
    ['title', '   ', 'is blank'],
    ['title', 'x'.repeat(201), 'is longer than 200 characters'],
    ['title', 42, 'is a number'],
    ['title', null, 'is null'],
    ['isbn', '', 'is empty'],
    ['isbn', '   ', 'is blank'],
    ['isbn', 'x'.repeat(201), 'is longer than 200 characters'],
    ['isbn', 42, 'is a number'],
    ['publishedYear', 10.5, 'is not whole'],
    ['publishedYear', 'ten', 'is not a number'],
    ['publishedYear', -1, 'is under 0'],
    ['publishedYear', 2201, 'is over 2200'],
    ['pages', 10.5, 'is not whole'],
    ['pages', 'ten', 'is not a number'],
    ['pages', -1, 'is under 0'],
    ['genre', '', 'is empty'],
    ['genre', '   ', 'is blank'],
    ['genre', 'x'.repeat(201), 'is longer than 200 characters'],
    ['genre', 42, 'is a number'],
  ] as const) {
    it(`answers 422 when ${field} ${why}`, async () => {
      const { api, database } = startTest();
      const body = { ...bookBody(database), [field]: value };
      const answer = await api.post('/books', body);
      assert.equal(answer.status, 422);
      assert.equal(answer.body.error.code, 'validation_failed');
      assert.equal(answer.body.error.details[0]?.field, field);
    });
  }

  for (const [field, value, why] of [
    ['title', 'x'.repeat(200), 'has 200 characters'],
    ['isbn', 'x'.repeat(200), 'has 200 characters'],
    ['publishedYear', 0, 'is 0'],
    ['publishedYear', 2200, 'is 2200'],
    ['pages', 0, 'is 0'],
    ['genre', 'x'.repeat(200), 'has 200 characters'],
  ] as const) {
    it(`accepts a book whose ${field} ${why}`, async () => {
      const { api, database } = startTest();
      const body = { ...bookBody(database), [field]: value };
      const answer = await api.post('/books', body);
      assert.equal(answer.status, 201);
    });
  }

  it('refuses fields that it does not know', async () => {
    const { api, database } = startTest();
    const answer = await api.post('/books', { ...bookBody(database), nonsense: 1 });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.body.error.details[0]?.field, 'nonsense');
  });

  it('answers 422 when authorId names no author', async () => {
    const { api, database } = startTest();
    const body = bookBody(database, { authorId: 999_999 });
    const answer = await api.post('/books', body);
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.code, 'reference_not_found');
    assert.equal(answer.body.error.details[0]?.field, 'authorId');
  });
});

describe('GET /books', () => {
  it('pages through all books', async () => {
    const { api, database } = startTest();
    for (let n = 0; n < 5; n += 1) {
      insertBook(database);
    }
    const first = await api.get('/books?limit=2');
    assert.equal(first.status, 200);
    assert.equal(first.body.total, 5);
    assert.equal(first.body.items.length, 2);
    const last = await api.get('/books?limit=2&offset=4');
    assert.equal(last.body.items.length, 1);
  });

  it('answers 422 to a page that can not be', async () => {
    const { api } = startTest();
    const answer = await api.get('/books?limit=0');
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.details[0]?.field, 'limit');
  });

  it('orders them by a field, both ways', async () => {
    const { api, database } = startTest();
    const first = insertBook(database);
    const second = insertBook(database);
    const up = await api.get('/books?sort=id');
    const down = await api.get('/books?sort=-id');
    const ids = [first.id, second.id];
    assert.deepEqual(idsOf(up), ids);
    assert.deepEqual(idsOf(down), ids.reverse());
  });

  it('lists those of one author', async () => {
    const { api, database } = startTest();
    const parent = insertAuthor(database);
    const wanted = insertBook(database, { authorId: parent.id });
    insertBook(database);
    const answer = await api.get(`/books?authorId=${parent.id}`);
    assert.deepEqual(idsOf(answer), [wanted.id]);
  });
});

describe('GET /books/:id', () => {
  it('shows a book', async () => {
    const { api, database } = startTest();
    const book = insertBook(database);
    const answer = await api.get(`/books/${book.id}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.body.id, book.id);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.get('/books/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('PATCH /books/:id', () => {
  it('changes the title and nothing else', async () => {
    const { api, database, clock } = startTest();
    const book = insertBook(database);
    const changes = { title: 'Some 900' };
    clock.now = '2029-06-02T12:00:00.000Z';
    const answer = await api.patch(`/books/${book.id}`, changes);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, { ...book, ...changes, updatedAt: clock.now });
  });

  it('answers 422 when the title is empty', async () => {
    const { api, database } = startTest();
    const book = insertBook(database);
    const answer = await api.patch(`/books/${book.id}`, { title: '' });
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.code, 'validation_failed');
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.patch('/books/999999', {});
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('DELETE /books/:id', () => {
  it('deletes a book', async () => {
    const { api, database } = startTest();
    const book = insertBook(database);
    const answer = await api.delete(`/books/${book.id}`);
    assert.equal(answer.status, 204);
    const again = await api.delete(`/books/${book.id}`);
    assert.equal(again.status, 404);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.delete('/books/999999');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });
});

describe('rule: No two books have the same isbn', () => {
  it('refuses a second one', async () => {
    const { api, database } = startTest();
    const first = insertBook(database);
    const answer = await api.post('/books', bookBody(database, { isbn: first.isbn }));
    assert.equal(answer.status, 409);
    assert.equal(answer.body.error.code, 'book_isbn_taken');
  });

  it('lets a row keep its own', async () => {
    const { api, database } = startTest();
    const first = insertBook(database);
    const changes = { isbn: first.isbn };
    const answer = await api.patch(`/books/${first.id}`, changes);
    assert.equal(answer.status, 200);
  });
});

describe('GET /books/:id/loans', () => {
  it('lists the loans of one book only', async () => {
    const { api, database } = startTest();
    const parent = insertBook(database);
    const wanted = insertLoan(database, { bookId: parent.id });
    insertLoan(database);
    const answer = await api.get(`/books/${parent.id}/loans`);
    assert.equal(answer.status, 200);
    assert.deepEqual(idsOf(answer), [wanted.id]);
  });

  it('answers 404 when there is none', async () => {
    const { api } = startTest();
    const answer = await api.get('/books/999999/loans');
    assert.equal(answer.status, 404);
  });
});

describe('deleting the book of others', () => {
  it('is refused: a book is not deleted while it has loans', async () => {
    const { api, database } = startTest();
    const parent = insertBook(database);
    insertLoan(database, { bookId: parent.id });
    const answer = await api.delete(`/books/${parent.id}`);
    assert.equal(answer.status, 409);
    assert.equal(answer.body.error.code, 'book_has_loans');
  });
});
