import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Logger, type LoggerOptions } from '../src/logger.ts';

function logged(options: LoggerOptions, use: (logger: Logger) => void): string[] {
  const lines: string[] = [];
  use(new Logger({ now: () => 0, write: (line) => lines.push(line), ...options }));
  return lines;
}

describe('Logger', () => {
  it('writes JSON with the fields of its parents', () => {
    const [line = ''] = logged({ fields: { app: 'x' } }, (logger) =>
      logger.child({ id: 1 }).info('hi', { n: 2 }),
    );
    assert.deepEqual(JSON.parse(line), {
      time: '1970-01-01T00:00:00.000Z',
      level: 'info',
      message: 'hi',
      app: 'x',
      id: 1,
      n: 2,
    });
    assert.ok(line.endsWith('\n'));
  });

  it('leaves out what is below its level', () => {
    const lines = logged({ level: 'warn' }, (logger) => {
      logger.debug('a');
      logger.info('b');
      logger.warn('c');
      logger.error('d');
    });
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { message: string }).message),
      ['c', 'd'],
    );
  });

  it('writes for people, one line for each message', () => {
    const lines = logged({ format: 'text' }, (logger) => logger.warn('a\nb', { n: 1 }));
    assert.deepEqual(lines, ['1970-01-01T00:00:00.000Z WARN  a⏎b n=1\n']);
  });

  it('hides secrets and shows errors', () => {
    const [line = ''] = logged({ hide: ['password'] }, (logger) =>
      logger.error('no', { password: 'x', error: new TypeError('bad') }),
    );
    assert.match(line, /"password":"\*\*\*"/);
    assert.match(line, /"name":"TypeError","message":"bad"/);
  });
});
