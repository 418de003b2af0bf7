import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadConfig } from '../src/config.ts';
import { startTest } from './helpers.ts';

describe('the application', () => {
  it('says that it is well', async () => {
    const { send } = startTest();
    const answer = await send('GET', '/health');
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body, { status: 'ok' });
  });

  it('answers 404 to an unknown address', async () => {
    const { send } = startTest();
    const answer = await send('GET', '/no-such-thing');
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'not_found');
  });

  it('answers 400 to a body that is not JSON', async () => {
    const { api } = startTest();
    const answer = await api.post('/authors', '{ not json');
    assert.equal(answer.status, 400);
    assert.equal(answer.body.error.code, 'invalid_json');
  });

  it('answers 415 to a body that is not sent as JSON', async () => {
    const { send } = startTest();
    const answer = await send('POST', '/authors', '{}', { 'Content-Type': 'text/plain' });
    assert.equal(answer.status, 415);
    assert.equal(answer.body.error.code, 'not_json');
  });

  it('answers 413 to a body that is too large', async () => {
    const { api } = startTest();
    const answer = await api.post('/authors', 'x'.repeat(1024 * 1024 + 1));
    assert.equal(answer.status, 413);
    assert.equal(answer.body.error.code, 'body_too_large');
    assert.equal(answer.headers.get('Connection'), 'close');
  });
});

describe('the configuration', () => {
  it('has a default for everything', () => {
    assert.equal(loadConfig({}).port, 3000);
  });

  it('refuses a value that is not valid and names it', () => {
    assert.throws(() => loadConfig({ PORT: 'eighty' }), /PORT/);
  });
});
