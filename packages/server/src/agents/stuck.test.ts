import { describe, expect, it } from 'vitest';
import { findCircle, type Move, moveOf } from './stuck.ts';

const move = (input: string, text = 'out', status: 'ok' | 'error' = 'ok'): Move =>
  moveOf({ tool: 'run_command', input: { input } }, { text, status });
const times = (count: number, make: (at: number) => Move) => Array.from({ length: count }, (_, at) => make(at));

describe('the stuck rules', () => {
  it('see the same call with the same result at the fourth time, not the third', () => {
    expect(findCircle(times(3, () => move('a')))).toBeNull();
    expect(findCircle(times(4, () => move('a')))).toMatch(/same call/);
  });
  it('see no circle where the result changes', () => {
    expect(findCircle(times(6, (at) => move('a', `result ${at}`)))).toBeNull();
  });
  it('see through the run time that a command prints', () => {
    expect(findCircle(times(4, (at) => move('a', `1 test failed in ${at}ms (${at}.${at} s)`)))).toMatch(/same call/);
  });
  it('see the same error from different calls at the third time', () => {
    expect(findCircle(times(2, (at) => move(`a${at}`, 'no such file', 'error')))).toBeNull();
    expect(findCircle(times(3, (at) => move(`a${at}`, 'no such file', 'error')))).toMatch(/same error/);
    expect(findCircle(times(3, (at) => move(`a${at}`, `no such file ${at}`, 'error')))).toBeNull();
  });
  it('see going back and forth at the sixth call', () => {
    const swing = (count: number) => times(count, (at) => move(at % 2 === 0 ? 'a' : 'b'));
    expect(findCircle(swing(5))).toBeNull();
    expect(findCircle(swing(6))).toMatch(/back and forth/);
  });
  it('take the order of an input’s keys for no difference', () => {
    const one = moveOf({ tool: 't', input: { a: 1, b: 2 } }, { text: '', status: 'ok' });
    expect(moveOf({ tool: 't', input: { b: 2, a: 1 } }, { text: '', status: 'ok' })).toEqual(one);
  });
});
