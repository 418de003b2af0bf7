import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CircuitBreaker, CircuitOpenError } from '../src/circuit-breaker.ts';

const failing = () => Promise.reject(new Error('down'));

describe('CircuitBreaker', () => {
  it('opens after so many failures in a row, and then calls nothing', async () => {
    const breaker = new CircuitBreaker({ failures: 2 });
    await assert.rejects(breaker.call(failing), /down/);
    assert.equal(await breaker.call(() => 'fine'), 'fine');
    await assert.rejects(breaker.call(failing), /down/);
    assert.equal(breaker.state(), 'closed');
    await assert.rejects(breaker.call(failing), /down/);
    assert.equal(breaker.state(), 'open');
    await assert.rejects(
      breaker.call(() => assert.fail('was called')),
      CircuitOpenError,
    );
  });

  it('lets one call through after a while, which closes or opens it again', async () => {
    let time = 0;
    const breaker = new CircuitBreaker({ failures: 1, wait: 100, now: () => time });
    await assert.rejects(breaker.call(failing), /down/);
    time = 99;
    assert.equal(breaker.state(), 'open');
    time = 100;
    assert.equal(breaker.state(), 'half-open');
    await assert.rejects(breaker.call(failing), /down/);
    assert.equal(breaker.state(), 'open');
    time = 200;
    const first = breaker.call(async () => 'back');
    await assert.rejects(
      breaker.call(async () => 'too many'),
      CircuitOpenError,
    );
    assert.equal(await first, 'back');
    assert.equal(breaker.state(), 'closed');
  });
});
