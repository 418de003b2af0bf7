import { execFile } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { dataFolder } from '../shared/data.ts';
import { protections } from './probe.ts';

/** Nobody: an account that is everywhere and owns nothing. */
const nobody = 65_534;

test('an ordinary account gets the whole sandbox too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'unprivileged-test-'));
  try {
    const asRoot = process.getuid?.() === 0;
    // Neither the checkout nor its Node need be readable for others: a few files and a copy are.
    const node = join(folder, 'node');
    copyFileSync(process.execPath, node);
    chmodSync(node, 0o755);
    const script = join(folder, 'probe.mjs');
    writeFileSync(join(folder, 'package.json'), '{}');
    cpSync(dataFolder('sandbox'), join(folder, 'sandbox'), { recursive: true });
    await build({
      stdin: {
        contents: `
          import { createBubblewrapSandbox } from './bubblewrap.ts';
          const sandbox = createBubblewrapSandbox({ nodeBin: process.execPath });
          console.log(JSON.stringify({ uid: process.getuid(), probe: await sandbox.probe() }));
          await sandbox.close();`,
        resolveDir: import.meta.dirname,
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
      logLevel: 'silent',
    });
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    if (asRoot) for (const path of [folder, temporary]) chownSync(path, nobody, nobody);
    const command = [node, script];
    const [program = '', ...args] = asRoot
      ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', ...command]
      : command;
    const { stdout } = await promisify(execFile)(program, args, {
      env: { PATH: '/usr/bin:/bin', TMPDIR: temporary, HOME: temporary },
    });
    const answer = JSON.parse(stdout) as { uid: number; probe: unknown };
    expect(answer.uid).not.toBe(0);
    expect(answer.probe).toMatchObject({ works: true, protections: [...protections] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
