import { appendFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { JobReport } from '@codewright/protocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './testing-launcher.ts';

/** What an ordinary user's npm would read: where the registry is and whom to trust. */
const npm: Record<string, string> = {
  npm_config_userconfig: join(homedir(), '.npmrc'),
  ...(process.env['NODE_EXTRA_CA_CERTS'] ? { NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'] } : {}),
};

let place: Place;
beforeAll(() => {
  place = openPlace(npm);
});
afterAll(() => place[Symbol.asyncDispose]());

const branchOf = ({ job }: JobReport) => job.result?.split('#')[1] ?? '';

/** The report at the end of `--json`, and the file as the delivered branch has it. */
async function fix(name: string, files: Record<string, string>, args: string[] = [], own: Record<string, string> = {}) {
  const repository = place.repository(name, files);
  // What its user is at, and has not committed.
  for (const [path, text] of Object.entries(own)) appendFileSync(join(repository, path), text);
  const { code, stdout, stderr } = await place.run(['fix', repository, ...args, '--json']);
  const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as JobReport;
  const entries = await place.history(report.job.id);
  const branch = branchOf(report);
  return {
    code,
    stderr,
    report,
    said: entries.map(({ summary, data }) => `${summary}\n${JSON.stringify(data)}`).join('\n'),
    at: (path: string) => place.git(repository, 'show', `${branch}:${path}`),
    main: (path: string) => place.git(repository, 'show', `HEAD:${path}`),
    branches: () => place.git(repository, 'branch', '--format=%(refname:short)').split('\n'),
    message: () => place.git(repository, 'log', '-1', '--format=%B', branch),
  };
}

const clamp = (high: string): Record<string, string> => ({
  'package.json': '{ "name": "clamp", "type": "module", "scripts": { "test": "node --test" } }\n',
  'clamp.js': `export function clamp(value, low, high) {
  if (value < low) return low;
  if (value > high) return ${high};
  return value;
}
`,
  'clamp.test.js': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clamp } from './clamp.js';

test('low', () => assert.equal(clamp(1, 2, 3), 2));
test('high', () => assert.equal(clamp(5, 2, 3), 3));
test('higher', () => assert.equal(clamp(9, 1, 7), 7));
test('between', () => assert.equal(clamp(2, 1, 3), 2));
`,
});

describe('codewright fix', () => {
  it('mends a program on a branch of its own, with the gates and a record, and leaves the user’s tree', async () => {
    const fixed = await fix('clamp', clamp('low'));
    expect(fixed.code, fixed.stderr).toBe(0);
    expect(fixed.at('clamp.js')).toContain('if (value > high) return high;');
    expect(fixed.main('clamp.js')).toContain('if (value > high) return low;');
    expect(fixed.at('clamp.test.js')).toBe(fixed.main('clamp.test.js'));
    expect(fixed.message()).toContain('Fix clamp.js: high');
    expect(fixed.report.gates.find(({ gate }) => gate === 'tests')?.verdict).toBe('passed');
    expect((await place.run(['verify', fixed.report.job.id])).code).toBe(0);
    // What the project does not have is asked for once.
    expect(fixed.said.match(/declares neither a type check nor a linter\.\n/g)).toHaveLength(1);
    expect(fixed.said).not.toContain('uncommitted changes');
  });

  it('says before it begins that uncommitted changes are left out', async () => {
    const fixed = await fix('dirty', clamp('low'), [], { 'clamp.js': '// mine\n' });
    expect(fixed.code, fixed.stderr).toBe(0);
    expect(fixed.said.indexOf('uncommitted changes')).toBeGreaterThan(-1);
    expect(fixed.said.indexOf('uncommitted changes')).toBeLessThan(fixed.said.indexOf('Mended'));
    expect(fixed.at('clamp.js')).toContain('if (value > high) return high;');
  });

  it('changes nothing where the tests pass', async () => {
    const fixed = await fix('whole', clamp('high'));
    expect(fixed.code, fixed.stderr).toBe(0);
    expect(fixed.said).toContain('Nothing had to be mended');
    // No branch of nothing: there is neither anything to merge nor to look at.
    expect(fixed.report.job.result).toBeNull();
    expect(fixed.branches()).toEqual(['main']);
    expect(fixed.report.gates.find(({ gate }) => gate === 'tests')?.verdict).toBe('passed');
    expect((await place.run(['jobs', 'show', fixed.report.job.id])).stdout).toContain('Nothing was changed: ');
  });

  it('says so where no small change makes the tests pass, and delivers nothing', async () => {
    const files = clamp('high');
    files['clamp.test.js'] += "test('impossible', () => assert.equal(clamp(1, 1, 1), Math.random() + 5));\n";
    const fixed = await fix('impossible', files, ['--max-time', '12']);
    expect(fixed.code).not.toBe(0);
    expect(fixed.report.job.status).toBe('failed');
    expect(fixed.branches()).toEqual(['main']);
  });

  it('mends a program in Go', async () => {
    const fixed = await fix('go', {
      'go.mod': 'module example.org/sums\n\ngo 1.18\n',
      'sums.go': `package sums

// Sum adds all numbers.
func Sum(numbers []int) int {
	total := 0
	for i := 1; i < len(numbers); i++ {
		total += numbers[i]
	}
	return total
}
`,
      'sums_test.go': `package sums

import "testing"

func TestSome(t *testing.T) {
	if got := Sum([]int{1, 2, 3}); got != 6 {
		t.Errorf("got %d, want 6", got)
	}
}

func TestOne(t *testing.T) {
	if got := Sum([]int{7}); got != 7 {
		t.Errorf("got %d, want 7", got)
	}
}

func TestNone(t *testing.T) {
	if got := Sum(nil); got != 0 {
		t.Errorf("got %d, want 0", got)
	}
}
`,
    });
    expect(fixed.code, fixed.report.job.error?.message ?? fixed.stderr).toBe(0);
    expect(fixed.at('sums.go')).toContain('for i := 0; i < len(numbers); i++ {');
  });
});

describe('codewright fix --upgrade', () => {
  const manifest = `{
  "name": "report",
  "private": true,
  "keywords": ["one", "two"],
  "scripts": { "test": "node --test" },
  "dependencies": {
    "chalk": "4.0.0",
    "escape-string-regexp": "^4.0.0",
    "ms": "~2.0.0",
    "local": "file:local"
  }
}
`;
  const files = {
    '.gitignore': 'node_modules\n',
    'package.json': manifest,
    'local/package.json': '{ "name": "local", "version": "1.0.0" }\n',
    'report.js': `const chalk = require('chalk');
const escape = require('escape-string-regexp');
const ms = require('ms');

exports.title = (text) => new chalk.Instance({ level: 1 }).red(text);
exports.finds = (text, part) => new RegExp(escape(part)).test(text);
exports.wait = (text) => ms(text);
`,
    'report.test.js': `const assert = require('node:assert/strict');
const { test } = require('node:test');
const { finds, title, wait } = require('./report.js');

test('titles are red', () => assert.equal(title('a'), '\\u001b[31ma\\u001b[39m'));
test('parts are found as they stand', () => assert.ok(finds('a.b', '.')));
test('waits are read', () => assert.equal(wait('2s'), 2000));
`,
  };

  it('raises what the tests allow, as far as they allow it, and says what holds the rest', async () => {
    const { code, stderr, report, at, message, said } = await fix('report', files, ['--upgrade']);
    expect(code, report.job.error?.message ?? stderr).toBe(0);
    const versions = (JSON.parse(at('package.json')) as { dependencies: Record<string, string> }).dependencies;
    // The new majors of chalk and escape-string-regexp are other modules than the program takes them for.
    expect(versions).toMatchObject({ chalk: '4.1.2', 'escape-string-regexp': '^4.0.0', local: 'file:local' });
    expect(versions['ms']).toMatch(/^~2\.[1-9]/);
    // Nothing else of the file has changed.
    expect(at('package.json')).toBe(
      manifest
        .trim()
        .replace('4.0.0"', '4.1.2"')
        .replace('~2.0.0', versions['ms'] ?? ''),
    );
    expect(message()).toMatch(
      /^Raise 2 packages\n\n- chalk 4\.0\.0 → 4\.1\.2\n- ms 2\.0\.0 → [\d.]+\n\nHeld back:\n- chalk/,
    );
    expect(said).toMatch(
      /escape-string-regexp stays at 4\.0\.0: with 5\S+ \(a new major version\) tests fail, first \\"parts are found/,
    );
    expect(said).toContain('local: file:local is not of the registry');
    expect(report.gates.find(({ gate }) => gate === 'tests')?.verdict).toBe('passed');
  });

  it('keeps the lock file in step', async () => {
    const locked = { ...files, 'package.json': manifest.replace(/,\s+"local": "file:local"/, '') };
    const repository = place.repository('unlocked', locked);
    const install = await place.run([], {
      shell: 'npm install --ignore-scripts --no-audit --no-fund',
      cwd: repository,
    });
    expect(install.code, install.stderr).toBe(0);
    place.git(repository, 'add', 'package-lock.json');
    place.git(repository, 'commit', '--quiet', '--message=Lock');
    const { code, stdout } = await place.run(['fix', repository, '--upgrade', 'ms', '--json']);
    const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as JobReport;
    expect(code, report.job.error?.message).toBe(0);
    const show = (path: string) => JSON.parse(place.git(repository, 'show', `${branchOf(report)}:${path}`));
    const { packages } = show('package-lock.json') as {
      packages: Record<string, { version: string; dependencies?: object }>;
    };
    expect(packages['node_modules/ms']?.version).not.toBe('2.0.0');
    expect(packages['node_modules/chalk']?.version).toBe('4.0.0');
    expect(packages['']?.dependencies).toEqual((show('package.json') as { dependencies: object }).dependencies);
    expect(report.gates.find(({ gate }) => gate === 'dependencies')?.verdict).toBe('passed');
  });

  it('raises nothing where the tests fail already, and says that first', async () => {
    const broken = { ...files, 'report.js': files['report.js'].replace('ms(text)', 'ms(text) + 1') };
    const { code, report, branches } = await fix('broken', broken, ['--upgrade']);
    expect(code).not.toBe(0);
    expect(report.job.error?.message).toContain('Nothing was raised: the tests fail, first "waits are read"');
    expect(branches()).toEqual(['main']);
  });
});
