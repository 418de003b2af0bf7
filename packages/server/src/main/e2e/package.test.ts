import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRepository } from './testing-launcher.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../../../..');
const server = join(root, 'packages/server');
const path = '/usr/local/bin:/usr/bin:/bin';

let folder: string;
let installed: string;
let env: Record<string, string>;
/** The programs of docs/sdk.md by the name in their first line. */
const programs = new Map(
  [
    ...readFileSync(join(root, 'docs/sdk.md'), 'utf8').matchAll(/^```(?:ts|yaml)\n(?:\/\/|#) (\S+)\n([^]*?)^```$/gm),
  ].map(([, name = '', code = '']) => [name, code]),
);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'codewright-package-'));
  installed = join(folder, 'empty');
  mkdirSync(installed);
  // What npm is set to here; nothing else of the user comes along.
  const npm = (key: string) => execFileSync('npm', ['config', 'get', key], { encoding: 'utf8' }).trim();
  env = {
    PATH: path,
    HOME: join(folder, 'home'),
    npm_config_registry: npm('registry'),
    npm_config_cache: npm('cache'),
    ...(npm('cafile') === 'null' ? {} : { npm_config_cafile: npm('cafile') }),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
  mkdirSync(join(folder, 'home'));
  await run('npm', ['pack', '--pack-destination', installed], { cwd: server, env, maxBuffer: 1 << 26 });
  const [tarball = ''] = readdirSync(installed);
  await run('npm', ['install', '--prefer-offline', `./${tarball}`, '@types/node@24'], { cwd: installed, env });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const npx = (args: string[], cwd = installed) => run('npx', ['--no-install', 'codewright', ...args], { cwd, env });

test('the tarball holds the license, the notes, the types and no source or test', () => {
  const own = join(installed, 'node_modules/codewright');
  expect(readFileSync(join(own, 'LICENSE'), 'utf8')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
  for (const name of ['README.md', 'dist/sdk.mjs', 'dist/types/sdk.d.ts', 'roles', 'blueprints'])
    expect(existsSync(join(own, name)), name).toBe(true);
  // Whatever the sources look for in the installation is there.
  const sources = readdirSync(join(server, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  );
  const named = sources.flatMap((name) =>
    [...readFileSync(join(server, 'src', name), 'utf8').matchAll(/dataFolder\('([^']+)'\)/g)].map(
      ([, data]) => data ?? '',
    ),
  );
  expect(named.length).toBeGreaterThan(5);
  for (const name of named) expect(existsSync(join(own, name)), name).toBe(true);
  const files = readdirSync(own, { recursive: true, encoding: 'utf8' });
  expect(files.filter((name) => /\.test\.|\.map$|(?<!\.d)\.ts$/.test(name) && !/blueprints/.test(name))).toEqual([]);
});

test('installed into an empty folder, the command works with the Node that npm has', async () => {
  const { version } = JSON.parse(readFileSync(join(server, 'package.json'), 'utf8')) as { version: string };
  expect((await npx(['--version'])).stdout).toBe(`${version}\n`);
  const repo = makeRepository(join(folder, 'repo'));
  const { stdout } = await npx(['run', 'create file docs/a.md with "hello"', '--repo', repo]);
  expect(stdout).toMatch(/✓ Done: \d of \d checks passed/);
  expect((await npx(['jobs', 'list'])).stdout).toContain('succeeded');
  expect((await npx(['workflows'])).stdout).toContain('genius');
  expect((await npx(['tools'])).stdout).toMatch(/read_file +\S+: \w/);
  expect((await npx(['roles'])).stdout).toContain('builder');
});

test('the programs of docs/sdk.md have right types for a user who checks everything', async () => {
  expect([...programs.keys()]).toEqual([
    'simple.ts',
    'custom_config.yaml',
    'advanced.ts',
    'progress.ts',
    'repository.ts',
    'memory.ts',
    'server.ts',
  ]);
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ ...readManifest(), type: 'module' }));
  for (const [name, code] of programs) writeFileSync(join(installed, name), code);
  const compilerOptions = { module: 'nodenext', target: 'es2024', strict: true, noEmit: true, types: ['node'] };
  const lib = ['es2024', 'esnext.disposable'];
  writeFileSync(
    join(installed, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...compilerOptions, lib, skipLibCheck: false }, include: ['*.ts'] }),
  );
  const check = (project = installed) =>
    run(join(root, 'node_modules/.bin/tsc'), ['-p', project], { env: { PATH: path } });
  expect((await check()).stdout).toBe('');
  // Another kind of project: a bundler's, without the types of Node.
  const bundled = { module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom'], types: [] };
  const other = { compilerOptions: { ...compilerOptions, ...bundled, skipLibCheck: false }, files: ['simple.ts'] };
  writeFileSync(join(installed, 'tsconfig.other.json'), JSON.stringify(other));
  expect((await check(join(installed, 'tsconfig.other.json'))).stdout).toBe('');
  // The control: a wrong use is seen, so the types are more than `any`.
  const wrong = (programs.get('simple.ts') ?? '').replace('result.projectPath', 'result.projectPaths.length');
  writeFileSync(join(installed, 'wrong.ts'), wrong);
  await expect(check()).rejects.toMatchObject({ stdout: expect.stringContaining("'projectPaths' does not exist") });
  rmSync(join(installed, 'wrong.ts'));
});

