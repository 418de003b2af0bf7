import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SecretBox } from '../src/secrets.ts';

describe('SecretBox', () => {
  it('gives a text once', () => {
    const box = new SecretBox();
    const code = box.put('swordfish');
    assert.equal(box.read(code), 'swordfish');
    assert.throws(() => box.read(code), /nothing/);
  });

  it('gives a text as often as it may be read', () => {
    const box = new SecretBox({ reads: 2 });
    const code = box.put('text');
    assert.deepEqual([box.read(code), box.read(code)], ['text', 'text']);
    assert.throws(() => box.read(code), /nothing/);
    const open = new SecretBox({ reads: 0 });
    const known = open.put('text');
    for (let time = 0; time < 5; time += 1) assert.equal(open.read(known), 'text');
  });
});
