import { describe, expect, test } from 'vitest';
import { checkOne, manifest } from './testing.ts';

describe('the dependencies gate', () => {
  const lock = (root: Record<string, unknown>, packages: Record<string, unknown>) =>
    JSON.stringify({ name: 'sample', lockfileVersion: 3, packages: { '': root, ...packages } });
  const hono = { dependencies: { hono: '^4.0.0' } };
  const sound = {
    'package.json': manifest(hono),
    'package-lock.json': lock(hono, { 'node_modules/hono': { version: '4.1.0' } }),
    'src/a.ts':
      "import { Hono } from 'hono';\nimport fs from 'node:fs';\nimport './b.ts';\nimport type { X } from 'only-types';\nexport const app = new Hono();\n",
  };
  const withFile = (files: Record<string, string>) => checkOne('dependencies', { ...sound, ...files });

  test('passes where manifest, lock and imports agree, and says that vulnerabilities were not looked at', async () => {
    const result = await withFile({});
    expect(result.verdict).toBe('passed');
    expect(result.reason).toContain('Known vulnerabilities were not checked.');
  });

  test.each([
    ['an import that nothing declares', { 'src/b.ts': "export { z } from 'zod';\n" }, 'undeclared'],
    ['a dynamic import that nothing declares', { 'src/b.ts': "const m = await import('left-pad');\n" }, 'undeclared'],
    ['a require that nothing declares', { 'src/b.cjs': "const m = require('@scope/name/deep');\n" }, 'undeclared'],
    ['a package that the lock lacks', { 'package-lock.json': lock(hono, {}) }, 'not-in-lock'],
    [
      'a lock made for another manifest',
      {
        'package-lock.json': lock({ dependencies: { hono: '^3.0.0' } }, { 'node_modules/hono': { version: '3.9.0' } }),
      },
      'lock-out-of-step',
    ],
    [
      'a locked version outside the range',
      { 'package-lock.json': lock(hono, { 'node_modules/hono': { version: '3.9.0' } }) },
      'lock-out-of-step',
    ],
    [
      'a package that only the lock still has',
      {
        'package-lock.json': lock(
          { dependencies: { hono: '^4.0.0', old: '1' } },
          { 'node_modules/hono': { version: '4.1.0' } },
        ),
      },
      'lock-out-of-step',
    ],
  ])('fails for %s', async (_what, files, code) => {
    expect(await withFile(files)).toMatchObject({ verdict: 'failed', problems: [{ code }] });
  });

  test.each([
    [
      'a package that ships under a licence that asks for more',
      { 'package-lock.json': lock(hono, { 'node_modules/hono': { version: '4.1.0', license: 'AGPL-3.0-only' } }) },
      'licence',
    ],
    [
      'a deprecated package',
      { 'package-lock.json': lock(hono, { 'node_modules/hono': { version: '4.1.0', deprecated: 'use another' } }) },
      'deprecated',
    ],
    ['a package that nothing imports', { 'src/a.ts': 'export {};\n' }, 'unused'],
  ])('warns of %s', async (_what, files, code) => {
    expect(await withFile(files)).toMatchObject({ verdict: 'warned', problems: [{ code }] });
  });

  test('warns of a missing lock', async () => {
    const { 'package-lock.json': _, ...rest } = sound;
    expect(await checkOne('dependencies', rest)).toMatchObject({ verdict: 'warned', problems: [{ code: 'no-lock' }] });
  });

  test('holds nothing against a change that was so before it', async () => {
    const before = {
      ...sound,
      'bench/old.ts': "import 'left-pad';\n",
      'package-lock.json': lock(hono, {}),
    };
    const result = await checkOne('dependencies', { 'src/c.ts': 'export const c = 1;\n' }, { before });
    expect(result.verdict).toBe('warned');
    expect(result.problems.map(({ code }) => code)).toEqual(['not-in-lock', 'undeclared']);
    const worse = await checkOne('dependencies', { 'src/c.ts': "import 'left-pad';\n" }, { before });
    expect(worse).toMatchObject({ verdict: 'failed', problems: [{ file: 'src/c.ts', code: 'undeclared' }, {}] });
    const undone = await checkOne('dependencies', { 'package.json': manifest({}) }, { before: sound });
    expect(undone.verdict).toBe('failed');
  });

  test('only remarks on undeclared imports where path aliases could explain them', async () => {
    const alias = {
      'tsconfig.json': '{"compilerOptions": {"paths": {"app/*": ["./src/*"]}}}\n',
      'src/b.ts': "import 'app/x';\n",
    };
    expect(await withFile(alias)).toMatchObject({ verdict: 'warned' });
  });

  test('has not checked other ecosystems', async () => {
    expect(await checkOne('dependencies', { 'CMakeLists.txt': 'project(a)\n' })).toMatchObject({
      verdict: 'not-checked',
    });
  });
});

