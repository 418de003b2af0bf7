import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobReport } from '@codewright/protocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goSums, wheel, zip } from '../../research/testing-archives.ts';
import { openPlace, type Place } from './testing-launcher.ts';

/** An index of Python packages and a module proxy of Go on loopback; the user's settings name them. */
let place: Place;
let server: Server;

const wheels: Record<string, Buffer> = {
  'alpha-1.0.0': wheel('alpha', '1.0.0', 'def hello():\n    return "hello"\n'),
  'alpha-1.1.0': wheel('alpha', '1.1.0', 'def hello():\n    return "hello"\n'),
  // Another function in its place.
  'alpha-2.0.0': wheel('alpha', '2.0.0', 'def greet():\n    return "hello"\n'),
  'beta_kit-1.0': wheel('beta_kit', '1.0', 'def twice(n):\n    return n + n\n'),
  'beta_kit-1.4': wheel('beta_kit', '1.4', 'def twice(n):\n    return n + n\n'),
  'beta_kit-3.2': wheel('beta_kit', '3.2', 'def twice(n):\n    return 2 * n\n'),
  // Goes with no alpha that the project can have.
  'gamma-1.2': wheel('gamma', '1.2', 'LEAST = 0\n', ['alpha>=1']),
  'gamma-1.9': wheel('gamma', '1.9', 'LEAST = 0\n', ['alpha<1']),
  'checks-5.0': wheel('checks', '5.0', 'def same(a, b):\n    assert a == b\n'),
  'checks-5.1': wheel('checks', '5.1', 'def same(a, b):\n    assert a == b\n'),
};

const modules: Record<string, Record<string, Record<string, string>>> = {
  'example.org/Alpha': {
    'v1.0.0': { 'alpha.go': 'package alpha\n\nfunc Hello() string { return "hello" }\n' },
    'v1.1.0': { 'alpha.go': 'package alpha\n\nfunc Hello() string { return "hello" }\n' },
    'v1.2.0': { 'alpha.go': 'package alpha\n\nfunc Hello() string { return "Hello!" }\n' },
  },
  'example.org/beta': {
    'v0.3.0': { 'beta.go': 'package beta\n\nfunc Twice(n int) int { return n + n }\n' },
    'v0.4.1': { 'beta.go': 'package beta\n\nfunc Twice(n int) int { return 2 * n }\n' },
  },
};
for (const [path, versions] of Object.entries(modules))
  for (const files of Object.values(versions)) files['go.mod'] = `module ${path}\n\ngo 1.16\n`;

