import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parseProblems } from './problems.ts';
import { readProjectFacts } from './project.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'codewright-project-'));
  made.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

describe('what a project declares', () => {
  test('a Node project is read from its scripts, and from its tools where a script is missing', () => {
    const scripts = { test: 'node --test', lint: 'eslint .', start: 'node .', 'type-check': 'tsc --noEmit' };
    expect(
      readProjectFacts(
        project({
          'package.json': JSON.stringify({
            name: 'x',
            scripts,
            dependencies: { a: '^1' },
            devDependencies: { b: '2' },
          }),
          'package-lock.json': '{}',
        }),
      ),
    ).toEqual({
      ecosystem: 'node',
      name: 'x',
      install: ['npm', 'ci', '--no-audit', '--no-fund'],
      typecheck: ['npm', 'run', '--silent', 'type-check'],
      lint: ['npm', 'run', '--silent', 'lint'],
      test: ['npm', 'run', '--silent', 'test'],
      start: ['npm', 'run', '--silent', 'start'],
      dependencies: { a: '^1', b: '2' },
    });
    const bare = {
      scripts: { test: 'echo "Error: no test specified" && exit 1' },
      devDependencies: { typescript: '7', '@biomejs/biome': '2', vitest: '5' },
    };
    expect(
      readProjectFacts(project({ 'package.json': JSON.stringify(bare), 'tsconfig.json': '{}', 'biome.json': '{}' })),
    ).toMatchObject({
      install: ['npm', 'install', '--no-audit', '--no-fund'],
      typecheck: ['npx', '--no-install', 'tsc', '--noEmit', '-p', '.'],
      lint: ['npx', '--no-install', 'biome', 'check', '.'],
      test: ['npx', '--no-install', 'vitest', 'run'],
      start: null,
    });
    expect(readProjectFacts(project({ 'package.json': '{}', 'pnpm-lock.yaml': '' }))).toMatchObject({
      install: null,
      test: null,
    });
  });

  test('Python, Go and Rust projects are read from their manifests', () => {
    const pyproject =
      '[project]\nname = "tool"\ndependencies = [\n  "flask>=3",\n  "rich",\n]\n[tool.ruff]\n[tool.mypy]\n';
    expect(readProjectFacts(project({ 'pyproject.toml': pyproject, 'tests/test_a.py': '' }))).toEqual({
      ecosystem: 'python',
      name: 'tool',
      install: ['python3', '-m', 'pip', 'install', '-e', '.'],
      requirements: ['flask>=3', 'rich'],
      typecheck: ['python3', '-m', 'mypy', '.'],
      lint: ['python3', '-m', 'ruff', 'check', '.'],
      test: ['python3', '-m', 'unittest', 'discover'],
      start: null,
      dependencies: { flask: '>=3', rich: '*' },
    });
    expect(readProjectFacts(project({ 'requirements.txt': 'pytest==8\n# no\n', 'main.py': '' }))).toMatchObject({
      test: ['python3', '-m', 'pytest', '-q'],
      start: ['python3', 'main.py'],
      dependencies: { pytest: '==8' },
    });
    const sources = { 'src/tool/__init__.py': '', 'tests/test_a.py': '' };
    const typed = '[project]\nname = "tool"\n[tool.mypy]\nfiles = ["src"]\n';
    expect(readProjectFacts(project({ 'pyproject.toml': typed, ...sources }))).toMatchObject({
      typecheck: ['python3', '-m', 'mypy'],
      test: ['env', 'PYTHONPATH=src', 'python3', '-m', 'unittest', 'discover', '-s', 'tests'],
    });
    const mod =
      'module example.org/x\n\ngo 1.22\n\nrequire (\n\tgithub.com/a/b v1.2.3\n\tgithub.com/c/d v0.1.0 // indirect\n)\n';
    expect(readProjectFacts(project({ 'go.mod': mod }))).toMatchObject({
      ecosystem: 'go',
      name: 'example.org/x',
      test: ['go', 'test', './...'],
      dependencies: { 'github.com/a/b': 'v1.2.3' },
    });
    const cargo =
      '[package]\nname = "x"\n[dependencies]\nserde = { version = "1", features = ["derive"] }\nrand = "0.8"\n[dev-dependencies]\nquick = "2"\n';
    expect(readProjectFacts(project({ 'Cargo.toml': cargo }))).toMatchObject({
      ecosystem: 'rust',
      name: 'x',
      dependencies: { serde: '1', rand: '0.8', quick: '2' },
    });
  });

  test('links, broken manifests and folders in their place declare nothing and hang nobody', () => {
    const linked = project({});
    symlinkSync('/dev/zero', join(linked, 'package.json'));
    expect(readProjectFacts(linked).ecosystem).toBe('unknown');
    expect(readProjectFacts(project({ 'package.json': '{broken' }))).toMatchObject({ ecosystem: 'node', test: null });
    expect(readProjectFacts(project({ 'package.json/x': '' })).ecosystem).toBe('unknown');
    expect(readProjectFacts(project({ 'package.json': '{"scripts": ["a"], "name": 3}' }))).toMatchObject({
      name: null,
      test: null,
    });
    expect(readProjectFacts('/does/not/exist').ecosystem).toBe('unknown');
  });
});

