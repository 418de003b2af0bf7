// Runs one small job with the bundle and keeps V8's compiled form of all that ran until its first turn beside it: a start then
// parses none of it. A form that another Node made is passed over, so this is only ever a gain.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledFile, loadBundle } from '../packages/server/bin/bundle.mjs';

const bundle = join(import.meta.dirname, '../packages/server/dist/codewright.cjs');
const folder = mkdtempSync(join(tmpdir(), 'codewright-warm-'));
try {
  const repository = join(folder, 'repository');
  mkdirSync(repository);
  writeFileSync(join(repository, 'README.md'), '# A small project\n');
  process.env = { PATH: process.env['PATH'], HOME: folder, CODEWRIGHT_HOME: join(folder, 'state'), CI: '1' };
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, env: { ...process.env } });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('-c', 'user.name=warm', '-c', 'user.email=warm@localhost', 'commit', '--quiet', '--message=Start');
  process.chdir(folder);

  const { script, code, exports } = loadBundle(bundle);
  let kept = false;
  const keep = (line: unknown): boolean => {
    // Not at the end: by then V8 has let go of what ran only at the start.
    if (!kept && String(line).includes('"turn-finished"')) {
      kept = true;
      writeFileSync(compiledFile(bundle, code), script.createCachedData());
    }
    return true;
  };
  process.stdout.write = keep;
  const { runCli } = exports as { runCli: (args: string[]) => Promise<number> };
  const request = "create a file notes.txt with the content 'hello'";
  process.exitCode = await runCli(['run', '--json', '--yes', '--repo', repository, request]);
  if (!kept) process.exitCode ||= 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