function answer(path: string): { type?: string; body: string | Buffer } | null {
  const [, name] = /^\/simple\/([^/]+)\/$/.exec(path) ?? [];
  if (name !== undefined) {
    const files = Object.keys(wheels)
      .filter((key) => key.startsWith(`${name.replace('-', '_')}-`))
      .map((key) => `${key}-py3-none-any.whl`)
      .map((filename) => ({ filename, url: `../../files/${filename}`, hashes: {} }));
    const body = JSON.stringify({ meta: { 'api-version': '1.0' }, name, files });
    return files.length === 0 ? null : { type: 'application/vnd.pypi.simple.v1+json', body };
  }
  const [, file = ''] = /^\/files\/(.+)-py3-none-any\.whl$/.exec(path) ?? [];
  if (file !== '') return wheels[file] ? { body: wheels[file] } : null;
  const [, escaped = '', asked = ''] = /^\/go\/(.+)\/@v\/(.+)$/.exec(path) ?? [];
  const module = escaped.replaceAll(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const versions = modules[module] ?? {};
  if (asked === 'list') return { body: `${Object.keys(versions).join('\n')}\n` };
  const [, version = '', kind = ''] = /^(v[\d.]+)\.(info|mod|zip)$/.exec(asked) ?? [];
  const files = versions[version];
  if (!files) return null;
  if (kind === 'info') return { body: JSON.stringify({ Version: version, Time: '2026-01-01T00:00:00Z' }) };
  if (kind === 'mod') return { body: files['go.mod'] ?? '' };
  return {
    body: zip(Object.fromEntries(Object.entries(files).map(([at, text]) => [`${module}@${version}/${at}`, text]))),
  };
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const found = answer(decodeURIComponent(request.url ?? '/'));
    if (found?.type) response.setHeader('content-type', found.type);
    response.statusCode = found ? 200 : 404;
    response.end(found?.body ?? 'not here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  place = openPlace();
  mkdirSync(place.state, { recursive: true });
  const registries = { pypi: `http://127.0.0.1:${port}/simple/`, go: `http://127.0.0.1:${port}/go/` };
  writeFileSync(join(place.state, 'config.yaml'), JSON.stringify({ research: { registries } }));
});
afterAll(async () => {
  await place[Symbol.asyncDispose]();
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

async function upgrade(name: string, files: Record<string, string>) {
  const repository = place.repository(name, files);
  const { code, stdout, stderr } = await place.run(['fix', repository, '--upgrade', '--json']);
  const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as JobReport;
  const branch = report.job.result?.split('#')[1] ?? '';
  return {
    code,
    problem: report.job.error?.message ?? stderr,
    gates: Object.fromEntries(report.gates.map(({ gate, verdict }) => [gate, verdict])),
    at: (path: string) => place.git(repository, 'show', `${branch}:${path}`),
    message: () => place.git(repository, 'log', '-1', '--format=%B', branch),
    changed: () => place.git(repository, 'diff', '--name-only', `HEAD...${branch}`).split('\n'),
  };
}

test('packages of pip are raised as far as the tests allow, in requirements files and in pyproject.toml', async () => {
  const requirements = '# what it runs on\nalpha==1.0.0  # pinned\nBeta.Kit>=1.0,<2\n';
  const pyproject = `[project]
name = "report"
version = "1.0"
requires-python = ">=3.9"
dependencies = [
  "gamma~=1.2",  # goes on
]

[project.optional-dependencies]
docs = ["sphinx>=7"]

[dependency-groups]
test = ["checks==5.0"]
`;
  const { code, problem, gates, at, message, changed } = await upgrade('report', {
    'requirements.txt': requirements,
    'pyproject.toml': pyproject,
    'report.py':
      'import alpha\nimport beta_kit\n\n\ndef report(n):\n    return f"{alpha.hello()} {beta_kit.twice(n)}"\n',
    'test_report.py': `import unittest
import checks
import gamma
import report


class Report(unittest.TestCase):
    def test_report(self):
        checks.same(report.report(2 + gamma.LEAST), "hello 4")
`,
  });
  expect(code, problem).toBe(0);
  expect(at('requirements.txt')).toBe(requirements.replace('alpha==1.0.0', 'alpha==1.1.0').replace('<2', '<4').trim());
  expect(at('pyproject.toml')).toBe(pyproject.replace('checks==5.0', 'checks==5.1').trim());
  expect(message()).toMatch(
    /^Raise 3 packages\n\n- alpha 1\.0\.0 → 1\.1\.0\n- beta-kit 1\.4 → 3\.2\n- checks 5\.0 → 5\.1\n\nHeld back:\n- alpha 2\.0\.0: tests fail, first "test_report .*hello.*\n- gamma 1\.9: gamma 1\.9 demands alpha<1/,
  );
  expect(changed()).toEqual(['pyproject.toml', 'requirements.txt']);
  expect(gates['tests']).toBe('passed');
});

test('modules of Go are raised as far as the tests allow, with their sums', async () => {
  const sums = (path: string, version: string) => goSums(path, version, modules[path]?.[version] ?? {});
  const before = `module example.org/report

go 1.16

require (
	example.org/Alpha v1.0.0
	example.org/beta v0.3.0
)
`;
  const { code, problem, gates, at, message, changed } = await upgrade('go-report', {
    'go.mod': before,
    'go.sum': sums('example.org/Alpha', 'v1.0.0') + sums('example.org/beta', 'v0.3.0'),
    'report.go': `package report

import (
	"fmt"

	alpha "example.org/Alpha"
	"example.org/beta"
)

// Report says how many.
func Report(n int) string { return fmt.Sprintf("%s %d", alpha.Hello(), beta.Twice(n)) }
`,
    'report_test.go': `package report

import "testing"

func TestReport(t *testing.T) {
	if got := Report(2); got != "hello 4" {
		t.Errorf("got %q", got)
	}
}
`,
  });
  expect(code, problem).toBe(0);
  expect(at('go.mod')).toBe(before.replace('v1.0.0', 'v1.1.0').replace('v0.3.0', 'v0.4.1').trim());
  expect(at('go.sum')).toBe((sums('example.org/Alpha', 'v1.1.0') + sums('example.org/beta', 'v0.4.1')).trim());
  expect(message()).toMatch(
    /^Raise 2 packages\n\n- example\.org\/Alpha v1\.0\.0 → v1\.1\.0\n- example\.org\/beta v0\.3\.0 → v0\.4\.1\n\nHeld back:\n- example\.org\/Alpha v1\.2\.0: tests fail, first "TestReport"/,
  );
  expect(changed()).toEqual(['go.mod', 'go.sum']);
  expect(gates).toMatchObject({ tests: 'passed', dependencies: 'passed' });
});