describe('findings of compilers and linters', () => {
  const cases: [string, string, unknown][] = [
    [
      'tsc',
      "src/a.ts(3,7): error TS2304: Cannot find name 'x'.",
      { file: 'src/a.ts', line: 3, code: 'TS2304', message: "Cannot find name 'x'." },
    ],
    [
      'tsc pretty',
      'src/a.ts:3:7 - error TS2304: Cannot find name.',
      { file: 'src/a.ts', line: 3, code: 'TS2304', message: 'Cannot find name.' },
    ],
    [
      'eslint',
      "src/a.js\n  3:7  error  'x' is not defined  no-undef\n\n✖ 1 problem",
      { file: 'src/a.js', line: 3, code: 'no-undef', message: "'x' is not defined" },
    ],
    [
      'mypy',
      'a.py:3: error: Name "x" is not defined  [name-defined]',
      { file: 'a.py', line: 3, code: 'name-defined', message: 'Name "x" is not defined' },
    ],
    [
      'ruff concise',
      'a.py:3:7: F821 Undefined name `x`',
      { file: 'a.py', line: 3, code: 'F821', message: 'Undefined name `x`' },
    ],
    [
      'ruff full',
      'F821 Undefined name `x`\n --> a.py:3:7\n  |\n3 | x\n',
      { file: 'a.py', line: 3, code: 'F821', message: 'Undefined name `x`' },
    ],
    ['go', '# example\n./a.go:3:7: undefined: x', { file: 'a.go', line: 3, code: null, message: 'undefined: x' }],
    [
      'rustc',
      'error[E0425]: cannot find value `x`\n --> src/main.rs:3:7\n  |\n',
      { file: 'src/main.rs', line: 3, code: 'E0425', message: 'cannot find value `x`' },
    ],
    [
      'oxlint',
      '  x eslint(no-undef): x is not defined\n    ,-[src/a.ts:3:7]\n  3 | x\n',
      { file: 'src/a.ts', line: 3, code: 'eslint(no-undef)', message: 'x is not defined' },
    ],
    [
      'biome',
      'src/a.ts:3:7 lint/style/useConst  FIXABLE  ━━━━━━\n\n  × This let is only assigned once.\n',
      { file: 'src/a.ts', line: 3, code: 'lint/style/useConst', message: 'This let is only assigned once.' },
    ],
  ];
  for (const [tool, output, expected] of cases) {
    test(`of ${tool} are read`, () => expect(parseProblems(output)).toEqual([expected]));
  }

  test('are told once, and other lines are no findings', () => {
    const line = 'a.ts(1,1): error TS1: x';
    expect(
      parseProblems(`> lint\n> tsc\n${line}\n${line}\nFound 2 errors.\nDone in 3.1s\nhttp://localhost:3000/\n`),
    ).toHaveLength(1);
    expect(parseProblems('')).toEqual([]);
  });
});
