import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { optionalOf, requiredOf } from './calls.ts';
import { moduleSource, moduleTests, modules } from './library.ts';
import { hasExamples, moduleTestFile } from './tests.ts';

/** Every module of the library against its own examples, as a generated project would run them. */

const run = promisify(execFile);
/** All tests run in one process, which is quicker by far than one for each file; a line tells of each. */
const reporter = `export default async function* (events) {
  for await (const { type, data } of events) {
    if (type === 'test:pass' || type === 'test:fail')
      yield JSON.stringify({ file: data.file, ok: type === 'test:pass', name: data.name, why: data.details.error?.cause?.message }) + '\\n';
  }
}\n`;
let told: { file: string; ok: boolean; name: string; why?: string }[] = [];
const root = mkdtempSync(join(tmpdir(), 'codewright-modules-'));
const repository = join(import.meta.dirname, '../../../../..');

beforeAll(async () => {
  for (const folder of ['src', 'test']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(root, 'README.md'), '# Modules\n');
  copyFileSync(join(import.meta.dirname, '../../../blueprints/node/tsconfig.json.eta'), join(root, 'tsconfig.json'));
  for (const module of modules()) {
    writeFileSync(join(root, 'src', `${module.id}.ts`), moduleSource(module, 'typescript'));
    if (hasExamples(module)) writeFileSync(join(root, 'test', `${module.id}.test.ts`), moduleTestFile(module));
    const more = moduleTests(module, 'typescript');
    if (more !== undefined) writeFileSync(join(root, 'test', `${module.id}.more.test.ts`), more);
  }
  writeFileSync(join(root, 'reporter.mjs'), reporter);
  const words = [
    '--test',
    '--test-isolation=none',
    `--test-reporter=${join(root, 'reporter.mjs')}`,
    join(root, 'test', '*.test.ts'),
  ];
  const tested = await run(process.execPath, words, { cwd: root, maxBuffer: 64 * 1024 * 1024 }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  told = tested.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as (typeof told)[number]);
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('the library of modules', () => {
  it('holds something', () => {
    expect(modules().length).toBeGreaterThanOrEqual(2);
  });

  it('names each command once', () => {
    const commands = modules().flatMap((module) => module.functions.map((fn) => fn.command));
    expect(commands.filter((name, index) => commands.indexOf(name) !== index)).toEqual([]);
  });

  it('has each name of a type or an export once, so that any modules fit into one package', () => {
    const names = modules().flatMap((module) =>
      [
        ...moduleSource(module, 'typescript').matchAll(
          /^(?:export (?:async )?(?:function|class|const) |(?:export )?(?:interface|type) )(\w+)/gm,
        ),
      ].map((match) => match[1]),
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('has sound types', async () => {
    const types = join(repository, 'node_modules/@types');
    const tsc = join(repository, 'node_modules/typescript/bin/tsc');
    const checked = await run(process.execPath, [tsc, '--typeRoots', types], { cwd: root }).catch(
      (error: { stdout: string }) => error,
    );
    expect(checked.stdout).toBe('');
  });
});

describe.each(modules().map((module) => [module.id, module] as const))('the module %s', (id, module) => {
  it('shows each function at work and refusing what is wrong', () => {
    if (module.form === 'functions') {
      // What changes files is tried in folders of its own.
      const byHand = moduleTests(module, 'typescript') !== undefined;
      for (const fn of module.functions.filter(({ libraryOnly, local }) => !libraryOnly && !(local && byHand))) {
        expect(fn.examples.filter((example) => example.fails === undefined).length, fn.name).toBeGreaterThan(0);
      }
    } else expect(module.scenarios.length).toBeGreaterThan(0);
    expect(module.words.length).toBeGreaterThan(0);
  });

  it('declares what its source has', () => {
    const source = moduleSource(module, 'typescript');
    for (const fn of module.functions) {
      const head = new RegExp(
        `(?:export (?:async )?function|^ {2}(?:async )?) ?${fn.name}(?:<[^>]*>)?\\(([^]*?)\\)[:{ ]`,
        'm',
      );
      const parameters = head.exec(source)?.[1];
      expect(parameters, `${id} has no ${fn.name}`).toBeDefined();
      if (fn.libraryOnly) continue;
      for (const { name } of requiredOf(fn)) expect(parameters).toMatch(new RegExp(`\\b${name}\\b`));
      if (optionalOf(fn).length > 0) expect(parameters).toContain('options');
    }
    if (module.class) expect(source).toContain(`export class ${module.class.name}`);
  });

  it('passes its own tests', () => {
    const own = told.filter(({ file }) => [`${id}.test.ts`, `${id}.more.test.ts`].includes(basename(file)));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ ok }) => !ok)).toEqual([]);
  });
});
