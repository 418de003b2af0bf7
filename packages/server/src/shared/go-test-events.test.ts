import { describe, expect, test } from 'vitest';
import { countGoEvents, tellingEachTest, withoutEvents } from './go-test-events.ts';

const event = (action: string, test?: string, output?: string): string =>
  JSON.stringify({
    Time: '2026-01-01T00:00:00Z',
    Action: action,
    Package: 'example.com/a',
    ...(test === undefined ? {} : { Test: test }),
    ...(output === undefined ? {} : { Output: output }),
  });

describe('the events of go test', () => {
  test('count tests, and those with parts as their parts', () => {
    const lines = [
      event('run', 'TestA'),
      event('pass', 'TestA/one'),
      event('fail', 'TestA/two'),
      event('fail', 'TestA'),
      event('pass', 'TestB'),
      event('skip', 'TestC'),
      event('fail'),
    ];
    expect(countGoEvents(lines.join('\n'))).toEqual({ executed: 3, failed: 1 });
  });

  test('count a test that fails beside its parts', () => {
    const lines = [event('pass', 'TestA/one'), event('fail', 'TestA'), event('fail')];
    expect(countGoEvents(lines.join('\n'))).toEqual({ executed: 2, failed: 1 });
  });

  test('count a package that does not compile as one failure', () => {
    expect(countGoEvents(`# example.com/a\n./a.go:1:1: no\n${event('fail')}`)).toEqual({ executed: 1, failed: 1 });
  });

  test('are no events where there are none', () => {
    expect(countGoEvents('ok  \texample.com/a\t0.002s\n')).toBeNull();
    expect(withoutEvents('ok  \texample.com/a\t0.002s\n')).toBe('ok  \texample.com/a\t0.002s\n');
  });

  test('are read as a person would have seen them', () => {
    const lines = [
      event('output', 'TestA', '--- FAIL: TestA (0.00s)\n'),
      event('fail', 'TestA'),
      'FAIL\texample.com/b',
    ];
    expect(withoutEvents(lines.join('\n'))).toBe('--- FAIL: TestA (0.00s)\nFAIL\texample.com/b\n');
  });

  test('are asked for by one command only', () => {
    expect(tellingEachTest(['go', 'test', './...'])).toEqual(['go', 'test', '-json', './...']);
    expect(tellingEachTest(['npm', 'test'])).toEqual(['npm', 'test']);
  });
});
