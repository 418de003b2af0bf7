// Runs one small job with the bundle and keeps V8's compiled form of all that ran until its first turn beside it: a start then
// parses none of it. A form that another Node made is passed over, so this is only ever a gain.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScriptedCall } from '../packages/server/src/llm/scripted/contract.ts';
import { startScriptedServer } from '../packages/server/src/llm/scripted/server.ts';
import { loadBundle } from '../packages/server/bin/bundle.cjs';

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

  const { exports, keep } = loadBundle(bundle);
  const { runCli } = exports as { runCli: (args: string[]) => Promise<number> };
  const started = ['run', '--json', '--yes', '--repo', repository];
  let turns = 0;
  const count = (line: unknown): boolean => {
    if (String(line).includes('"turn-finished"') && ++turns === wanted) {
      // Not at the end: by then V8 has let go of what ran only at the start.
      keep();
    }
    return true;
  };
  process.stdout.write = count;
  let wanted = Number.POSITIVE_INFINITY;
  const built = await runCli([...started, "create a file notes.txt with the content 'hello'"]);
  // And the way that most take: a model behind an API, which uses the shell.
  const shell: ScriptedCall = { do: 'shell', command: 'echo hello' };
  await using server = await startScriptedServer({ sessions: { default: [{ calls: [shell] }, { text: 'Done.' }] } });
  Object.assign(process.env, { OPENAI_BASE_URL: `${server.url}/v1`, OPENAI_API_KEY: 'warm' });
  wanted = turns + 2;
  const asked = await runCli([...started, '--model', 'openai-compatible/warm', 'Say hello.']);
  process.exitCode = built || asked || (turns < wanted ? 1 : 0);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