test('importing the package changes nothing of the program that does', async () => {
  const code = `
    const look = () => JSON.stringify([Object.getOwnPropertyNames(globalThis).filter((name) => !name.startsWith('__zod')),
      globalThis.__zod_globalConfig?.jitless, process.eventNames().map(String), Object.keys(process.env)]);
    const before = look();
    await import('codewright');
    if (look() !== before) throw new Error(before + look());`;
  const script = join(installed, 'look.mjs');
  writeFileSync(script, code);
  expect(await run(process.execPath, [script], { cwd: installed, env })).toEqual({ stdout: '', stderr: '' });
});

test('the programs of docs/sdk.md run', async () => {
  const program = async (name: string, cwd: string, more: Record<string, string> = {}) => {
    writeFileSync(join(installed, name), programs.get(name) ?? '');
    return (await run(process.execPath, [join(installed, name)], { cwd, env: { ...env, ...more } })).stdout;
  };
  const work = join(folder, 'work');
  mkdirSync(work);
  writeFileSync(join(work, 'custom_config.yaml'), programs.get('custom_config.yaml') ?? '');
  const [, project = ''] = /^It is in (\S+), made with \w+\.$/m.exec(await program('simple.ts', work)) ?? [];
  expect(existsSync(join(project, 'package.json'))).toBe(true);
  expect(await program('advanced.ts', work)).toMatch(/^(refused|succeeded|failed) /);
  // A home of its own in which a build ends soon: that whole ones come about is seen above.
  const limited = join(folder, 'limited');
  mkdirSync(limited);
  writeFileSync(join(limited, 'config.yaml'), 'caps: { build: { steps: 3 } }\n');
  const followed = await program('progress.ts', work, { CODEWRIGHT_HOME: limited });
  expect(followed).toMatch(/^Progress: \d+(\.\d+)?% - \S/);
  expect(followed).toMatch(/^Why: .*the budget of steps is used up/m);

  const repo = makeRepository(join(folder, 'own'));
  const told = await program('repository.ts', repo);
  expect(told).toMatch(/^codewright\/\w+ 1 /);
  expect(told).toMatch(/\+hello[^]*true\n$/);

  expect(await program('memory.ts', repo)).toMatch(/^1 1\nnote Hono 5\n/);

  const bin = join(installed, 'node_modules/codewright/bin/codewright.cjs');
  const serving = spawn(process.execPath, [bin, 'serve', '--port', '0', '--workers', '0'], { cwd: work, env });
  try {
    const said = await new Promise<string>((resolve, reject) => {
      let text = '';
      serving.stdout.on('data', (chunk: Buffer) => {
        text += String(chunk);
        if (/Try: curl.*\n/.test(text)) resolve(text);
      });
      serving.once('exit', () => reject(new Error(`It ended: ${text}`)));
    });
    const [url = ''] = /http:\/\/127[\d.:]+/.exec(said) ?? [];
    const [, file = ''] = /token .* is in (\S+)/.exec(said) ?? [];
    const more = { CODEWRIGHT_SERVER: url, CODEWRIGHT_TOKEN: readFileSync(file, 'utf8') };
    expect(await program('server.ts', work, more)).toMatch(/^\d+\.\d+\.\d+ [1-5]\n$/);
  } finally {
    serving.kill('SIGTERM');
    await new Promise((over) => serving.once('close', over));
  }
});

function readManifest(): object {
  return JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as object;
}
