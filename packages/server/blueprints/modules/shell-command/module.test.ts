import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '../src/shell-command.ts';

describe('a command', () => {
  it('that fails is an error with its exit code and what it said', async () => {
    await assert.rejects(runCommand('echo broken >&2; exit 3'), /ended with 3\. broken/);
  });

  it('that takes too long is ended, with whatever it has started', async () => {
    await assert.rejects(runCommand('sleep 600 & sleep 600', { timeoutSeconds: 0.2 }), /more than 0\.2 seconds/);
  });

  it('runs in the folder that is named', async () => {
    assert.equal(await runCommand('pwd', { folder: '/' }), '/\n');
    await assert.rejects(runCommand('pwd', { folder: '/no/such/folder' }));
  });
});
