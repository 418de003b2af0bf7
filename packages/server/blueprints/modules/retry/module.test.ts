import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { retry } from '../src/retry.ts';

describe('retry', () => {
  it('calls again until it succeeds', async () => {
    const seen: number[] = [];
    const result = await retry(
      (attempt) => {
        seen.push(attempt);
        if (attempt < 3) throw new Error('not yet');
        return 'done';
      },
      { delay: 1 },
    );
    assert.equal(result, 'done');
    assert.deepEqual(seen, [1, 2, 3]);
  });

  it('throws the last error when there are no attempts left', async () => {
    const failing = (attempt: number) => {
      throw new Error(`attempt ${attempt}`);
    };
    await assert.rejects(retry(failing, { attempts: 2, delay: 1 }), /attempt 2/);
  });

  it('does not try again what is not worth it', async () => {
    let calls = 0;
    const failing = () => {
      calls += 1;
      throw new Error('final');
    };
    await assert.rejects(retry(failing, { delay: 1, shouldRetry: () => false }), /final/);
    assert.equal(calls, 1);
  });

  it('stops waiting when it is told to', async () => {
    const stop = new AbortController();
    const failing = () => {
      stop.abort();
      throw new Error('no');
    };
    await assert.rejects(retry(failing, { delay: 60_000, signal: stop.signal }), {
      name: 'AbortError',
    });
  });
});
