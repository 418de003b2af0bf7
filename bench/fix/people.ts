import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Language, Program } from './contract.ts';
import { suiteOf } from './languages.ts';

/** How the tests of a program are written and run. */
export type Runner = 'node' | 'vitest' | 'jest' | 'mocha';

const fails =
  'const fails = (call) => {\n  try {\n    call();\n    return "no error";\n  } catch (error) {\n    return error.message;\n  }\n};\n';
const exported = /export (?:async )?(?:function|class|const) (\w+)/g;

/** Programs of a text: `#### file runner`, the program, and parts that begin with `---- `: was, slip, calls or tests, held. */
export function readPeople(text: string): [Language, Program[]][] {
  const found = new Map<string, [Language, Program[]]>();
  for (const part of text.split(/^#### /m).slice(1)) {
    const [head = '', ...rest] = part.split('\n');
    const [file = '', runner = ''] = head.split(' ');
    const [source = '', ...parts] = rest.join('\n').split(/^---- /m);
    const given = new Map(parts.map((one) => [one.slice(0, one.indexOf('\n')), one.slice(one.indexOf('\n') + 1)]));
    const said = (name: string) => (given.get(name) ?? '').replace(/\n$/, '');
    const [name = '', extension = ''] = file.split('.');
    const key = `${runner} ${extension}`;
    const [language, programs] = found.get(key) ?? [
      extension === 'py' || extension === 'go' ? suiteOf(extension) : languageOf(runner as Runner, extension as 'js'),
      [],
    ];
    programs.push({
      name,
      source,
      slips: [[said('was'), said('slip')]],
      calls: said('calls').split('\n').filter(Boolean),
      ...(given.has('tests') ? { tests: `${said('tests')}\n` } : {}),
      held: said('held').split('\n'),
    });
    found.set(key, [language, programs]);
  }
  return [...found.values()];
}

function languageOf(runner: Runner, extension: 'js' | 'ts'): Language {
  const file = `program.${extension}`;
  const { manifest, testing, imports, claim, more = {} } = writing(runner, extension);
  const module = runner === 'jest' ? {} : { type: 'module' };
  return {
    name: `${runner} ${extension}`,
    file,
    testing: ['node', ...testing],
    files: ({ calls, source, tests }, answers) => ({
      'package.json': `${JSON.stringify({ name: 'program', ...module, scripts: { test: manifest } })}\n`,
      [file]: source,
      [`${runner === 'mocha' ? 'test/' : ''}program.test.${extension}`]:
        tests ??
        `${imports}import { ${namesOf(source)} } from '${runner === 'mocha' ? '..' : '.'}/${file}';\n\n${calls.some((one) => one.includes('fails(')) ? (extension === 'ts' ? fails.replace('(call)', '(call: () => unknown): unknown').replace('catch (error)', 'catch (error: any)') : fails) : ''}\n${calls.map((one, at) => claim(JSON.stringify(one), `await (${one})`, answers[at] ?? '')).join('\n')}\n`,
      ...more,
    }),
    prepare: preparing(runner),
    asking: (source, calls) => ({
      argv: ['node', `ask.m${extension}`],
      files: {
        [`ask.m${extension}`]: `${source}\n${fails}\n${calls.map((one) => `try { console.log(JSON.stringify(await (${one}))); } catch (error) { console.log(String(error)); }`).join('\n')}\n`,
      },
    }),
  };
}

const namesOf = (source: string) => [...source.matchAll(exported)].map(([, name]) => name).join(', ');

interface Writing {
  /** The test command. */
  manifest: string;
  /** What Node is given to run the tests once. */
  testing: string[];
  imports: string;
  claim: (title: string, call: string, answer: string) => string;
  more?: Record<string, string>;
}

export function writing(runner: Runner, extension: 'js' | 'ts'): Writing {
  const asserting = (title: string, call: string, answer: string) =>
    `  it(${title}, async () => {\n    assert.deepEqual(${call}, ${answer});\n  });`;
  const expecting = (title: string, call: string, answer: string) =>
    `test(${title}, async () => {\n  expect(${call}).toEqual(${answer});\n});`;
  switch (runner) {
    case 'node':
      return {
        manifest: 'node --test',
        testing: ['--test'],
        imports: "import assert from 'node:assert/strict';\nimport { it } from 'node:test';\n",
        claim: asserting,
      };
    case 'mocha':
      return {
        manifest: `mocha 'test/**/*.test.${extension}'`,
        testing: ['node_modules/mocha/bin/mocha.js', `test/**/*.test.${extension}`],
        imports: "import assert from 'node:assert/strict';\n",
        claim: asserting,
      };
    case 'vitest':
      return {
        manifest: 'vitest run',
        testing: ['node_modules/vitest/vitest.mjs', 'run'],
        imports: "import { expect, test } from 'vitest';\n",
        claim: expecting,
      };
    case 'jest':
      return {
        manifest: 'jest',
        testing: ['node_modules/jest/bin/jest.js'],
        imports: '',
        claim: expecting,
        more: {
          'babel.config.js':
            "module.exports = { presets: [['@babel/preset-env', { targets: { node: 'current' } }], '@babel/preset-typescript'] };\n",
        },
      };
  }
}

/** Puts the runner into a project, where Node has it not. */
export const preparing = (runner: Runner) =>
  runner === 'node'
    ? undefined
    : (root: string) =>
        cpSync(join(installed(), 'node_modules'), join(root, 'node_modules'), {
          recursive: true,
          verbatimSymlinks: true,
        });

/** The runners themselves, installed once. */
function installed(): string {
  const folder = join(homedir(), '.cache/codewright/bench-runners');
  if (!existsSync(join(folder, 'node_modules/.package-lock.json'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "name": "runners", "private": true }\n');
    const packages = ['jest@30', 'mocha@11', 'vitest@4', '@babel/preset-env@7', '@babel/preset-typescript@7'];
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], { cwd: folder });
  }
  return folder;
}

export const peopleOf = (name: string) =>
  readPeople(readFileSync(new URL(`people/${name}.txt`, import.meta.url), 'utf8'));
