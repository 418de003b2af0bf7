import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseArguments } from '../src/argument-parser.ts';

describe('arguments behind --', () => {
  it('are no options, and numbers below zero are none either', () => {
    const spec = { options: [{ name: 'all', short: 'a' }], arguments: [{ name: 'files', many: true }] };
    const parsed = parseArguments(spec, ['-a', '-5', '--', '--all', '-x']);
    assert.deepEqual(parsed.options, { all: true });
    assert.deepEqual(parsed.arguments, { files: ['-5', '--all', '-x'] });
    assert.throws(() => parseArguments(spec, ['-x']), /-x/);
  });
});