describe('the dependencies gate on Go', () => {
  const sound = {
    'go.mod':
      'module example.org/a\n\ngo 1.19\n\nrequire (\n\tgithub.com/x/y v1.2.0\n\tgithub.com/x/y/v2 v2.0.0\n\tgolang.org/x/z v0.1.0 // indirect\n)\n',
    'go.sum': 'github.com/x/y v1.2.0 h1:a=\ngithub.com/x/y/v2 v2.0.0 h1:b=\n',
    'a.go':
      'package a\n\nimport (\n\t"fmt"\n\tother "github.com/x/y/deep"\n\t_ "github.com/x/y/v2"\n\n\t"example.org/a/internal/b"\n)\n\nvar text = "import \\"no/module.at/all\\""\n',
  };
  const withFile = (files: Record<string, string>) => checkOne('dependencies', { ...sound, ...files });

  test('passes where requirements, sums and imports agree, or where there are none', async () => {
    expect(await withFile({})).toMatchObject({ verdict: 'passed' });
    expect(await checkOne('dependencies', { 'go.mod': 'module example.org/a\n' })).toMatchObject({ verdict: 'passed' });
  });

  test('fails on packages that no module provides, and on modules without a sum', async () => {
    expect(await withFile({ 'b.go': 'package a\n\nimport "gopkg.in/yaml.v3"\n' })).toMatchObject({
      verdict: 'failed',
      problems: [{ file: 'b.go', code: 'missing' }],
    });
    expect(await withFile({ 'go.sum': 'github.com/x/y v1.2.0 h1:a=\n' })).toMatchObject({
      verdict: 'failed',
      problems: [{ file: 'go.sum', code: 'not-in-lock' }],
    });
  });

  test('remarks on modules that nothing imports, and on what is imported but called indirect', async () => {
    const more = `${sound['go.mod']}require github.com/old/one v1.0.0\n`;
    expect(await withFile({ 'go.mod': more })).toMatchObject({ verdict: 'warned', problems: [{ code: 'unused' }] });
    const untidy = sound['go.mod'].replace('y v1.2.0', 'y v1.2.0 // indirect');
    expect(await withFile({ 'go.mod': untidy })).toMatchObject({ verdict: 'warned', problems: [{ code: 'not-tidy' }] });
  });
});

describe('the dependencies gate on Python', () => {
  const sound = {
    'pyproject.toml':
      '[project]\nname = "a"\ndependencies = ["requests==2.32.0", "PyYAML==6.0"]\n\n[dependency-groups]\ndev = ["pytest"]\n',
    'src/app/__init__.py': '',
    'src/app/main.py':
      '"""import nothing"""\nfrom __future__ import annotations\nimport json, requests\nfrom os import path\nimport yaml as y\nfrom app.parts import one\nfrom . import parts\ntry:\n    import ujson\nexcept ImportError:\n    ujson = None\n',
    'src/app/parts.py': 'one = 1\n',
    'tests/test_main.py': 'import pytest\nfrom app import main\n',
  };
  const withFile = (files: Record<string, string>) => checkOne('dependencies', { ...sound, ...files });

  test('passes where the lists and the imports agree, or where there are none', async () => {
    expect(await withFile({})).toMatchObject({ verdict: 'passed' });
    expect(await checkOne('dependencies', { 'pyproject.toml': '[project]\nname = "a"\n' })).toMatchObject({
      verdict: 'passed',
      reason: expect.stringContaining('No package is declared or imported.'),
    });
  });

  test('fails on modules that nothing declares, under the name of what brings them', async () => {
    expect(await withFile({ 'src/app/parts.py': 'import numpy as np\n' })).toMatchObject({
      verdict: 'failed',
      problems: [{ file: 'src/app/parts.py', code: 'undeclared' }],
    });
    const { problems } = await withFile({ 'src/app/parts.py': 'from PIL import Image\n' });
    expect(problems.map(({ message }) => message)).toEqual([
      'src/app/parts.py imports PIL (of pillow), which no list of the project declares.',
    ]);
  });

  test('only remarks where tests import it, or where something declared may bring it', async () => {
    expect(await withFile({ 'tests/test_more.py': 'import hypothesis\n' })).toMatchObject({
      verdict: 'warned',
      problems: [{ file: 'tests/test_more.py', code: 'undeclared' }],
    });
    const more = sound['pyproject.toml'].replace('"PyYAML', '"strange-name==1.0", "PyYAML');
    const result = await withFile({ 'pyproject.toml': more, 'src/app/parts.py': 'import stranger\n' });
    expect(result).toMatchObject({ verdict: 'warned', problems: [{ code: 'undeclared' }, { code: 'unused' }] });
  });

  test('reads lists of every usual form', async () => {
    const source = { 'main.py': 'import requests\nimport yaml\n' };
    const forms: Record<string, string>[] = [
      { 'pyproject.toml': '[tool.black]\n', 'requirements.txt': 'requests==2.32.0  # web\npyyaml == 6.0\n' },
      {
        'pyproject.toml':
          '[tool.poetry.dependencies]\npython = "^3.11"\nrequests = "^2"\nPyYAML = { version = "6" }\n[build-system]\nrequires = []\n',
      },
      {
        'setup.cfg': '[options]\ninstall_requires =\n    requests>=2\n    pyyaml\n\n[x]\n',
        'setup.py': 'from setuptools import setup\n\nsetup()\n',
      },
      {
        Pipfile: '[packages]\nrequests = "*"\npyyaml = "*"\n',
        'Pipfile.lock':
          '{\n    "default": {\n        "requests": {\n        },\n        "pyyaml": {\n        }\n    }\n}\n',
      },
    ];
    for (const files of forms) {
      const { problems } = await checkOne('dependencies', {
        ...source,
        'pyproject.toml': '[project]\nname = "a"\n[build-system]\n',
        ...files,
      });
      expect(problems.filter(({ file }) => file === 'main.py')).toEqual([]);
    }
  });

  test('remarks on a missing lock, and fails where the lock lacks what is declared', async () => {
    const loose = sound['pyproject.toml'].replace('requests==2.32.0', 'requests>=2');
    expect(await withFile({ 'pyproject.toml': loose })).toMatchObject({
      verdict: 'warned',
      problems: [{ code: 'no-lock' }],
    });
    const lock = 'version = 1\n\n[[package]]\nname = "requests"\nversion = "2.32.0"\n';
    expect(await withFile({ 'uv.lock': lock })).toMatchObject({
      verdict: 'failed',
      problems: [{ code: 'not-in-lock' }],
    });
    expect(await withFile({ 'uv.lock': `${lock}\n[[package]]\nname = "pyyaml"\n` })).toMatchObject({
      verdict: 'passed',
    });
  });
});

