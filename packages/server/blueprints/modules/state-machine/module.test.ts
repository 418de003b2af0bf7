import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StateMachine } from '../src/state-machine.ts';

describe('StateMachine', () => {
  it('asks guards, and stays where one refuses', () => {
    const machine = new StateMachine<{ paid: boolean }>({
      initial: 'open',
      transitions: { open: { ship: 'shipped' } },
      guards: { ship: (data) => data?.paid === true },
    });
    assert.throws(() => machine.send('ship', { paid: false }), /refused/);
    assert.equal(machine.current(), 'open');
    assert.equal(machine.send('ship', { paid: true }), 'shipped');
  });

  it('calls what waits for a state', () => {
    const seen: string[] = [];
    const machine = new StateMachine({
      initial: 'a',
      transitions: { a: { go: 'b' } },
      onEnter: { b: (_data, from) => seen.push(from) },
    });
    machine.send('go');
    assert.deepEqual(seen, ['a']);
  });

  it('does not take what every object has for an event', () => {
    const machine = new StateMachine({ initial: 'a', transitions: { a: { go: 'b' } } });
    assert.equal(machine.can('toString'), false);
  });
});
