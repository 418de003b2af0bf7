import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createBubblewrapSandbox } from './bubblewrap.ts';
import { homeToolchains } from './toolchains.ts';

const home = mkdtempSync(join(tmpdir(), 'codewright-toolchains-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function program(path: string, text: string): void {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}

program('.cargo/bin/rustup', 'exit 1');
program('.cargo/bin/cargo', 'echo the manager');
program(
  '.rustup/toolchains/stable-x/bin/cargo',
  'echo cargo of the tool chain; touch "${0%/*}/made" || echo read-only',
);
program('.rustup/toolchains/stable-x/bin/rustc', 'echo rustc');
program('.rustup/toolchains/other/bin/cargo', 'echo another');
writeFileSync(join(home, '.rustup/settings.toml'), 'version = "12"\ndefault_toolchain = "stable-x"\n');
writeFileSync(join(home, '.cargo/credentials.toml'), 'token = "secret"\n');
program('.pyenv/shims/python3', 'exit 1');
program('.pyenv/versions/3.13.1/bin/python3', 'echo python');
writeFileSync(join(home, '.pyenv/version'), '3.13.1\n');
program('sdk/go/bin/go', 'echo go');
const hostPath = `${home}/.cargo/bin:${home}/.pyenv/shims:${home}/sdk/go/bin:/usr/bin:/bin`;

test('Tool chains of rustup, pyenv and Go are found where their managers would find them', () => {
  expect(homeToolchains(hostPath, [])).toEqual([
    {
      folder: `${home}/.rustup/toolchains/stable-x`,
      programs: {
        cargo: `${home}/.rustup/toolchains/stable-x/bin/cargo`,
        rustc: `${home}/.rustup/toolchains/stable-x/bin/rustc`,
      },
    },
    {
      folder: `${home}/.pyenv/versions/3.13.1`,
      programs: { python3: `${home}/.pyenv/versions/3.13.1/bin/python3` },
    },
    { folder: `${home}/sdk/go`, programs: { go: `${home}/sdk/go/bin/go` } },
  ]);
});

test('What the system brings is taken from there, and a manager without a choice gives nothing', () => {
  expect(homeToolchains('/usr/bin:/bin')).toEqual([]);
  expect(homeToolchains(hostPath, [join(home, 'sdk/go/bin')]).map(({ folder }) => folder)).not.toContain(
    join(home, 'sdk/go'),
  );
  writeFileSync(join(home, '.pyenv/version'), '2.7\n');
  expect(homeToolchains(`${home}/.pyenv/shims`, [])).toEqual([]);
});

test('A tool chain works inside, read-only, and nothing else of the home is there', async () => {
  // Where the system has a cargo of its own, that one is used.
  const [chain] = homeToolchains(`${home}/.cargo/bin`);
  if (!chain) return;
  const box = createBubblewrapSandbox({ nodeBin: process.execPath, hostPath });
  try {
    const run = (line: string) =>
      box.exec({ argv: ['sh', '-c', line], cwd: '/', mounts: [], signal: new AbortController().signal });
    const ran = await run('cargo && rustc');
    expect(ran).toMatchObject({ exitCode: 0, stdout: 'cargo of the tool chain\nread-only\nrustc\n' });
    // A shell between would drop what is no name to it (CARGO_BIN_EXE_my-tool), and cargo's tests find no program to run.
    const linked = await run('readlink "$(command -v cargo)"');
    expect(linked.stdout).toBe(`${home}/.rustup/toolchains/stable-x/bin/cargo\n`);
    const looked = await run(`ls ${home}/.rustup/toolchains; cat ${home}/.cargo/credentials.toml`);
    expect(looked.stdout).toBe('stable-x\n');
    expect(looked.exitCode).not.toBe(0);
  } finally {
    await box.close();
  }
});