describe('the dependencies gate on Rust', () => {
  const sound = {
    'Cargo.toml':
      '[package]\nname = "own-tool"\nversion = "0.1.0"\n\n[dependencies]\nserde-json = "1.0"\nlog = { version = "0.4", features = ["std"] }\n\n[dev-dependencies.tidy]\npath = "../tidy"\n',
    'Cargo.lock':
      'version = 3\n\n[[package]]\nname = "serde-json"\nversion = "1.0.100"\n\n[[package]]\nname = "log"\nversion = "0.4.20"\n\n[[package]]\nname = "tidy"\nversion = "0.1.0"\n',
    'src/main.rs':
      'mod parts;\nuse std::fmt;\nuse own_tool::run;\nuse serde_json::Value;\nuse parts::one;\nuse one::Two;\n// use nothing::at_all;\nfn main() { log::info!("use none::such;"); }\n',
    'src/parts.rs': '',
    'tests/all.rs': 'use tidy::tidy;\n',
  };
  const withFile = (files: Record<string, string>) => checkOne('dependencies', { ...sound, ...files });

  test('passes where the manifest, the lock and the sources agree, or where there is nothing to agree on', async () => {
    expect(await withFile({})).toMatchObject({ verdict: 'passed' });
    const bare = { 'Cargo.toml': '[package]\nname = "a"\n', 'src/lib.rs': '' };
    expect(await checkOne('dependencies', bare)).toMatchObject({ verdict: 'passed' });
  });

  test('fails on crates that are not declared, not locked, or locked at what is not allowed', async () => {
    expect(await withFile({ 'src/parts.rs': 'use rand::Rng;\n' })).toMatchObject({
      verdict: 'failed',
      problems: [{ file: 'src/parts.rs', code: 'undeclared' }],
    });
    const without = sound['Cargo.lock'].replace('name = "log"', 'name = "gol"');
    expect(await withFile({ 'Cargo.lock': without })).toMatchObject({ problems: [{ code: 'not-in-lock' }] });
    const older = sound['Cargo.lock'].replace('"0.4.20"', '"0.3.9"');
    expect(await withFile({ 'Cargo.lock': older })).toMatchObject({ problems: [{ code: 'lock-out-of-step' }] });
  });

  test('remarks on crates that nothing uses, and on licences that the project cannot take', async () => {
    const more = sound['Cargo.toml'].replace('[dependencies]', '[dependencies]\nserde = "1"');
    const locked = `${sound['Cargo.lock']}\n[[package]]\nname = "serde"\nversion = "1.0.1"\n`;
    const unused = await withFile({ 'Cargo.toml': more, 'Cargo.lock': locked });
    expect(unused).toMatchObject({ verdict: 'warned', problems: [{ code: 'unused' }] });
    const vendored = (licence: string) =>
      withFile({ 'vendor/log/Cargo.toml': `[package]\nname = "log"\nlicense = "${licence}"\n` });
    expect(await vendored('AGPL-3.0-only')).toMatchObject({ verdict: 'warned', problems: [{ code: 'licence' }] });
    expect(await vendored('MIT/Apache-2.0')).toMatchObject({ verdict: 'passed' });
  });
});
