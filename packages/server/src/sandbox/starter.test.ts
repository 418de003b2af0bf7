import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { OutputPipes } from './output-pipes.ts';
import { seccompFile, Starter } from './starter.ts';

test('A starter that is killed gets no further order, although its last command has just ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'starter-test-'));
  const nowhere = openSync('/dev/null', 'r+');
  onTestFinished(() => {
    closeSync(nowhere);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  });
  for (const name of [seccompFile, 'nothing', 'place']) writeFileSync(join(folder, name), '');
  const ended = Promise.withResolvers<void>();
  const starter = new Starter({
    command: ['true'],
    folder,
    inherited: [],
    null: nowhere,
    pipes: new OutputPipes(folder),
    member: undefined,
    onEnd: () => ended.resolve(),
  });
  const run = starter.start({ place: 'place', input: false });
  run.take();
  expect(starter.free).toBe(false);
  const over = once(run, 'exit');
  run.once('exit', () => starter.kill());
  await over;
  expect(run.exitCode).toBe(0);
  expect(starter.free).toBe(false);
  for (const stream of [run.output.stdout, run.output.stderr]) stream.destroy();
  await ended.promise;
});
