import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Emitter } from '../src/event-emitter.ts';

describe('Emitter', () => {
  it('calls listeners with what is told, until they stop', () => {
    const emitter = new Emitter<{ saved: { id: number } }>();
    const ids: number[] = [];
    const stop = emitter.on('saved', ({ id }) => ids.push(id));
    assert.equal(emitter.emit('saved', { id: 1 }), 1);
    stop();
    assert.equal(emitter.emit('saved', { id: 2 }), 0);
    assert.deepEqual(ids, [1]);
  });

  it('calls a listener once', () => {
    const emitter = new Emitter<{ tick: number }>();
    const heard: number[] = [];
    emitter.once('tick', (number) => heard.push(number));
    emitter.emit('tick', 1);
    emitter.emit('tick', 2);
    assert.deepEqual(heard, [1]);
    assert.equal(emitter.listenerCount('tick'), 0);
  });

  it('takes a listener off', () => {
    const emitter = new Emitter<{ tick: number }>();
    const listener = () => assert.fail('was called');
    emitter.on('tick', listener);
    emitter.off('tick', listener);
    assert.equal(emitter.emit('tick', 1), 0);
  });

  it('tells all events to a wildcard', () => {
    const emitter = new Emitter<{ a: number; b: string }>();
    const heard: unknown[] = [];
    emitter.on('*', (data, event) => heard.push([event, data]));
    emitter.emit('a', 1);
    emitter.emit('b', 'x');
    assert.deepEqual(heard, [
      ['a', 1],
      ['b', 'x'],
    ]);
  });

  it('calls the others when one throws, and throws then', () => {
    const emitter = new Emitter<{ a: number }>();
    let called = false;
    emitter.on('a', () => {
      throw new Error('first');
    });
    emitter.on('a', () => {
      called = true;
    });
    assert.throws(() => emitter.emit('a', 1), /first/);
    assert.ok(called);
  });
});
