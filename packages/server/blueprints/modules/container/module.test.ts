import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Container } from '../src/container.ts';

describe('Container', () => {
  it('makes a singleton once, a transient each time, with what they depend on', () => {
    const container = new Container();
    let made = 0;
    container.singleton('count', () => {
      made += 1;
      return { number: made };
    });
    container.transient('mail', (own) => ({ count: own.resolve<{ number: number }>('count') }));
    const first = container.resolve<{ count: { number: number } }>('mail');
    const second = container.resolve<{ count: { number: number } }>('mail');
    assert.notEqual(first, second);
    assert.equal(first.count, second.count);
    assert.equal(made, 1);
    assert.equal(container.has('mail'), true);
  });

  it('names a circle, and goes on working behind it', () => {
    const container = new Container();
    container.singleton('a', (own) => own.resolve('b'));
    container.singleton('b', (own) => own.resolve('c'));
    container.singleton('c', (own) => own.resolve('b'));
    assert.throws(() => container.resolve('a'), /b → c → b/);
    container.singleton('d', () => 1);
    assert.equal(container.resolve('d'), 1);
  });

  it('refuses names that are taken, and names what is missing', () => {
    const container = new Container();
    container.singleton('a', (own) => own.resolve('lost'));
    assert.throws(() => container.singleton('a', () => 1), /already/);
    assert.throws(() => container.resolve('a'), /no service lost \(a → lost\)/);
  });
});
